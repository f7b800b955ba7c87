"""Which column goes into which field: what there is to map to, and what is proposed from the headings."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from luoshi.packs.declarations import FieldType, Register
from luoshi.registers.permissions import visible_fields
from luoshi.rules.actors import Actor
from luoshi.rules.quantities.units import Unit, unit
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.rules.written import same_word
from luoshi.rules.written.amounts import PERCENT, SHARE
from luoshi.sheets.reading.layout import Column, Layout, bare

NUMBER, UNIT, LEAD, PERIOD, DUE, PARENT = "@number", "@unit", "@lead", "@period", "@due", "@parent"
CLOSE = 0.75  # how alike two headings are before one is proposed for the other
STRANGE = 0.34  # with fewer of its columns understood a table is another office's
COUNTED = (FieldType.NUMBER, FieldType.MONEY, FieldType.INTEGER, FieldType.PERCENT)

_STANDING = {
    NUMBER: (Text("编号", "Number"), ("编号", "记录编号", "台账编号", "number", "record number")),
    UNIT: (Text("登记单位", "Entered for"), ("登记单位", "单位", "填报单位", "所属单位", "unit", "entered for")),
    LEAD: (Text("牵头单位", "Lead unit"), ("牵头单位", "责任单位", "主责单位", "lead unit", "lead")),
    PERIOD: (Text("期间", "Period"), ("期间", "期别", "填报期", "报告期", "period")),
    DUE: (Text("期限", "Due"), ("期限", "完成时限", "办结时限", "办理期限", "due", "due date")),
    PARENT: (Text("上级", "Parent"), ("上级", "上级编号", "parent")),
}


@dataclass(frozen=True, slots=True)
class Target:
    """What a column may be mapped to: a field, or what every record has besides (`@…`)."""

    name: str
    title: Text
    words: frozenset[str]
    unit: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Mapped:
    """A column with its target, empty for none; `reads` is the unit its numbers are in."""

    index: int
    title: str
    field: str = ""
    reads: str = ""

    @property
    def written(self) -> dict[str, object]:
        """As kept."""
        return {"index": self.index, "title": self.title, "field": self.field, "reads": self.reads}


def mapped_of(kept: Iterable[Mapping[str, Any]]) -> tuple[Mapped, ...]:
    """Columns as they were kept."""
    return tuple(Mapped(each["index"], each["title"], each["field"], each["reads"]) for each in kept)


def targets_of(actor: Actor, register: Register) -> tuple[Target, ...]:
    """What this person may fill in a register, in the order of its fields."""
    fields = tuple(
        Target(
            each.id,
            each.title,
            frozenset({same_word(each.title.zh), same_word(each.title.en), same_word(each.id)}),
            PERCENT if each.type is FieldType.PERCENT else each.unit,
            each.required,
        )
        for each in visible_fields(actor, register)
        if each.formula is None
    )
    return (*(_standing(name) for name in standing_of(register)), *fields)


def standing_of(register: Register) -> tuple[str, ...]:
    """What every record of a register has besides its fields and a table may say."""
    lifecycle = register.lifecycle
    due = register.parent is not None or (lifecycle is not None and not lifecycle.clocks)
    wanted = {
        NUMBER: True,
        UNIT: True,
        LEAD: lifecycle is not None,
        PERIOD: bool(register.period),
        PARENT: register.parent is not None,
        DUE: due,
    }
    return tuple(name for name, is_there in wanted.items() if is_there)


def _standing(name: str) -> Target:
    title, words = _STANDING[name]
    return Target(name, title, frozenset(map(same_word, words)))


def known_words(targets: Iterable[Target]) -> frozenset[str]:
    """All headings that are understood."""
    return frozenset(word for target in targets for word in target.words)


def proposed(
    layout: Layout, targets: Sequence[Target], samples: Sequence[Sequence[Any]], kept: Sequence[Mapped] = ()
) -> tuple[Mapped, ...]:
    """A target for each column, as it was mapped last, else by its heading; none is proposed twice."""
    before = {(each.index, each.title): each for each in kept}
    names = {target.name for target in targets}
    if kept:
        return tuple(
            old
            if (old := before.get((column.index, column.title))) and (not old.field or old.field in names)
            else Mapped(column.index, column.title)
            for column in layout.columns
        )
    chosen = _by_words(layout.columns, targets)
    return tuple(
        Mapped(column.index, column.title, target.name, _reads(column, target, layout, samples))
        if (target := chosen.get(column.index))
        else Mapped(column.index, column.title)
        for column in layout.columns
    )


def _by_words(columns: Sequence[Column], targets: Sequence[Target]) -> dict[int, Target]:
    """The same word first, for all columns, before any that is only alike."""
    chosen: dict[int, Target] = {}
    for column in columns:
        words = {same_word(bare(column.last)), same_word(column.title.replace("/", ""))}
        found = next((each for each in targets if words & each.words and each not in chosen.values()), None)
        if found:
            chosen[column.index] = found
    for column in columns:
        if column.index not in chosen:
            free = [each for each in targets if each not in chosen.values()]
            alike = sorted(
                ((_alike(column, each), each.name, each) for each in free), reverse=True, key=lambda c: c[:2]
            )
            if alike and alike[0][0] >= CLOSE:
                chosen[column.index] = alike[0][2]
    return chosen


def _alike(column: Column, target: Target) -> float:
    word = same_word(bare(column.last))
    if len(word) < 2:
        return 0
    held = [
        other for other in target.words if len(other) > 2 and (other in word or (len(word) > 2 and word in other))
    ]
    if held:
        return max(min(len(word), len(other)) / max(len(word), len(other)) for other in held) / 4 + CLOSE
    return max((SequenceMatcher(None, word, other).ratio() for other in target.words if len(other) > 1), default=0)


def _reads(column: Column, target: Target, layout: Layout, samples: Sequence[Sequence[Any]]) -> str:
    """The unit of a column's numbers: what its heading says, else the line above the table, where either fits."""
    if target.unit == PERCENT:
        return SHARE if _are_shares(column, samples) else PERCENT
    wanted = unit_of(target.unit)
    for said in (column.unit, layout.unit):
        given = unit_of(said)
        if wanted and given and given.dimension == wanted.dimension:
            return given.symbol
    return target.unit


