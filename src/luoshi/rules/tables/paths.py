"""The words under which a value stands: 人口情况/其中/女 across, 甲镇/泉村 down."""

import re
from collections.abc import Sequence

from luoshi.rules.tables.grid import Cell, Grid
from luoshi.rules.tables.shape import Layout, Shape
from luoshi.rules.tables.sorts import bare
from luoshi.rules.tables.units_said import without_unit

Path = tuple[str, ...]

_OF_WHICH = re.compile(r"其中[:：]?")
_LEVELS = (
    re.compile(r"[一二三四五六七八九十]+[、.．]"),
    re.compile(r"[（(][一二三四五六七八九十]+[)）]"),
    re.compile(r"\d{1,2}[、.．](?!\d)"),
    re.compile(r"[（(]\d{1,2}[)）]|\d{1,2}[)）]"),
)
_COLON = re.compile(r"[:：]+$")


def words_of(text: str) -> str:
    """A heading as it stands in a path: without spaces, numbering, unit and colon.

    >>> words_of("一、总 人 口（人）"), words_of("其中：女"), words_of("1．稻谷")
    ('总人口', '其中：女', '稻谷')
    """
    text = without_unit(text)
    for level in _LEVELS:
        found = level.match(text)
        if found and found.end() < len(text):
            text = text[found.end() :]
            break
    return _COLON.sub("", text)


def parts_of(text: str) -> Path:
    """A heading as the parts of a path: 其中：女 stands below what comes before it.

    >>> parts_of("其中：女"), parts_of("其中"), parts_of("人口")
    (('其中', '女'), ('其中',), ('人口',))
    """
    words = words_of(text)
    found = _OF_WHICH.match(words)
    if found is None:
        return (words,) if words else ()
    rest = words[found.end() :]
    return ("其中", rest) if rest else ("其中",)


def column_path(grid: Grid, shape: Shape, column: int) -> Path:
    """The headings over a column, from outside in."""
    chain: list[Cell] = []
    for row in range(1, shape.deep + 1):
        cell = grid.at(row, column)
        if row != shape.counted and cell.text and (not chain or chain[-1] != cell):
            chain.append(cell)
    found: list[str] = []
    for place, cell in enumerate(chain):
        parts = parts_of(cell.text)
        if place == 0 and parts[:1] == ("其中",):
            found += _before(grid, shape, cell)
        found += [part for part in parts if part not in found[-1:]]
    return tuple(found)


def _before(grid: Grid, shape: Shape, cell: Cell) -> Path:
    """What a heading 其中 at the outermost level belongs to: the one to its left."""
    for column in range(cell.column - 1, 0, -1):
        other = grid.at(cell.row, column)
        if other.column <= max(shape.stub, default=0):
            return ()
        if other.text and not _OF_WHICH.match(bare(other.text)):
            return parts_of(other.text)
    return ()


def row_paths(grid: Grid, shape: Shape) -> dict[int, Path]:
    """The headings before each row below the head, from outside in; sections and 其中 before what they cover."""
    found: dict[int, Path] = {}
    section: Path = ()
    steps: list[tuple[int, Path]] = []
    for row in range(shape.deep + 1, grid.height + 1):
        whole = grid.at(row, 1)
        if whole.wide == grid.width > 1:
            section, steps = parts_of(whole.text), []
            continue
        chain = _beside(grid, shape.stub, row)
        if not chain:
            found[row] = section
            continue
        outer = tuple(part for cell in chain[:-1] for part in parts_of(cell.text))
        last = chain[-1]
        found[row] = (*section, *outer, *_stepped(steps, last, outer))
    return found


def _beside(grid: Grid, stub: Sequence[int], row: int) -> list[Cell]:
    chain: list[Cell] = []
    for column in stub:
        cell = grid.at(row, column)
        if cell.text and (not chain or chain[-1] != cell):
            chain.append(cell)
    return chain


def _stepped(steps: list[tuple[int, Path]], cell: Cell, outer: Path) -> Path:
    """A row heading below those it is indented, numbered or counted (其中) under; `steps` goes on from row to row.

    A heading without number, indent or 其中 stands at the outermost step.
    """
    level, parts = level_of(cell.text), parts_of(cell.text)
    if _OF_WHICH.match(bare(cell.text)):
        while steps and steps[-1][1][:1] == ("其中",):
            steps.pop()
        steps.append((steps[-1][0] + 1 if steps else 0, parts))
    elif steps and steps[-1][1][:1] == ("其中",) and _indent(cell.text) > 0 and level == _indent(cell.text):
        inside = ("其中", *parts)
        steps[-1] = (steps[-1][0], inside)
    else:
        while steps and steps[-1][0] >= level:
            steps.pop()
        steps.append((level, parts))
    return tuple(part for _level, path in steps for part in path if part not in outer[-1:])


def level_of(text: str) -> int:
    """How deep a row heading stands by its numbering, or by its indent where it has none.

    >>> level_of("一、人口"), level_of("（一）男"), level_of("1.本地"), level_of("总人口")
    (0, 1, 2, 0)
    """
    word = bare(text)
    for level, pattern in enumerate(_LEVELS):
        if pattern.match(word):
            return level
    return _indent(text)


def _indent(text: str) -> int:
    """Steps of indent at the start of a text; two narrow spaces or one wide one are a step."""
    blank = len(text) - len(text.lstrip(" \u3000"))
    wide = text[:blank].count("\u3000")
    return wide + (blank - wide + 1) // 2


def card_paths(grid: Grid, headings: frozenset[int], row: int, column: int) -> tuple[Path, Path]:
    """The column and row path of a value on a card: its label is the next heading to the left, else the one above."""
    beside = _towards(grid, headings, [(row, each) for each in range(column - 1, 0, -1)])
    above = _towards(grid, headings, [(each, column) for each in range(row - 1, 0, -1)])
    over = [cell for cell in above if cell.wide < grid.width or cell.row == 1]
    headed = bool(over) and _is_headed(grid, headings, over[0])
    if beside and not headed:
        return (), _joined(beside)
    tall = [cell for cell in beside if cell.tall > 1]
    return _joined(over), _joined(tall if headed else beside)


def _towards(grid: Grid, headings: frozenset[int], places: Sequence[tuple[int, int]]) -> list[Cell]:
    """The nearest run of headings on the way, outermost first; values may lie before it."""
    chain: list[Cell] = []
    for row, column in places:
        number = grid.over[row - 1][column - 1]
        if number in headings:
            if not chain or chain[-1] != grid.cells[number]:
                chain.append(grid.cells[number])
        elif chain:
            break
    return chain[::-1]


def _is_headed(grid: Grid, headings: frozenset[int], over: Cell) -> bool:
    """Whether a heading stands in a row of nothing but headings, so that it heads a column."""
    numbers = set(grid.over[over.last_row - 1])
    return len(numbers) > 1 and all(number in headings for number in numbers if grid.cells[number].text)


def _joined(cells: Sequence[Cell]) -> Path:
    found: list[str] = []
    for cell in cells:
        found += [part for part in parts_of(cell.text) if part not in found[-1:]]
    return tuple(found)


def is_card(shape: Shape) -> bool:
    """Whether paths are asked cell by cell."""
    return shape.layout is Layout.CARD
