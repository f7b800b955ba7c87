"""The table as lines of .csv, in UTF-8 with the mark by which spreadsheet programs know it."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from luoshi.sheets.writing.harmless import harmless
from luoshi.sheets.writing.shown import Shown, Value

MARK = "\ufeff"


class _Echo:
    """A file that hands each line on."""

    def write(self, line: str) -> str:
        return line


def lines_of(shown: Shown) -> Iterator[str]:
    """Headings and rows, streamed; title and filters stay out, so that a program reads it as it is."""
    writer = csv.writer(_Echo())
    yield MARK
    yield writer.writerow([harmless(head.title) for head in shown.columns])
    for line in shown.rows:
        yield writer.writerow([cell(value) for value in line.values])


def cell(value: Value) -> str:
    """A value as text that nothing runs; a number without separators."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else harmless(value)
