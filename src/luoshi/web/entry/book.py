"""The grid as a workbook to be filled in elsewhere, and what one that comes back would change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from luoshi.evidence.models import File
from luoshi.org.models import Unit
from luoshi.packs.declarations import Register
from luoshi.packs.queries import current
from luoshi.registers.actions import Entered
from luoshi.registers.actions.filling import sorted_out
from luoshi.registers.models import Record
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.rules.written.amounts import EXCEL
from luoshi.sheets.cells import words_in
from luoshi.sheets.lookups import Lookups
from luoshi.sheets.policies import TABLES
from luoshi.sheets.reading.opening import rows_of, sheets_of
from luoshi.sheets.writing import filled_books
from luoshi.web import showing
from luoshi.web.entry.due import cells_of
from luoshi.web.entry.grid import NO_NAMES, Cell, Grid, Line
from luoshi.web.entry.sending import values_of
from luoshi.web.wording import say

ADDRESS = 8  # texts of one line of the hidden sheet
NOT_OURS = Refused(
    "web.no_entry_book",
    reason=Text("这不是从“填报”下载的表。", "This is no workbook that was downloaded under Enter."),
    remedy=Text(
        "请上传从“填报”下载、填好的 .xlsx；自己的表请到台账里导入。",
        "Upload the .xlsx downloaded there; bring a table of your own by the import of the register.",
    ),
)
MOVED = Text(
    "这一行的单位与下载时不同，可能移动或改过行。",
    "The unit of this row is not the one it was downloaded with; rows were moved.",
)


class Fate(StrEnum):
    """What bringing a cell back would do."""

    CHANGED = "changed"
    SAME = "same"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Brought:
    """One cell of a workbook that came back."""

    unit: str
    title: str
    register: str
    unit_id: int
    field: str
    base: int
    typed: str
    stands: str = ""
    fate: Fate = Fate.CHANGED
    words: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """A workbook as it came back: its period, the cells that were changed in it, and how many were left alone."""

    period: str
    cells: tuple[Brought, ...]
    untouched: int


def book_of(grid: Grid) -> filled_books.Book:
    """The grid as a workbook, in the page's language."""
    titles = {group.register: group.title for group in grid.groups}
    heads = tuple(
        filled_books.Head(
            titles[each.register],
            each.heading,
            each.kind,
            tuple(option.title for option in each.options) or ((_("是"), _("否")) if each.kind == "yesno" else ()),
            each.min,
            each.max,
        )
        for each in grid.columns
    )
    words = {
        "title": _("填报 %(period)s") % {"period": say(grid.period.text)},
        "guide": _("只填浅黄的格。填好后在“填报”页上传；不要增删行列。"),
        "unit": _("单位"),
        "wrong": _("这个数超出了允许的范围，请核对单位。"),
    }
    rows = [filled_books.Row(line.unit.title, tuple(_slots(line))) for line in grid.lines]
    return filled_books.Book(grid.period.label, heads, rows, words)


def _slots(line: Line) -> Iterable[filled_books.Slot]:
    revisions = {each.register: each.revision for each in line.returns}
    for cell in line.cells:
        place = (cell.column.register, line.unit.pk, cell.column.field, revisions[cell.column.register])
        yield filled_books.Slot(_text(cell), place if cell.asked else None)


def _text(cell: Cell) -> str:
    """What is written into a cell: nothing that was only carried over, words of a list by their title."""
    if not cell.asked:
        return cell.shown
    if cell.carried:
        return ""
    return cell.shown if cell.column.options or cell.column.kind == "yesno" else cell.value


def back_from(file: File, *, by: Actor, lookups: Lookups) -> Back:
    """What a workbook would change; refused where it is not one of ours."""
    if file.content.format not in TABLES or file.content.format in ("csv", "txt"):
        raise NOT_OURS
    names = [sheet.name for sheet in sheets_of(file)]
    if filled_books.PLACES not in names or names[0] == filled_books.PLACES:
        raise NOT_OURS
    places = _rows(file, filled_books.PLACES)
    period, addresses = _addresses(places)
    cells = _rows(file, names[0])
    found = [_brought(each, cells) for each in addresses]
    touched = [each for each in found if each is not None]
    return Back(period, tuple(_judged(touched, period, by, lookups)), len(found) - len(touched))


