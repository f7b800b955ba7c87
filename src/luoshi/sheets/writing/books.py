"""The table as an .xlsx: real numbers and days, title and filters above, headings on every printed page."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

from luoshi.sheets.writing.rows import MOST_TEXT, Numbers, clean, spliced, write_rows
from luoshi.sheets.writing.shown import Head, Line, Shown, Value

SAMPLE = 200  # rows that the widths of columns are taken from
NARROWEST, WIDEST = 8, 48  # characters
IN_MEMORY = 1 << 22  # bytes of rows that are not put on the disk
QUICK = 1  # of nine: how hard the bytes are packed
FAMILY = "微软雅黑"


def book_of(shown: Shown, target: Path) -> None:
    """Write the table into a file. Memory does not grow with the rows; about 2 s for 100,000 rows of ten columns."""
    books_of((shown,), target)


def books_of(several: Iterable[Shown], target: Path) -> None:
    """Write tables into one file, a sheet each, under their titles.

    The library makes everything but the rows; these are put into their place in the bytes of each sheet.
    """
    frame = BytesIO()
    with ExitStack() as stack:
        book = xlsxwriter.Workbook(frame, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        styles = Styles(book)
        bodies = [_sheet(book, shown, styles, stack.enter_context(_spooled())) for shown in several]
        book.close()
        _join(frame, bodies, target)


def _spooled() -> IO[bytes]:
    return SpooledTemporaryFile(max_size=IN_MEMORY)


@dataclass(frozen=True, slots=True)
class Body:
    """The rows of a sheet in bytes, the last row and how many columns there are."""

    rows: IO[bytes]
    last: int
    columns: int


def _sheet(book: Any, shown: Shown, styles: "Styles", body: IO[bytes]) -> Body:
    sheet = book.add_worksheet(_free_name(book, sheet_name(shown.title)))
    rows = iter(shown.rows)
    first = list(islice(rows, SAMPLE))
    for index, width in enumerate(widths(shown.columns, first)):
        sheet.set_column(index, index, width)
    top = _head(sheet, shown, styles)
    plain, strong = styles.numbers(styles.plain), styles.numbers(styles.strong)
    last, columns = write_rows(chain(first, rows), top, plain, strong, body)
    _print_set_up(sheet, top, last, len(shown.columns))
    return Body(body, last, max(columns, len(shown.columns)))


def _join(frame: IO[bytes], bodies: Sequence[Body], target: Path) -> None:
    """The workbook with the rows in their sheets."""
    sheets = {f"xl/worksheets/sheet{number}.xml": body for number, body in enumerate(bodies, start=1)}
    with ZipFile(frame) as old, ZipFile(target, "w", ZIP_DEFLATED, compresslevel=QUICK) as new:
        for part in old.namelist():
            body = sheets.get(part)
            if body is None:
                new.writestr(part, old.read(part))
                continue
            before, after = spliced(old.read(part), body.last, body.columns)
            with new.open(part, "w", force_zip64=True) as sheet:
                sheet.write(before)
                body.rows.seek(0)
                copyfileobj(body.rows, sheet, IN_MEMORY)
                sheet.write(after)


def _free_name(book: Any, name: str) -> str:
    """The name, with a number behind it where another sheet has it; capitals do not tell two sheets apart."""
    taken = {sheet.get_name().lower() for sheet in book.worksheets()}
    names = (name if count == 1 else f"{name[:27]} {count}" for count in range(1, len(taken) + 2))
    return next(each for each in names if each.lower() not in taken)


class Styles:
    """The formats of a workbook, made once."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": FAMILY, "font_size": 10, "valign": "vcenter", "border": 1, "border_color": "#C8CDD3"}
        kinds: dict[str, dict[str, Any]] = {
            "text": {"text_wrap": True},
            "shielded": {"text_wrap": True, "quote_prefix": True},
            "whole": {"num_format": "#,##0", "align": "right"},
            "decimal": {"num_format": "#,##0.00####", "align": "right"},
            "date": {"num_format": "yyyy-mm-dd", "align": "center"},
        }
        self.plain = {name: book.add_format({**base, **more}) for name, more in kinds.items()}
        strong = {"bold": True, "bg_color": "#F1F4F7"}
        self.strong = {name: book.add_format({**base, **more, **strong}) for name, more in kinds.items()}
        self.title = book.add_format({"font_name": FAMILY, "font_size": 15, "bold": True})
        self.said = book.add_format({"font_name": FAMILY, "font_size": 9, "font_color": "#5A6470"})
        self.head = book.add_format(
            {**base, "bold": True, "bg_color": "#E4EAF1", "text_wrap": True, "align": "center"}
        )
        self.wrong = book.add_format({**base, "text_wrap": True, "bg_color": "#FBDAD7", "font_color": "#8C1D18"})
        self.note = book.add_format({**base, "text_wrap": True, "italic": True, "font_color": "#5A6470"})

    @staticmethod
    def numbers(formats: Mapping[str, Any]) -> Numbers:
        """What the cells of a sheet call these formats."""
        return {name: each._get_xf_index() for name, each in formats.items()}


def _head(sheet: Any, shown: Shown, styles: Styles) -> int:
    """Title, filters, who and when, then the headings; the row of the headings."""
    put_text(sheet, 0, 0, shown.title, styles.title)
    lines = [text for text in (shown.said, shown.made) if text]
    for row, text in enumerate(lines, start=1):
        put_text(sheet, row, 0, text, styles.said)
    top = len(lines) + 1
    for column, head in enumerate(shown.columns):
        put_text(sheet, top, column, head.title, styles.head)
    return top


def put_text(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """A text that the program takes for text: not as a formula, a link or a number."""
    sheet.write_string(row, column, clean(text)[:MOST_TEXT], style)


def _print_set_up(sheet: Any, top: int, last: int, columns: int) -> None:
    sheet.freeze_panes(top + 1, 0)
    if last > top and columns:
        sheet.autofilter(top, 0, last, columns - 1)
    sheet.repeat_rows(top)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C&P / &N")


def sheet_name(title: str) -> str:
    """A name a sheet may have: at most 31 characters, none of []:*?/\\, no apostrophe at its ends.

    >>> sheet_name("招商/项目"), sheet_name("'")
    ('招商 项目', '表')
    """
    kept = "".join(" " if sign in "[]:*?/\\" else sign for sign in clean(title))
    return kept[:31].strip("' \t\n") or "表"


def widths(columns: Sequence[Head], lines: Sequence[Line]) -> Iterator[float]:
    """The width of each column in characters; a Chinese one counts for two."""
    for index, head in enumerate(columns):
        texts = [head.title, *(_as_text(line.values[index]) for line in lines if index < len(line.values))]
        longest = max(map(length, texts))
        yield max(NARROWEST, min(WIDEST, longest + 2))


def _as_text(value: Value) -> str:
    if value is None:
        return ""
    return f"{value:,f}" if isinstance(value, Decimal) else str(value)


def length(text: str) -> int:
    """Places a text takes.

    >>> length("东桥ab")
    6
    """
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
