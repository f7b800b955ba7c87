"""Tables: columns that know their kind, rows whose first cell names them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from luoshi.web.components.lights import Light


class ColumnKind(StrEnum):
    """How a column is aligned and broken."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    LIGHT = "light"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `sort_href` makes its heading a link, `sorted_by` says how the rows stand now."""

    title: str
    kind: ColumnKind = ColumnKind.TEXT
    sort_href: str = ""
    sorted_by: Literal["", "ascending", "descending"] = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a row under a column; an empty text is a blank, not a zero. `edit` leads to changing it."""

    text: str = ""
    href: str = ""
    note: str = ""
    light: Light | None = None
    edit: str = ""

    @property
    def blank(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.text or self.light)


@dataclass(frozen=True, slots=True)
class Row:
    """A row; `id` is what its tick box sends."""

    cells: tuple[Cell, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Empty:
    """What a table says when it has no rows, and what to do about it."""

    title: str
    text: str = ""
    href: str = ""
    act: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. `wide` scrolls sideways inside its box; `ticks` adds boxes to choose rows with.

    `close` lets many columns stand side by side, their headings in several lines. `form` is the id of the form that
    the tick boxes belong to. `spare` leaves out columns after the first that are blank in every row.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: Empty
    caption: str = ""
    total: Row | None = None
    wide: bool = False
    ticks: bool = False
    close: bool = False
    form: str = ""
    spare: bool = False

    def __post_init__(self) -> None:
        for row in (*self.rows, *((self.total,) if self.total else ())):
            if len(row.cells) != len(self.columns):
                raise ValueError(f"{len(row.cells)} cells under {len(self.columns)} columns")

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns that are drawn."""
        return tuple(self.columns[place] for place in self._places)

    @property
    def _places(self) -> tuple[int, ...]:
        rows = (*self.rows, *((self.total,) if self.total else ()))
        every = range(len(self.columns))
        if not (self.spare and rows):
            return tuple(every)
        return tuple(place for place in every if place == 0 or any(row.cells[place] != Cell() for row in rows))

    @property
    def drawn(self) -> tuple[tuple[Row, tuple[tuple[Column, Cell], ...]], ...]:
        """The rows with each cell beside its column."""
        places = self._places
        return tuple((row, self._paired(row, places)) for row in self.rows)

    @property
    def drawn_total(self) -> tuple[tuple[Column, Cell], ...]:
        """The last line, each cell beside its column."""
        return self._paired(self.total, self._places) if self.total else ()

    def _paired(self, row: Row, places: tuple[int, ...]) -> tuple[tuple[Column, Cell], ...]:
        return tuple((self.columns[place], row.cells[place]) for place in places)