def _rows(file: File, sheet: str) -> dict[int, list[Any]]:
    with rows_of(file, sheet, after=filled_books.TOP + 1) as rows:
        return dict(rows)


def _addresses(places: Mapping[int, list[Any]]) -> tuple[str, list[list[str]]]:
    first = [words_in(each) for each in places.get(0, [])]
    if len(first) < 3 or first[:2] != [filled_books.SIGN, str(filled_books.VERSION)]:
        raise NOT_OURS
    lines = [[_said(cell) for cell in line] for place, line in places.items() if place]
    kept = [[*line, *([""] * (ADDRESS - len(line)))] for line in lines]
    if not all(_is_place(line[place]) for line in kept for place in (0, 1, 3, 5)):
        raise NOT_OURS
    return first[2], kept


def _is_place(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _brought(address: Sequence[str], cells: Mapping[int, list[Any]]) -> Brought | None:
    """The cell at its place as it is now; nothing where it is as it was."""
    row, column, register, unit, field, base, title, before = address[:ADDRESS]
    line = cells.get(int(row), [])
    raw = line[int(column)] if int(column) < len(line) else None
    moved = _said(line[0] if line else None) != title
    typed = _said(raw)
    if typed == before and not moved:
        return None
    if moved and not typed:
        return None
    told = Brought(title, "", register, int(unit), field, int(base[:9]), typed)
    return _refused(told, say(MOVED)) if moved else told


def _said(raw: Any) -> str:
    """A cell as somebody would type it; what Excel adds behind fifteen digits is left off."""
    if isinstance(raw, Decimal):
        return f"{EXCEL.create_decimal(raw).normalize():f}"
    if isinstance(raw, dict) and "x" in raw:
        return str(raw["x"])
    return words_in(raw)


def _judged(cells: Sequence[Brought], period: str, by: Actor, lookups: Lookups) -> Iterable[Brought]:
    """Each cell as filling it in would find it. One query for each return touched."""
    units = Unit.objects.in_bulk({each.unit_id for each in cells})
    registers = {each.ref: each for pack in current().packs.values() for each in pack.registers.values()}
    for cell in cells:
        register = registers.get(cell.register)
        if cell.fate is Fate.REFUSED:
            yield cell
        elif register is None or cell.unit_id not in units or cell.field not in _fields(by, register):
            yield _refused(cell, _("这一格现在不由您填报。"))
        else:
            record = Record.objects.of(cell.register).filter(unit=cell.unit_id, period=period).first()
            yield _one(cell, register, record, lookups)


def _fields(by: Actor, register: Register) -> set[str]:
    return {each.id for each in cells_of(by, register)}


def _one(cell: Brought, register: Register, record: Record | None, lookups: Lookups) -> Brought:
    field = register.fields[cell.field]
    stands = showing.shown(field, record.data.get(cell.field), NO_NAMES) if record else ""
    known = replace(cell, title=showing.titled(field), stands=stands)
    kept, mistakes = values_of(register, {cell.field: cell.typed}, lookups)
    if mistakes:
        return _refused(known, mistakes[cell.field])
    value = kept.get(cell.field)
    if record is None:
        return known if value is not None else _as(known, Fate.SAME)
    same, _mine, rival = sorted_out(record, {cell.field: Entered(value, cell.base)}, kept)
    if rival:
        return _as(known, Fate.CONFLICT, _("下载之后别人填了不同的值；确认后两个都留存，等待裁定。"))
    return _as(known, Fate.SAME) if same else known


def _refused(cell: Brought, words: str) -> Brought:
    return _as(cell, Fate.REFUSED, words)


def _as(cell: Brought, fate: Fate, words: str = "") -> Brought:
    return replace(cell, fate=fate, words=words)
