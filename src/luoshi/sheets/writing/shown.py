"""What goes into a file: the columns and rows as they are shown, and what is said above them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Value = str | Decimal | date | None


class Kind(StrEnum):
    """What a column holds, for its format and its side."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Head:
    """A column; its unit stands in the title, so that the numbers stay numbers."""

    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Line:
    """A row; a `strong` one is a total or the heading of a group."""

    values: tuple[Value, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A table to be written once: its rows are read as they are written, so there may be a million of them.

    `said` tells which rows these are (filters, order), `made` who wrote the file and when.
    """

    title: str
    said: str
    made: str
    columns: tuple[Head, ...]
    rows: Iterable[Line]
