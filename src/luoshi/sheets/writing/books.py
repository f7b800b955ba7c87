"""The table as an .xlsx: real numbers and days, title and filters above, headings on every printed page."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any

import xlsxwriter

from luoshi.sheets.writing.harmless import runs
from luoshi.sheets.writing.shown import Head, Line, Shown, Value

SAMPLE = 200  # rows that the widths of columns are taken from
NARROWEST, WIDEST = 8, 48  # characters
EXACT = 10**15  # a spreadsheet program keeps 15 digits; longer numbers are written as text
MOST_TEXT = 32_767
LAST_ROW = 1_048_576
FAMILY = "微软雅黑"


def book_of(shown: Shown, target: Path) -> None:
    """Write the table into a file. Memory does not grow with the rows; about 4 s for 100,000 rows of ten columns."""
    books_of((shown,), target)


def books_of(several: Iterable[Shown], target: Path) -> None:
    """Write tables into one file, a sheet each, under their titles."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(target), options)
    styles = Styles(book)
    for shown in several:
        _sheet(book, shown, styles)
    book.close()


def _sheet(book: Any, shown: Shown, styles: "Styles") -> None:
    sheet = book.add_worksheet(_free_name(book, sheet_name(shown.title)))
    rows = iter(shown.rows)
    first = list(islice(rows, SAMPLE))
    for index, width in enumerate(widths(shown.columns, first)):
        sheet.set_column(index, index, width)
    top = _head(sheet, shown, styles)
    last = _body(sheet, chain(first, rows), top, styles)
    _print_set_up(sheet, top, last, len(shown.columns))


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


def _body(sheet: Any, lines: Iterable[Line], top: int, styles: Styles) -> int:
    row = top
    for row, line in enumerate(lines, start=top + 1):
        if row >= LAST_ROW:
            return row - 1
        kinds = styles.strong if line.strong else styles.plain
        for column, value in enumerate(line.values):
            put(sheet, row, column, value, kinds)
    return row


def put(sheet: Any, row: int, column: int, value: Value, kinds: dict[str, Any]) -> None:
    """A value in its own kind; a text is never anything else than text."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, kinds["text"])
    elif isinstance(value, Decimal) and abs(value) < EXACT:
        whole = value == value.to_integral_value()
        sheet.write_number(row, column, float(value), kinds["whole" if whole else "decimal"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, kinds["date"])
    else:
        text = str(value)
        put_text(sheet, row, column, text, kinds["shielded" if runs(text) else "text"])


def put_text(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """A text that the program takes for text: not as a formula, a link or a number."""
    sheet.write_string(row, column, clean(text)[:MOST_TEXT], style)


def clean(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return "".join(sign for sign in text if sign in "\t\n" or unicodedata.category(sign) not in ("Cc", "Cs"))


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
