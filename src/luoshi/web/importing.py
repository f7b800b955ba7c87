"""Imports in words: columns beside fields, rows with what they change, counts, what may be done next."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from luoshi.jobs.models import ENDED_SHORT
from luoshi.packs.declarations import Register
from luoshi.sheets.mapping import Mapped, Target, units_to_read
from luoshi.sheets.models import Fate, Import, ImportRow, Result, Stage
from luoshi.sheets.reading.addresses import letters
from luoshi.sheets.reading.layout import Layout
from luoshi.web import showing
from luoshi.web.components.figures import Tile
from luoshi.web.components.imports import Change, MapLine, Misfit, RowLine
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.lists import Option
from luoshi.web.wording import say

SAMPLES = 3
TONES = {
    Fate.NEW: Tone.GREEN,
    Fate.UPDATE: Tone.BLUE,
    Fate.SAME: Tone.GREY,
    Fate.DUPLICATE: Tone.YELLOW,
    Fate.REFUSED: Tone.RED,
    Fate.SKIPPED: Tone.GREY,
}
STAGE_TONES = {
    Stage.MAPPING: Tone.YELLOW,
    Stage.READY: Tone.YELLOW,
    Stage.DONE: Tone.GREEN,
    Stage.UNDONE: Tone.GREY,
    Stage.DROPPED: Tone.GREY,
}


def stage_light(brought: Import) -> Light:
    """Where an import stands, with its shape."""
    stage = Stage(brought.stage)
    return Light(STAGE_TONES.get(stage, Tone.BLUE), say(stage.label), badge=True)


def is_moving(brought: Import) -> bool:
    """Whether something is being done for it now, so that its page asks for itself again."""
    going = brought.stage in (Stage.CHECKING, Stage.IMPORTING, Stage.UNDOING)
    return going and not has_stopped(brought)


def has_stopped(brought: Import) -> bool:
    """Whether its job failed or was cancelled half-way."""
    return brought.job is not None and brought.job.state in ENDED_SHORT


def map_lines(
    layout: Layout, columns: Sequence[Mapped], targets: Sequence[Target], samples: Sequence[Sequence[Any]]
) -> tuple[MapLine, ...]:
    """Each column with its first cells."""
    known = {target.name: target for target in targets}
    return tuple(
        MapLine(
            index=each.index,
            letters=letters(each.index),
            title=each.title,
            samples=_samples(each.index, samples),
            field=each.field,
            reads=each.reads,
            units=_units(known[each.field]) if each.field in known else (),
        )
        for each in columns
    )


def _samples(index: int, rows: Sequence[Sequence[Any]]) -> tuple[str, ...]:
    cells = [row[index] for row in rows if index < len(row) and row[index] is not None]
    return tuple(told(cell)[:30] for cell in cells[:SAMPLES])


def told(cell: Any) -> str:
    """A cell as people read it."""
    if isinstance(cell, dict):
        return str(cell.get("d", cell.get("x", ""))).removesuffix(" 00:00:00")
    if isinstance(cell, bool):
        return _("是") if cell else _("否")
    return "" if cell is None else str(cell)


def _units(target: Target) -> tuple[Option, ...]:
    if target.unit == "%":
        return (Option("%", _("85 即 85%")), Option("1", _("0.85 即 85%")))
    return tuple(Option(symbol, showing.unit_words(symbol)) for symbol in units_to_read(target))


def options_of(targets: Iterable[Target]) -> tuple[Option, ...]:
    """What a column may be mapped to."""
    return tuple(
        Option(each.name, f"{say(each.title)}{' *' if each.required else ''}", showing.unit_words(each.unit))
        for each in targets
    )


def tiles_of(brought: Import, chosen: str) -> tuple[Tile, ...]:
    """How many rows have which fate; each leads to these rows."""
    address = reverse("import", args=[brought.pk])
    return tuple(
        Tile(
            say(fate.label),
            f"{brought.counts.get(fate, 0):,}",
            ngettext("行", "行", brought.counts.get(fate, 0)),
            _("正在看") if fate == chosen else "",
            f"{address}?fate={fate}",
            tone=TONES[fate] if brought.counts.get(fate) else None,
        )
        for fate in Fate
        if brought.counts.get(fate) or fate in (Fate.NEW, Fate.UPDATE, Fate.REFUSED)
    )


def row_lines(register: Register, rows: Sequence[ImportRow]) -> tuple[RowLine, ...]:
    """Rows with what they change and what is wrong. Two queries for the names of references."""
    names = showing.names_for(register, (part for row in rows for part in (row.entered, row.was)))
    return tuple(_row_line(register, row, names) for row in rows)


def _row_line(register: Register, row: ImportRow, names: showing.Names) -> RowLine:
    changes = tuple(
        Change(
            showing.titled(register.fields[name]),
            showing.shown(register.fields[name], row.was.get(name), names),
            showing.shown(register.fields[name], after, names),
        )
        for name, after in row.entered.items()
        if row.fate in (Fate.NEW, Fate.UPDATE) and name in register.fields
    )
    return RowLine(
        place=row.place,
        title=row.label or (row.record.label if row.record else ""),
        fate=_light(row),
        href=reverse("record", args=[row.record_id]) if row.record_id else "",
        number=row.record.number if row.record else "",
        changes=changes if row.fate == Fate.UPDATE else (),
        misfits=tuple(misfit_of(each) for each in row.problems),
    )


def _light(row: ImportRow) -> Light:
    fate, result = Fate(row.fate), Result(row.result)
    if result is Result.OPEN:
        return Light(TONES[fate], say(fate.label))
    good = result in (Result.CREATED, Result.CORRECTED)
    return Light(Tone.GREEN if good else Tone.GREY if result is Result.TAKEN_BACK else Tone.RED, say(result.label))


def misfit_of(kept: Mapping[str, str]) -> Misfit:
    """A problem in the reader's language."""
    language = "en" if (get_language() or "").startswith("en") else "zh"
    return Misfit(kept["cell"], kept["title"], kept["read"], kept[language], kept[f"remedy_{language}"])


def filled(columns: Iterable[Mapped], posted: Mapping[str, str]) -> tuple[Mapped, ...]:
    """The mapping as it was chosen in the form; a unit that was not offered is not taken."""
    return tuple(
        Mapped(
            each.index,
            each.title,
            posted.get(f"field-{each.index}", "")[:80],
            posted.get(f"reads-{each.index}", each.reads)[:20],
        )
        for each in columns
    )
