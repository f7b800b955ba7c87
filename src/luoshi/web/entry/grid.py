"""The grid of one period as values: units down, fields across, and what is missing at each crossing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from luoshi.org.models import Unit
from luoshi.packs.declarations import Field, FieldType, Register, TimeRule
from luoshi.packs.queries import current
from luoshi.registers.auditing import carried_from
from luoshi.registers.locks import may_be_corrected
from luoshi.registers.models import Offer, OfferStatus, Record
from luoshi.registers.neighbours import NOTHING, before
from luoshi.registers.permissions import can_edit
from luoshi.rules.actors import Actor
from luoshi.rules.periods import Period
from luoshi.web import showing
from luoshi.web.components.lists import Option
from luoshi.web.entry.due import cells_of, units_of
from luoshi.web.wording import in_brackets, say

MARK = "|"  # between the parts of an input's name; neither a register nor a field has it
CARRIED = (FieldType.CHOICE, FieldType.YESNO)  # seldom change from one period to the next; so do stocks
NO_NAMES = showing.Names()


@dataclass(frozen=True, slots=True)
class Column:
    """One field of one return, with what a browser checks by itself."""

    register: str
    field: str
    title: str
    kind: str
    required: bool
    unit: str = ""
    hint: str = ""
    options: tuple[Option, ...] = ()
    min: str = ""
    max: str = ""
    most: int = 0  # characters of a text
    reasons: str = ""  # words that may stand where a figure would, one to a line

    @property
    def heading(self) -> str:
        """Its title with its unit."""
        return f"{self.title}{in_brackets(self.unit)}" if self.unit else self.title

    @property
    def is_number(self) -> bool:
        """Whether its cells hold figures."""
        return self.kind in ("number", "integer", "money", "percent")

    @property
    def may_stay_blank(self) -> bool:
        """Whether nobody waits for it: a remark, not a figure."""
        return not self.required and self.kind in ("text", "longtext")


@dataclass(frozen=True, slots=True)
class Group:
    """The columns of one return."""

    register: str
    title: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One crossing: held and shown, or asked for; `last` is what stood there a period ago."""

    column: Column
    name: str
    asked: bool
    value: str = ""
    shown: str = ""
    last: str = ""
    carried: bool = False
    waiting: bool = False  # a second value waits to be chosen from
    error: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """One unit's return as it stands: its revision, 0 before there is one, and where it is read."""

    register: str
    revision: int = 0
    record: int = 0
    mine: bool = True  # whether the person may enter it for this unit


