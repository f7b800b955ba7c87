"""A protected workbook to be filled in and brought back: only cells asked for are open, each knows its place.

A second sheet, hidden, says for each open cell which return, unit and field it is of, at which revision it was read,
and what stood in it. Protection is without a password: it keeps slips out, not people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from luoshi.sheets.reading.addresses import letters
from luoshi.sheets.writing.books import Styles, length, put_text, sheet_name
from luoshi.sheets.writing.rows import EXACT

PLACES = "luoshi"  # the hidden sheet
SIGN, VERSION = "luoshi entry", 1
TOP = 3  # the row of the headings; the first unit stands below it
NUMBERS = ("number", "integer", "money", "percent")


@dataclass(frozen=True, slots=True)
class Head:
    """A column; `options` are the words to choose from."""

    group: str
    title: str
    kind: str
    options: tuple[str, ...] = ()
    min: str = ""
    max: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell: what stands in it, and for an open one where it belongs."""

    text: str
    address: tuple[str, int, str, int] | None = None  # return, unit, field, revision


@dataclass(frozen=True, slots=True)
class Row:
    """A unit with its cells."""

    unit: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """All that is written; `period` is the label it is brought back under, `words` what the sheet says."""

    period: str
    heads: tuple[Head, ...]
    rows: Sequence[Row]
    words: Mapping[str, str]  # title, guide, unit, wrong


def filled_book(book: Book, target: Path) -> None:
    """Write the workbook into a file."""
    made = xlsxwriter.Workbook(str(target), {"strings_to_formulas": False, "strings_to_urls": False})
    styles = Styles(made)
    shown = made.add_worksheet(sheet_name(book.words["title"]))
    _headings(made, shown, book, styles)
    for row, line in enumerate(book.rows, start=TOP + 1):
        put_text(shown, row, 0, line.unit, styles.strong["text"])
        for column, (slot, head) in enumerate(zip(line.slots, book.heads, strict=True), start=1):
            _put(shown, row, column, slot, head, _open_styles(made, styles))
    _restrict(made, shown, book, styles)
    shown.protect("", {"format_columns": True, "format_rows": True})
    shown.freeze_panes(TOP + 1, 1)
    shown.set_landscape()
    shown.set_paper(9)  # A4
    shown.repeat_rows(TOP - 1, TOP)
    shown.fit_to_pages(1, 0)
    _places(made, book)
    made.close()


def _headings(made: Any, shown: Any, book: Book, styles: Styles) -> None:
    put_text(shown, 0, 0, book.words["title"], styles.title)
    put_text(shown, 1, 0, book.words["guide"], styles.said)
    shown.merge_range(TOP - 1, 0, TOP, 0, book.words["unit"], styles.head)
    begin = 1
    for column, head in enumerate(book.heads, start=1):
        put_text(shown, TOP, column, head.title, styles.head)
        shown.set_column(column, column, max(10, min(24, length(head.title) + 2)))
        last = column == len(book.heads) or book.heads[column].group != head.group
        if last and column > begin:
            shown.merge_range(TOP - 1, begin, TOP - 1, column, head.group, styles.head)
        elif last:
            put_text(shown, TOP - 1, column, head.group, styles.head)
        begin = column + 1 if last else begin
    shown.set_column(0, 0, max([10, *(length(row.unit) + 2 for row in book.rows)]))


def _open_styles(made: Any, styles: Styles) -> dict[str, Any]:
    """The formats of open cells, made once for a workbook."""
    kept: dict[str, Any] | None = getattr(styles, "open_cells", None)
    if kept is None:
        base = {"locked": False, "border": 1, "border_color": "#7D8B85", "bg_color": "#FFFDF3", "valign": "vcenter"}
        kept = {
            "text": made.add_format({**base, "num_format": "@", "text_wrap": True}),
            "number": made.add_format({**base, "num_format": "General", "align": "right"}),
        }
        styles.open_cells = kept  # type: ignore[attr-defined]
    return kept


def _put(shown: Any, row: int, column: int, slot: Slot, head: Head, opened: dict[str, Any]) -> None:
    number = head.kind in NUMBERS
    style = opened["number" if number else "text"]
    if slot.address is None:
        style = None
    if not slot.text:
        shown.write_blank(row, column, None, style)
    elif number and slot.address is not None and abs(Decimal(slot.text)) < EXACT:
        shown.write_number(row, column, float(slot.text), style)
    else:
        shown.write_string(row, column, slot.text, style)


def _restrict(made: Any, shown: Any, book: Book, styles: Styles) -> None:
    """Lists to choose from, on a sheet of their own, and bounds: a mistake is pointed out, not forbidden."""
    last = TOP + len(book.rows)
    lists = None
    for column, head in enumerate(book.heads, start=1):
        if head.options:
            lists = lists or made.add_worksheet("options")
            lists.hide()
            for row, option in enumerate(head.options):
                put_text(lists, row, column, option, styles.plain["text"])
            source = f"=options!${letters(column)}$1:${letters(column)}${len(head.options)}"
            shown.data_validation(TOP + 1, column, last, column, {"validate": "list", "source": source})
        elif head.kind in NUMBERS and (head.min or head.max):
            told = {"error_type": "information", "error_message": book.words["wrong"]}
            low, high = float(head.min or -1e12), float(head.max or 1e12)
            rule = {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high, **told}
            shown.data_validation(TOP + 1, column, last, column, rule)


def _places(made: Any, book: Book) -> None:
    hidden = made.add_worksheet(PLACES)
    hidden.very_hidden()
    hidden.protect()
    for column, told in enumerate((SIGN, str(VERSION), book.period)):
        hidden.write_string(0, column, told)
    line = 1
    for row, each in enumerate(book.rows, start=TOP + 1):
        for column, slot in enumerate(each.slots, start=1):
            if slot.address is None:
                continue
            register, unit, field, base = slot.address
            texts = (str(row), str(column), register, str(unit), field, str(base), each.unit, slot.text)
            for place, text in enumerate(texts):
                hidden.write_string(line, place, text)
            line += 1
