"""A form as it was understood, drawn for its page: cells with their roles, what it says of itself, its slots."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from luoshi.reports.models import FormFile
from luoshi.reports.understood import Sheet, address_of
from luoshi.rules.tables.doubts import doubts
from luoshi.rules.tables.grid import Cell as GridCell
from luoshi.rules.tables.grid import Place
from luoshi.rules.tables.marks import Said
from luoshi.rules.tables.reading import FormReading, Role, Slot
from luoshi.rules.texts import Text
from luoshi.sheets.reading.addresses import letters
from luoshi.web.components.records import Fact
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.wording import say

MOST_ROWS, MOST_COLUMNS = 200, 60
"""Of a sheet shown on the page; what was understood of the rest stands in the list of slots."""
MOST_SLOTS = 60
SIGNS = {
    Role.TITLE: "★",
    Role.HEADING: "▣",
    Role.TOTAL: "Σ",
    Role.SLOT: "▢",
    Role.NOTE: "◇",
    Role.DATA: "·",
}
"""The shape by which each role is told without its colour."""
KEYS = {Role.HEADING: "h", Role.DATA: "d", Role.TITLE: "t", Role.NOTE: "n", Role.TOTAL: "z", Role.SLOT: "f"}
_HEAD = (
    ("title", Text("标题", "Title")),
    ("form_number", Text("表号", "Form number")),
    ("office", Text("制定机关", "Issuing office")),
    ("approval", Text("批准/备案文号", "Approval number")),
    ("expiry", Text("有效期至", "Expires")),
    ("unit_line", Text("计量单位", "Unit line")),
    ("period", Text("报告期", "Period")),
    ("respondent", Text("填报单位", "Respondent")),
)
_FOOT = {
    "head_of_unit": Text("单位负责人", "Head of the unit"),
    "statistician": Text("统计负责人", "Statistician"),
    "filled_by": Text("填表人", "Filled in by"),
    "phone": Text("联系电话", "Telephone"),
    "date": Text("报出日期", "Date sent"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell on the page; `sign` and `word` tell its role beside the colour, `corrected` that a person said so."""

    address: str
    text: str
    role: str
    sign: str
    word: str
    tall: int
    wide: int
    corrected: bool
    chosen: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet with its number."""

    number: int
    cells: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A role that may be given to the chosen cell; pressed by its key, or clicked."""

    value: str
    word: str
    sign: str
    key: str
    now: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """The cell that was clicked: what it is and where it stands."""

    address: str
    text: str
    word: str
    corrected: bool
    facts: tuple[Fact, ...]
    choices: tuple[Choice, ...]


def roles_of(reading: FormReading) -> dict[Place, Role]:
    """Each place of which something was understood, with its role."""
    found: dict[Place, Role] = {}
    for table in reading.tables:
        found.update(dict.fromkeys(table.headings, Role.HEADING))
        found.update(
            {
                slot.place: Role.SLOT
                for slot in table.slots
                if not slot.computed and (slot.place not in table.headings or slot.repeats)
            }
        )
        found.update(dict.fromkeys(table.totals, Role.TOTAL))
    said = [*(getattr(reading, name) for name, _title in _HEAD[1:]), reading.approver, *reading.footer.values()]
    for each in (*reading.notes, *said):
        if each.place[0]:
            found.setdefault(each.place, Role.NOTE)
    if reading.title:
        found[reading.title.place] = Role.TITLE
    return found


def lines_of(sheet: Sheet, chosen: Place | None) -> tuple[Line, ...]:
    """The sheet as rows of cells, the first 200 of them and 60 columns."""
    grid, roles = sheet.grid, roles_of(sheet.reading)
    width = min(width_of(sheet), MOST_COLUMNS)
    slots = {slot.place: slot for table in sheet.reading.tables for slot in table.slots}
    last = max([1, *(cell.last_row for cell in grid.cells if cell.text), *(place[0] for place in slots)])
    rows: dict[int, list[Shown]] = {row: [] for row in range(1, min(last, MOST_ROWS) + 1)}
    for cell in grid.cells:
        if cell.row in rows and cell.column <= width:
            rows[cell.row].append(_shown(sheet, cell, roles.get(cell.place), slots.get(cell.place), chosen, width))
    return tuple(Line(number, tuple(cells)) for number, cells in rows.items())


def width_of(sheet: Sheet) -> int:
    """The last column in which something stands or is to be filled."""
    held = [cell.last_column for cell in sheet.grid.cells if cell.text]
    slots = [slot.last_column for table in sheet.reading.tables for slot in table.slots]
    return max([1, *held, *slots])


def columns_of(sheet: Sheet) -> tuple[str, ...]:
    """The letters of the columns that are shown."""
    return tuple(letters(column) for column in range(min(width_of(sheet), MOST_COLUMNS)))


def _shown(
    sheet: Sheet, cell: GridCell, role: Role | None, slot: Slot | None, chosen: Place | None, width: int
) -> Shown:
    if role is None and cell.text:
        role = Role.DATA
    return Shown(
        address=address_of(cell.place),
        text=cell.text.strip(),
        role=role.value if role else "",
        sign=SIGNS[role] if role else "",
        word=say(role.label) if role else "",
        tall=min(cell.last_row, MOST_ROWS) - cell.row + 1,
        wide=min(cell.last_column, width) - cell.column + 1,
        corrected=cell.place in sheet.corrections,
        chosen=cell.place == chosen,
        words=slot.words if slot else "",
    )


