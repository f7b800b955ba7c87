"""The process that opens a workbook or a text: first its sheets and their heads, then all rows as lines of JSON."""

import csv
import datetime as dt
import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from luoshi.evidence.inspection.restraint import Task, serve
from luoshi.evidence.inspection.verdicts import Unfit
from luoshi.sheets.reading.blind import Blind, blind_cells
from luoshi.sheets.reading.plaintext import text_rows

HEAD = 40  # rows of each sheet told beforehand
MOST_SHEETS = 60
MOST_COLUMNS = 300
MOST_TEXT = 32_767  # characters of a cell, as Excel has it
Row = list[Any]
Span = tuple[tuple[int, int], tuple[int, int]]


def heads(source: Path, folder: Path, wanted: dict[str, Any]) -> dict[str, Any]:
    """Each sheet: its name, how far it reaches, its first rows, its merged cells up there."""
    if wanted["format"] in ("csv", "txt"):
        rows, told = text_rows(source)
        return {"sheets": [_told("", list(_first(rows)), [], 0)], **told}
    book = _opened(source)
    found = []
    for meta in book.sheets_metadata[:MOST_SHEETS]:
        try:
            sheet = book.get_sheet_by_name(meta.name)
        except CalamineError:
            continue  # a chart or a macro sheet holds no rows
        spans = sheet.merged_cell_ranges or []
        hidden = meta.visible != SheetVisibleEnum.Visible
        found.append(_told(meta.name, list(_first(_rows(sheet))), spans, sheet.total_height) | {"hidden": hidden})
    return {"sheets": found}


def rows(source: Path, folder: Path, wanted: dict[str, Any]) -> dict[str, Any]:
    """Every row that holds something, a line each: [place, cells]; refused where there are more than `most`."""
    blind = Blind()
    spans: list[Span] = []
    if wanted["format"] in ("csv", "txt"):
        lines, _told_of = text_rows(source)
    else:
        sheet = _opened(source).get_sheet_by_name(wanted["sheet"])
        spans = sheet.merged_cell_ranges or []
        blind = blind_cells(source, wanted["sheet"]) if wanted["format"] == "xlsx" else blind
        lines = _rows(sheet)
    held = 0
    with (folder / "rows").open("w", encoding="utf-8") as out:
        for place, row in _marked(_spread(lines, spans, wanted["after"]), blind):
            cells = [_kept(cell) for cell in row]
            while cells and cells[-1] is None:
                cells.pop()
            if cells:
                held += 1
                if held > wanted["most"]:
                    raise Unfit("too_many_rows", most=wanted["most"])
                out.write(json.dumps([place, cells], ensure_ascii=False) + "\n")
    return {"rows": held}


def _opened(source: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(str(source))
    except PasswordError:
        raise Unfit("encrypted") from None


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    """The rows from the first of the sheet; calamine begins at the first that holds something."""
    if sheet.width > MOST_COLUMNS:
        raise Unfit("too_wide", columns=sheet.width, most=MOST_COLUMNS)
    top, left = sheet.start or (0, 0)
    for _blank in range(top if sheet.height else 0):
        yield []
    before: Row = [""] * left
    for row in sheet.iter_rows():
        yield before + row


def _first(rows: Iterable[Row]) -> Iterator[Row]:
    for place, row in enumerate(rows):
        if place == HEAD:
            return
        yield [_kept(cell) for cell in row[:MOST_COLUMNS]]


def _told(name: str, head: list[Row], spans: list[Span], height: int) -> dict[str, Any]:
    near = [[*start, *end] for start, end in spans if start[0] < HEAD]
    return {"name": name, "head": head, "spans": near, "height": height}


def _spread(rows: Iterable[Row], spans: list[Span], after: int) -> Iterator[tuple[int, Row]]:
    """Rows with their place; a cell merged over several rows stands in each of them."""
    tall = [span for span in spans if span[1][0] > span[0][0] and span[0][0] >= after]
    begins: dict[int, list[Span]] = {}
    for span in tall:
        begins.setdefault(span[0][0], []).append(span)
    open_spans: list[tuple[Span, Any]] = []
    for place, row in enumerate(rows):
        open_spans = [(span, value) for span, value in open_spans if span[1][0] >= place]
        for span, value in open_spans:
            row = _with(row, span[0][1], value)
        for span in begins.get(place, ()):
            column = span[0][1]
            open_spans.append((span, row[column] if column < len(row) else ""))
        yield place, row


def _with(row: Row, column: int, value: Any) -> Row:
    longer = [*row, *([""] * (column + 1 - len(row)))]
    longer[column] = value
    return longer


def _marked(rows: Iterable[tuple[int, Row]], blind: Blind) -> Iterator[tuple[int, Row]]:
    """Cells that Excel knows of and the reader leaves empty: formulas without their result, errors.

    The reader ends at the last row with a value; rows below it that hold nothing but such cells are told as well.
    """
    last = -1
    for place, row in rows:
        last = place
        for column, what in blind.get(place, {}).items():
            row = _with(row, column, {"x": what})
        yield place, row
    for place in sorted(each for each in blind if each > last):
        row = []
        for column, what in blind[place].items():
            row = _with(row, column, {"x": what})
        yield place, row


def _kept(cell: Any) -> Any:
    """A cell as JSON: text, number, yes or no; a day as {"d": …}; an unreadable one as {"x": …}; nothing as null."""
    if isinstance(cell, str):
        if len(cell) > MOST_TEXT:
            return {"x": "long"}
        if "\0" in cell:
            return {"x": "unseen"}  # written _x0000_; no database keeps it
        return cell if cell.strip() else None
    if isinstance(cell, float):
        if not math.isfinite(cell):
            return {"x": "#NUM!"}  # no JSON number, and none that Excel would show
        return int(cell) if cell.is_integer() and abs(cell) < 10**15 else cell
    if isinstance(cell, dt.datetime):
        return {"d": cell.isoformat(" ", "seconds")}
    if isinstance(cell, dt.date | dt.time):
        return {"d": cell.isoformat()}
    return str(cell) if isinstance(cell, dt.timedelta) else cell


TASKS: dict[str, Task] = {"heads": heads, "rows": rows}


def main() -> None:
    """Answer one question."""
    csv.field_size_limit(10_000_000)
    serve(TASKS)