def _are_shares(column: Column, samples: Sequence[Sequence[Any]]) -> bool:
    """Whether a column of percentages holds 0.85 for 85 %, as Excel keeps it; a heading with % says otherwise."""
    if "%" in column.unit or "％" in column.unit:
        return False
    cells = [row[column.index] for row in samples if column.index < len(row) and row[column.index] is not None]
    numbers = [Decimal(str(cell)) for cell in cells if isinstance(cell, int | float | Decimal)]
    return bool(numbers) and max(map(abs, numbers)) <= 1 and any(number % 1 for number in numbers)


def unit_of(symbol: str) -> Unit | None:
    """A unit of the registry, or nothing."""
    try:
        return unit(symbol) if symbol else None
    except Refused:
        return None


def units_to_read(target: Target) -> tuple[str, ...]:
    """The units that the numbers of a column for this target may be in; none where there is no choice."""
    if target.unit == PERCENT:
        return PERCENT, SHARE
    wanted = unit_of(target.unit)
    if wanted is None or wanted.dimension != "money":
        return ()
    return tuple(dict.fromkeys((target.unit, "元", "万元", "亿元")))


def is_strange(columns: Sequence[Mapped], register: Register) -> bool:
    """Whether a table looks like another office's: its name column is missing, or few columns are understood."""
    fields = {each.field for each in columns if each.field}
    by_number = NUMBER in fields and len(fields) > 1
    return (register.label not in fields and not by_number) or len(fields) < STRANGE * len(columns)


def signature_of(layout: Layout) -> str:
    """The digest of a table's headings: what is headed alike is mapped alike."""
    return hashlib.sha256("\n".join(same_word(each.title) for each in layout.columns).encode()).hexdigest()
