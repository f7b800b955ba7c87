"""Which cells of a table are headings: each cell's signs are weighed, those for it against those that are not."""

from luoshi.rules.tables.grid import Grid
from luoshi.rules.tables.sorts import VALUES
from luoshi.rules.tables.traits import Looks, looks_of, signs_of
from luoshi.rules.tables.weights import weights

MOST_ROWS = 60
"""Rows of a table that are weighed cell by cell; further down each column goes on as it was there."""
SETTLED = 20
"""Of those the last ones, by which the rows below are judged."""


def headings_of(grid: Grid) -> frozenset[int]:
    """The numbers of the cells that are headings: attributes (what a row or column says) and indexes (of what)."""
    looks = looks_of(grid)
    known = weights()
    found = {
        number
        for number, cell in enumerate(grid.cells)
        if cell.row <= MOST_ROWS and weight_of(looks, number, known) > 0
    }
    if grid.height > MOST_ROWS:
        found |= _further(grid, looks, found)
    return frozenset(found)


def weight_of(looks: Looks, number: int, known: dict[str, int]) -> int:
    """Above nothing, the cell is a heading; an empty one never is."""
    if not looks.texts[number]:
        return -1
    look_up = known.get
    return sum(look_up(sign, 0) for sign in signs_of(looks, number))


def _further(grid: Grid, looks: Looks, found: set[int]) -> set[int]:
    """Below the weighed rows: text in the columns that were headings of rows there."""
    stub: set[int] = set()
    for column in range(1, grid.width + 1):
        numbers = {grid.over[row - 1][column - 1] for row in range(MOST_ROWS - SETTLED + 1, MOST_ROWS + 1)}
        filled = [number for number in numbers if looks.sorts[number] not in VALUES]
        if filled and 2 * sum(number in found for number in filled) > len(filled):
            stub.add(column)
    return {
        number
        for number, cell in enumerate(grid.cells)
        if cell.row > MOST_ROWS and cell.column in stub and looks.sorts[number] not in VALUES
    }
