"""A sheet as cells with texts and spans, before anything of it is understood."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

Place = tuple[int, int]
"""Row and column, both from 1, as in Excel."""
Span = tuple[int, int, int, int]
"""First row, first column, last row, last column, all from 1 and included."""


class Kind(StrEnum):
    """What the file says stands in a cell; a number written as text is text here."""

    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, or several that were merged: from `row`, `column` to `last_row`, `last_column`, all included."""

    row: int
    column: int
    last_row: int
    last_column: int
    text: str
    kind: Kind

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.row, self.column

    @property
    def tall(self) -> int:
        """How many rows it covers."""
        return self.last_row - self.row + 1

    @property
    def wide(self) -> int:
        """How many columns it covers."""
        return self.last_column - self.column + 1


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a sheet in reading order, and for each place which of them covers it."""

    name: str
    height: int
    width: int
    cells: tuple[Cell, ...]
    over: tuple[tuple[int, ...], ...]

    def at(self, row: int, column: int) -> Cell:
        """The cell that covers a place."""
        return self.cells[self.over[row - 1][column - 1]]


def grid_of(
    rows: Sequence[Sequence[str]],
    spans: Iterable[Span] = (),
    *,
    name: str = "",
    kinds: Sequence[Sequence[Kind]] | None = None,
) -> Grid:
    """A grid from texts row by row; short rows are filled up, spans that overlap or lie outside are left out.

    >>> found = grid_of([["村名", "人口", ""], ["", "男", "女"]], [(1, 1, 2, 1), (1, 2, 1, 3)])
    >>> found.height, found.width, len(found.cells), found.at(2, 1).text, found.at(1, 3).wide
    (2, 3, 4, '村名', 2)
    """
    height, width = len(rows), max((len(row) for row in rows), default=0)
    over = [[-1] * width for _row in rows]
    sized = _sizes(spans, height, width, over)
    cells: list[Cell] = []
    for row, texts in enumerate(rows, start=1):
        for column in range(1, width + 1):
            if over[row - 1][column - 1] >= 0:
                continue
            last_row, last_column = sized.get((row, column), (row, column))
            text = texts[column - 1].rstrip() if column <= len(texts) else ""
            kind = _kind(text, kinds, row, column)
            for place in range(row - 1, last_row):
                over[place][column - 1 : last_column] = [len(cells)] * (last_column - column + 1)
            cells.append(Cell(row, column, last_row, last_column, text, kind))
    return Grid(name, height, width, tuple(cells), tuple(tuple(row) for row in over))


def _kind(text: str, kinds: Sequence[Sequence[Kind]] | None, row: int, column: int) -> Kind:
    said = kinds[row - 1][column - 1] if kinds is not None and column <= len(kinds[row - 1]) else Kind.TEXT
    return said if text or said is Kind.FORMULA else Kind.BLANK


def _sizes(spans: Iterable[Span], height: int, width: int, over: Sequence[Sequence[int]]) -> dict[Place, Place]:
    """Where each span begins → where it ends; the first of two that overlap counts."""
    taken: set[Place] = set()
    sized: dict[Place, Place] = {}
    for top, left, bottom, right in sorted(spans):
        last_row, last_column = min(bottom, height), min(right, width)
        if top < 1 or left < 1 or top > last_row or left > last_column:
            continue
        places = {(row, column) for row in range(top, last_row + 1) for column in range(left, last_column + 1)}
        if taken.isdisjoint(places):
            taken |= places
            sized[top, left] = (last_row, last_column)
    return sized


def part_of(grid: Grid, region: Span) -> Grid:
    """A region of a grid as a grid of its own, counted from 1 anew; cells that reach out of it are cut."""
    top, left, bottom, right = region
    numbers: dict[int, int] = {}
    cells: list[Cell] = []
    over: list[tuple[int, ...]] = []
    for row in range(top, bottom + 1):
        line = grid.over[row - 1][left - 1 : right]
        for number in line:
            if number not in numbers:
                numbers[number] = len(cells)
                cells.append(_cut(grid.cells[number], region))
        over.append(tuple(numbers[number] for number in line))
    return Grid(grid.name, bottom - top + 1, right - left + 1, tuple(cells), tuple(over))


def _cut(cell: Cell, region: Span) -> Cell:
    top, left, bottom, right = region
    return Cell(
        max(cell.row, top) - top + 1,
        max(cell.column, left) - left + 1,
        min(cell.last_row, bottom) - top + 1,
        min(cell.last_column, right) - left + 1,
        cell.text,
        cell.kind,
    )
