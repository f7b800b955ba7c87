"""The process that opens the file of a form: each sheet as texts with kinds, spans, formulas. No Django here."""

import datetime as dt
import json
import re
import zipfile
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from luoshi.evidence.inspection.restraint import Task, serve
from luoshi.evidence.inspection.verdicts import Unfit
from luoshi.reports.reading.word import word_tables
from luoshi.sheets.reading.blind import column_of, part_of

MOST_SHEETS = 40
MOST_ROWS = 3_000
"""Rows read of a sheet; a form that is longer is told to be cut there."""
MOST_COLUMNS = 300
MOST_TEXT = 2_000  # characters of a cell
MOST_FORMULAS = 20_000
MOST_SPANS = 20_000
MOST_PART = 60_000_000  # bytes of a sheet's text that are looked through for formulas
_FORMULA = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*><f')
Told = dict[str, Any]


def sheets(source: Path, folder: Path, wanted: Told) -> Told:
    """Every sheet that holds something; hidden ones are told as such."""
    if wanted["format"] == "docx":
        found, links = word_tables(source), False
    else:
        found, links = workbook_sheets(source, is_zip=wanted["format"] == "xlsx")
    (folder / "sheets").write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    return {"sheets": len(found), "links": links}


def workbook_sheets(source: Path, *, is_zip: bool) -> tuple[list[Told], bool]:
    """The sheets of an .xlsx or .xls, and whether it points to other workbooks."""
    try:
        book = CalamineWorkbook.from_path(str(source))
    except PasswordError:
        raise Unfit("encrypted") from None
    archive = zipfile.ZipFile(source) if is_zip else None
    found = []
    for meta in book.sheets_metadata[:MOST_SHEETS]:
        try:
            sheet = book.get_sheet_by_name(meta.name)
        except CalamineError:
            continue  # a chart holds no rows
        told = _sheet(sheet, hidden=meta.visible != SheetVisibleEnum.Visible)
        told["formulas"] = _formulas(archive, meta.name, len(told["rows"])) if archive else []
        if any(text for row in told["rows"] for text in row):
            found.append(told)
    links = archive is not None and any(name.startswith("xl/externalLinks/") for name in archive.namelist())
    return found, links


def _sheet(sheet: CalamineSheet, *, hidden: bool) -> Told:
    if sheet.width > MOST_COLUMNS:
        raise Unfit("too_wide", columns=sheet.width, most=MOST_COLUMNS)
    top, left = sheet.start or (0, 0)
    rows: list[list[str]] = [[] for _blank in range(min(top, MOST_ROWS))] if sheet.height else []
    kinds: list[str] = ["" for _blank in rows]
    cut = top >= MOST_ROWS
    for row in sheet.iter_rows() if sheet.height else ():
        if len(rows) >= MOST_ROWS:
            cut = True
            break
        cells = [_cell(cell) for cell in row]
        while cells and not cells[-1][0].strip():
            cells.pop()
        rows.append([""] * (left if cells else 0) + [text for text, _kind in cells])
        kinds.append(" " * (left if cells else 0) + "".join(kind for _text, kind in cells))
    while rows and not any(rows[-1]):
        rows.pop()
        kinds.pop()
    spans = [
        [start[0] + 1, start[1] + 1, min(end[0] + 1, MOST_ROWS), end[1] + 1]
        for start, end in (sheet.merged_cell_ranges or [])[:MOST_SPANS]
        if start[0] < MOST_ROWS and end[1] < MOST_COLUMNS
    ]
    return {
        "name": sheet.name,
        "hidden": hidden,
        "rows": rows,
        "kinds": kinds,
        "spans": spans,
        "cut": cut,
        "above": 0,
    }


def _cell(cell: Any) -> tuple[str, str]:
    """A cell as text, and n for a number, d for a day, t for text, a space for nothing."""
    if isinstance(cell, str):
        text = cell[:MOST_TEXT].replace("\0", "\ufffd")  # written _x0000_; no database keeps it
        return (text, "t") if cell.strip() else ("", " ")
    if isinstance(cell, bool):
        return ("是" if cell else "否"), "t"
    if isinstance(cell, float):
        return (str(int(cell)) if cell.is_integer() and abs(cell) < 10**15 else f"{cell:.10g}"), "n"
    if isinstance(cell, int):
        return str(cell), "n"
    if isinstance(cell, dt.datetime):
        return (cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ", "minutes")), "d"
    return str(cell), "d" if isinstance(cell, dt.date | dt.time) else "t"


def _formulas(archive: zipfile.ZipFile, name: str, height: int) -> list[list[int]]:
    """Where formulas stand in the rows that were read."""
    part = part_of(archive, name)
    if part is None or archive.getinfo(part).file_size > MOST_PART:
        return []
    found = []
    for hit in _FORMULA.finditer(archive.read(part)):
        row = int(hit[2])
        if row <= height:
            found.append([row, column_of(hit[1].decode()) + 1])
            if len(found) >= MOST_FORMULAS:
                break
    return found


TASKS: dict[str, Task] = {"sheets": sheets}


def main() -> None:
    """Answer one question."""
    serve(TASKS)