@dataclass(frozen=True, slots=True)
class Line:
    """A unit with its cells, in the order of the columns."""

    unit: Unit
    returns: tuple[Return, ...]
    cells: tuple[Cell, ...]

    @property
    def missing(self) -> int:
        """How many cells are asked for and wait for an answer."""
        return sum(each.asked and not each.shown and not each.column.may_stay_blank for each in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """Everything of one period on one page."""

    period: Period
    groups: tuple[Group, ...]
    lines: tuple[Line, ...]
    done: int = 0  # units that lack nothing and are left out

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns."""
        return tuple(column for group in self.groups for column in group.columns)

    @property
    def carried(self) -> int:
        """How many boxes hold what stood a period ago, to be looked at."""
        return sum(cell.carried for line in self.lines for cell in line.cells)

    @property
    def missing(self) -> int:
        """How many cells are asked for."""
        return sum(line.missing for line in self.lines)


def name_of(register: str, unit: int, field: str) -> str:
    """What the box of a cell is called."""
    return MARK.join(("v", register, str(unit), field))


def group_of(actor: Actor, register: Register) -> Group:
    """The columns of a return for this person."""
    columns = tuple(_column(register, each) for each in cells_of(actor, register))
    return Group(register.ref, say(register.title), columns)


def _column(register: Register, field: Field) -> Column:
    options = tuple(Option(name, say(title)) for name, title in field.options.items())
    return Column(
        register=register.ref,
        field=field.id,
        title=say(field.title),
        kind=field.type.value,
        required=field.required,
        unit="%" if field.type is FieldType.PERCENT else showing.unit_words(field.unit),
        hint=say(field.hint) if field.hint else "",
        options=options,
        min=_bound(field.min),
        max=_bound(field.max),
        reasons="\n".join(say(each) for each in field.reasons.values()),
        most=field.max_length if field.type in (FieldType.TEXT, FieldType.LONGTEXT) else 0,
    )


def _bound(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"


def grid_of(
    actor: Actor,
    registers: Sequence[Register],
    period: Period,
    units: Sequence[Unit],
    *,
    whole: bool = False,
    mistakes: Mapping[str, tuple[str, str]] | None = None,
) -> Grid:
    """The grid for some units; `whole` asks again for what is held. `mistakes` by name: what was typed, and why not.

    Five queries for each return.
    """
    builder = _Builder(actor, registers, period, units, whole=whole, mistakes=mistakes or {})
    lines = [builder.line(unit) for unit in units]
    kept = [each for each in lines if whole or each.missing or any(cell.waiting for cell in each.cells)]
    return Grid(period, builder.groups, tuple(kept), len(lines) - len(kept))


class _Builder:
    """What is read once for all lines."""

    def __init__(
        self,
        actor: Actor,
        registers: Sequence[Register],
        period: Period,
        units: Sequence[Unit],
        *,
        whole: bool,
        mistakes: Mapping[str, tuple[str, str]],
    ) -> None:
        self.actor, self.registers, self.whole, self.mistakes = actor, registers, whole, mistakes
        self.groups = tuple(group_of(actor, each) for each in registers)
        self.stocks = {each.code for each in current().elements() if each.time_kind is TimeRule.STOCK}
        ids = [each.pk for each in units]
        self.held = {each.ref: _standing(each, ids, period.label) for each in registers}
        self.last = {each.ref: before(each, ids, period.label) for each in registers}
        self.owed = {each.ref: {unit.pk for unit in units_of(actor, each, period.end)} for each in registers}
        self.opens_with = {each.ref: carried_from(each) for each in registers}
        pks = [record.pk for held in self.held.values() for record in held.values()]
        waiting = Offer.objects.filter(record__in=pks, status=OfferStatus.OPEN).values_list("record", "field")
        self.waiting = set(waiting)

    def line(self, unit: Unit) -> Line:
        returns, cells = [], []
        for register, group in zip(self.registers, self.groups, strict=True):
            record = self.held[register.ref].get(unit.pk)
            mine = unit.pk in self.owed[register.ref] and can_edit(self.actor, register, unit)
            mine = mine and (record is None or may_be_corrected(record, register))
            revision, pk = (record.revision, record.pk) if record else (0, 0)
            returns.append(Return(register.ref, revision, pk, mine))
            cells += [self._cell(register, column, unit, record, mine=mine) for column in group.columns]
        return Line(unit, tuple(returns), tuple(cells))

    def _carries(self, field: Field) -> bool:
        """Whether what stood a period ago is proposed: of a stock, never of what flows within a period."""
        return field.type in CARRIED or field.element in self.stocks

    def _cell(self, register: Register, column: Column, unit: Unit, record: Record | None, *, mine: bool) -> Cell:
        field, name = register.fields[column.field], name_of(register.ref, unit.pk, column.field)
        kept = record.data.get(column.field) if record else None
        why = showing.reason_of(field, record.data) if record is not None else ""
        carries = self.opens_with[register.ref].get(column.field, column.field)
        earlier = self.last[register.ref].get(unit.pk, NOTHING).get(carries)
        waits = record is not None and (record.pk, column.field) in self.waiting
        asked = mine and not waits and ((kept is None and not why) or self.whole)
        carried = asked and kept is None and not why and earlier is not None and self._carries(field)
        typed, error = self.mistakes.get(name, ("", ""))
        return Cell(
            column,
            name,
            asked,
            value=typed if error else why or _typed(earlier if carried else kept),
            shown=why or showing.shown(field, kept, NO_NAMES),
            last=showing.shown(field, earlier, NO_NAMES),
            carried=carried and not error,
            waiting=waits,
            error=error,
        )


def _standing(register: Register, units: Iterable[int], period: str) -> dict[int, Record]:
    found = Record.objects.of(register.ref).filter(period=period, unit__in=units)
    return {record.unit_id: record for record in found}


def _typed(kept: object) -> str:
    """A kept value as it would be typed."""
    if kept is None:
        return ""
    return ("true" if kept else "false") if isinstance(kept, bool) else str(kept)
