"""An empty table for a register: headings with their notes, lists to choose from, an example row that is skipped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.sheets.mapping import COUNTED, DUE, PERIOD, Target
from luoshi.sheets.reading.addresses import letters
from luoshi.sheets.writing.books import Styles, length, put_text, sheet_name

ROWS = 2_000  # rows below the headings that have lists to choose from
TOP = 2  # the row of the headings


@dataclass(frozen=True, slots=True)
class Words:
    """What the template says, in the reader's language; titles by target, units by their sign."""

    title: str
    guide: str
    example: str
    choices: str
    wrong: str
    titles: Mapping[str, str]
    notes: Mapping[str, str]
    options: Mapping[str, Sequence[str]]
    samples: Mapping[str, str]


def template_of(register: Register, targets: Sequence[Target], words: Words, target: Path) -> None:
    """Write the template into a file."""
    book = xlsxwriter.Workbook(str(target), {"strings_to_formulas": False, "strings_to_urls": False})
    styles = Styles(book)
    sheet = book.add_worksheet(sheet_name(words.title))
    choices = book.add_worksheet(sheet_name(words.choices))
    put_text(sheet, 0, 0, words.title, styles.title)
    put_text(sheet, 1, 0, words.guide, styles.said)
    listed = 0
    for column, each in enumerate(targets):
        title = words.titles[each.name]
        put_text(sheet, TOP, column, title, styles.head)
        put_text(sheet, TOP + 1, column, _example(column, each, words), styles.note)
        sheet.set_column(column, column, max(12, length(title) + 3))
        if each.name in words.notes:
            sheet.write_comment(TOP, column, words.notes[each.name], {"x_scale": 2})
        if each.name in words.options:
            _choose(sheet, choices, column, listed, title, words.options[each.name], styles)
            listed += 1
        elif each.name in register.fields:
            _restrict(sheet, column, register.fields[each.name], words.wrong)
    sheet.freeze_panes(TOP + 1, 0)
    book.close()


def _example(column: int, target: Target, words: Words) -> str:
    sample = words.samples.get(target.name, "")
    return words.example if column == 0 else sample


def _choose(
    sheet: Any, choices: Any, column: int, listed: int, title: str, options: Sequence[str], styles: Styles
) -> None:
    """A list to choose from, kept on a sheet of its own: in the cell itself 255 characters would be the most."""
    put_text(choices, 0, listed, title, styles.head)
    for row, option in enumerate(options, start=1):
        put_text(choices, row, listed, option, styles.plain["text"])
    choices.set_column(listed, listed, max(12, length(title) + 2))
    place = letters(listed)
    source = f"='{choices.get_name()}'!${place}$2:${place}${len(options) + 1}"
    sheet.data_validation(TOP + 2, column, TOP + 1 + ROWS, column, {"validate": "list", "source": source})


def _restrict(sheet: Any, column: int, field: Field, wrong: str) -> None:
    """Numbers within their bounds; a mistake is pointed out, not forbidden: 1.2亿 is read too."""
    if field.type not in COUNTED or (field.min is None and field.max is None):
        return
    low, high = float(field.min or -1e12), float(field.max or 1e12)
    told = {"error_type": "information", "error_message": wrong}
    rule = {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high, **told}
    sheet.data_validation(TOP + 2, column, TOP + 1 + ROWS, column, rule)


def sample_of(field: Field) -> str:
    """What a field of this kind looks like."""
    return {FieldType.DATE: "2022-02-09", FieldType.INTEGER: "12", FieldType.PERCENT: "85"}.get(
        field.type, "3500" if field.type in COUNTED else ""
    )


STANDING_SAMPLES = {PERIOD: "2022-05", DUE: "2022-12-31"}
