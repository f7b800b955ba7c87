"""The rows of a table that were kept out, as an .xlsx: the cells as they were, the wrong ones marked, the reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from luoshi.sheets.models import ImportRow
from luoshi.sheets.reading.addresses import address
from luoshi.sheets.reading.layout import Column
from luoshi.sheets.writing.books import Styles, length, put_text, sheet_name

WIDTH, WIDEST = 14, 70  # characters


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around the rows, in the reader's language; `language` is "zh" or "en"."""

    title: str
    said: str
    row: str
    why: str
    language: str


def faults_of(columns: Sequence[Column], rows: Iterable[ImportRow], words: Words, target: Path) -> int:
    """Write the rows that have problems into a file; how many there were. Rows are read as they are written."""
    book = xlsxwriter.Workbook(
        str(target), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    styles = Styles(book)
    sheet = book.add_worksheet(sheet_name(words.title))
    sheet.set_column(0, 0, max(8, length(words.row) + 2))
    sheet.set_column(1, len(columns), WIDTH)
    sheet.set_column(len(columns) + 1, len(columns) + 1, WIDEST)
    put_text(sheet, 0, 0, words.title, styles.title)
    put_text(sheet, 1, 0, words.said, styles.said)
    for place, title in enumerate((words.row, *(column.title for column in columns), words.why)):
        put_text(sheet, 2, place, title, styles.head)
    many = 0
    for many, row in enumerate(rows, start=1):
        _row(sheet, many + 2, row, columns, words, styles)
    sheet.freeze_panes(3, 1)
    book.close()
    return many


def _row(sheet: Any, at: int, row: ImportRow, columns: Sequence[Column], words: Words, styles: Styles) -> None:
    wrong = {each["cell"] for each in row.problems}
    sheet.write_number(at, 0, row.place, styles.plain["whole"])
    for place, column in enumerate(columns, start=1):
        cell = row.cells[column.index] if column.index < len(row.cells) else None
        marked = address(row.place - 1, column.index) in wrong
        put_text(sheet, at, place, _told(cell), styles.wrong if marked else styles.plain["shielded"])
    put_text(
        sheet, at, len(columns) + 1, "\n".join(map(words_of(words.language), row.problems)), styles.plain["text"]
    )


def words_of(language: str) -> Any:
    """A problem in one sentence."""

    def told(problem: dict[str, str]) -> str:
        where = f"{problem['cell']} {problem['title']} — " if problem["cell"] else ""
        return f"{where}{problem[language]} {problem[f'remedy_{language}']}".strip()

    return told


def _told(cell: Any) -> str:
    if isinstance(cell, dict):
        return str(cell.get("d", cell.get("x", "")))
    return "" if cell is None else str(cell)