def chosen_of(sheet: Sheet, place: Place) -> Chosen | None:
    """What is known of one cell; nothing where the sheet does not reach."""
    if place[0] > sheet.grid.height or place[1] > sheet.grid.width:
        return None
    cell = sheet.grid.at(*place)
    role = roles_of(sheet.reading).get(cell.place) or (Role.DATA if cell.text else None)
    slot = next((each for table in sheet.reading.tables for each in table.slots if each.place == cell.place), None)
    choices = tuple(Choice(each.value, say(each.label), SIGNS[each], KEYS[each], each is role) for each in Role)
    return Chosen(
        address=address_of(cell.place),
        text=cell.text.strip(),
        word=say(role.label) if role else _("没有内容"),
        corrected=cell.place in sheet.corrections,
        facts=facts_of_slot(slot) if slot else (),
        choices=choices,
    )


def facts_of_slot(slot: Slot) -> tuple[Fact, ...]:
    """Under which words a slot stands."""
    more = (
        [_("花名册，按行重复")] * slot.repeats + [_("合计")] * slot.is_total + [_("表内有公式，保留")] * slot.computed
    )
    return (
        Fact(_("行"), " / ".join(slot.row_path)),
        Fact(_("列"), " / ".join(slot.column_path)),
        Fact(_("计量单位"), slot.unit),
        *((Fact(_("另外"), " · ".join(more)),) if more else ()),
    )


def facts_of_form(reading: FormReading) -> tuple[Fact, ...]:
    """What the form says of itself; what a lawful form prints and this one does not stays as a dash."""
    head = [(title, getattr(reading, name)) for name, title in _HEAD]
    foot = [(_FOOT[name], said) for name, said in reading.footer.items()]
    return tuple(Fact(say(title), _told(said)) for title, said in (*head, *foot))


def _told(said: Said) -> str:
    if said.text:
        return said.text
    return _("留空待填（%(cell)s）") % {"cell": address_of(said.place)} if said.place[0] else ""


def tables_of(reading: FormReading) -> Table:
    """The tables that were found on a sheet."""
    rows = [
        Row(
            (
                Cell(f"{address_of(table.region[:2])}:{address_of(table.region[2:])}", note=table.caption.text),
                Cell(say(table.layout.label)),
                Cell(str(sum(not slot.computed for slot in table.slots))),
                Cell(str(len(table.totals))),
            )
        )
        for table in reading.tables
    ]
    columns = (
        Column(_("范围")),
        Column(_("布局")),
        Column(_("填报位置"), ColumnKind.NUMBER),
        Column(_("合计"), ColumnKind.NUMBER),
    )
    return Table(columns, tuple(rows), Empty(_("没有认出表格"), _("请点单元格，把表头标出来。")))


def slots_of(sheets: Mapping[str, FormReading], *, most: int = 0) -> Table:
    """The places to fill with their paths; all of them, or the first `most`."""
    rows = tuple(_slot_rows(sheets))
    columns = (
        Column(_("位置")),
        Column(_("行")),
        Column(_("列")),
        Column(_("计量单位")),
        Column(_("说明")),
    )
    empty = Empty(_("没有填报位置"), _("请点单元格，把要填的格子标为“填报”。"))
    return Table(columns, rows[:most] if most else rows, empty, wide=True)


def many_slots(readings: Iterable[FormReading]) -> int:
    """How many places are to be filled; what the form computes is none."""
    return sum(not slot.computed for reading in readings for table in reading.tables for slot in table.slots)


def _slot_rows(sheets: Mapping[str, FormReading]) -> Iterator[Row]:
    for name, reading in sheets.items():
        for table in reading.tables:
            for slot in table.slots:
                place = f"{name} {address_of(slot.place)}" if len(sheets) > 1 else address_of(slot.place)
                told = [_("按行重复")] * slot.repeats + [_("合计")] * slot.is_total + [_("公式")] * slot.computed
                cells = (
                    place,
                    " / ".join(slot.row_path),
                    " / ".join(slot.column_path),
                    slot.unit,
                    " · ".join(told),
                )
                yield Row(tuple(Cell(text) for text in cells))


def legend() -> tuple[Choice, ...]:
    """The signs of the page, explained."""
    return tuple(Choice(role.value, say(role.label), SIGNS[role], KEYS[role], now=False) for role in Role)


def doubts_of(form_file: FormFile, sheet: Sheet) -> tuple[str, ...]:
    """What a reader should look at before relying on what was understood."""
    found = []
    if sheet.hidden:
        found.append(_("这张工作表在文件里是隐藏的，不列入填报位置。"))
    if sheet.cut:
        found.append(_("工作表很长，只读了前 3,000 行。"))
    if form_file.reading.get("links"):
        found.append(_("文件引用了别的工作簿；引用处只显示保存时的结果。"))
    if not sheet.reading.approval and not sheet.reading.expiry:
        found.append(_("没有写明批准或备案文号，也没有有效期。"))
    if any(not slot.column_path and not slot.row_path for table in sheet.reading.tables for slot in table.slots):
        found.append(_("有的填报位置没有对应的表头，请标出表头。"))
    return (*found, *(say(each) for each in doubts(sheet.grid, sheet.reading)))
