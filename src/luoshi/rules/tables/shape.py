"""How a table is laid out: how many rows head it, which columns name its rows, which of five layouts that is."""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from luoshi.rules.tables.grid import Grid
from luoshi.rules.tables.sorts import VALUES, Sort, bare, is_total, sort_of
from luoshi.rules.texts import Text


class Layout(StrEnum):
    """The layouts of the forms that offices draw."""

    MATRIX = "matrix"
    INDICATORS = "indicators"
    CROSS = "cross"
    ROSTER = "roster"
    CARD = "card"

    @property
    def label(self) -> Text:
        """The layout in words."""
        return _LAYOUTS[self]


_LAYOUTS = {
    Layout.MATRIX: Text("单位×指标", "Units by figures"),
    Layout.INDICATORS: Text("指标清单", "List of indicators"),
    Layout.CROSS: Text("交叉表", "Cross table"),
    Layout.ROSTER: Text("花名册", "Roster"),
    Layout.CARD: Text("登记表", "Card"),
}

AIDS = re.compile(r"序号|编号|行次|栏次|代码|指标代码|计量单位|单位|行号|项次|顺序号|№|NO\.?|序")
"""Columns that help to read a table and are neither paths nor filled."""
UNITS = re.compile(r"计量单位|单位")
_LETTERS = "甲乙丙丁戊己"
_COUNTED = re.compile(f"[{_LETTERS}]|" + r"[(（]?\d{1,3}[)）]?")
_FIGURES = re.compile(r".*(指标|项目|内容|类别|科目|名目|事项|分类|分组).*")
_PEOPLE = re.compile(r"(户主|村民|人员|学生|职工|负责人|本人|家长)?(姓名|名字|户主)")


@dataclass(frozen=True, slots=True)
class Shape:
    """Rows from the top that head the table, columns from the left that name rows, columns that only help to read.

    `counted` is the row of 甲 乙 1 2 3, which numbers the columns; nothing where there is none.
    """

    layout: Layout
    deep: int
    stub: tuple[int, ...]
    aids: tuple[int, ...]
    counted: int = 0


def shape_of(grid: Grid, headings: frozenset[int]) -> Shape:
    """The shape of a table with these headings."""
    deep = _deep(grid, headings)
    counted = _counted(grid, deep)
    deep = max(deep, counted)
    aids = tuple(column for column in range(1, grid.width + 1) if _is_aid(grid, column, deep))
    stub = _stub(grid, headings, deep, aids)
    return Shape(_layout(grid, headings, deep, stub, aids), deep, stub, aids, counted)


def _deep(grid: Grid, headings: frozenset[int]) -> int:
    """How many rows from the top hold nothing but headings, none of them cut by the edge."""
    deep = 0
    for row in range(1, grid.height + 1):
        numbers = set(grid.over[row - 1])
        filled = [number for number in numbers if grid.cells[number].text]
        if not filled or not all(number in headings for number in filled) or _is_section(grid, row, deep):
            break
        if len(filled) < len(numbers) and (not _under(grid, row) if deep else _waits(grid)):
            break
        deep = row
    if deep == grid.height:
        deep = 1 if grid.height > 1 else 0
    while 0 < deep < grid.height and any(
        one == two for one, two in zip(grid.over[deep - 1], grid.over[deep], strict=True)
    ):
        deep += 1
    return deep if deep < grid.height else 0


def _is_section(grid: Grid, row: int, deep: int) -> bool:
    """Whether the row is one cell over the whole width, below the headings: it names the rows that follow."""
    return deep > 0 and len(set(grid.over[row - 1])) == 1


def _waits(grid: Grid) -> bool:
    """Whether a column has neither heading nor anything else: what stands beside it in the first row are labels."""
    height = range(1, grid.height + 1)
    return any(not any(grid.at(row, column).text for row in height) for column in range(2, grid.width + 1))


def _under(grid: Grid, row: int) -> bool:
    """Whether each empty cell of a row of headings stands under a heading that covers more than itself."""
    above = row - 1
    for column in range(1, grid.width + 1):
        cell = grid.at(row, column)
        if not cell.text and not any(
            grid.at(each, column).wide > cell.wide or grid.at(each, column).text for each in range(1, above + 1)
        ):
            return False
    return len([cell for cell in {grid.at(row, column) for column in range(2, grid.width + 1)} if cell.text]) > 1


def _counted(grid: Grid, deep: int) -> int:
    """The row below the headings that numbers the columns."""
    for row in (deep, deep + 1):
        if not 1 < row <= grid.height:
            continue
        texts = [bare(grid.at(row, column).text) for column in range(1, grid.width + 1)]
        filled = [text for text in texts if text]
        if len(filled) >= 3 and all(_COUNTED.fullmatch(text) for text in filled) and _rises(filled):
            return row
    return 0


def _rises(texts: list[str]) -> bool:
    """Whether the signs count up: 甲 乙 1 2 3, or 1 2 3."""
    letters = [text for text in texts if text in _LETTERS]
    numbers = [int(digits) for text in texts if (digits := re.sub(r"\D", "", text))]
    steady = all(later == earlier + 1 for earlier, later in pairwise(numbers))
    begun = "".join(letters) == _LETTERS[: len(letters)]
    return steady and begun and numbers[:1] == [1] and len(numbers) + len(letters) >= 3


def _is_aid(grid: Grid, column: int, deep: int) -> bool:
    if not deep:
        return False
    heading = bare(grid.at(deep, column).text) or bare(grid.at(1, column).text)
    if AIDS.fullmatch(bare(grid.at(1, column).text)):
        heading = bare(grid.at(1, column).text)
    if not AIDS.fullmatch(heading):
        return False
    if heading != "单位":
        return True
    texts = {bare(grid.at(row, column).text) for row in range(deep + 1, grid.height + 1)} - {""}
    return bool(texts) and max(map(len, texts)) <= 4


def _stub(grid: Grid, headings: frozenset[int], deep: int, aids: tuple[int, ...]) -> tuple[int, ...]:
    """Columns, from the left and without a gap but for aids, whose cells below the headings are headings."""
    found: list[int] = []
    for column in range(1, grid.width + 1):
        if column in aids:
            continue
        below = {grid.over[row - 1][column - 1] for row in range(deep + 1, grid.height + 1)}
        filled = [number for number in below if grid.cells[number].text]
        named = sum(number in headings for number in filled)
        if not filled or 2 * named < len(filled) or 3 * len(filled) < len(below):
            break
        found.append(column)
    if len(found) == grid.width - len(aids):
        found = found[:1]
    return tuple(found)


def _layout(grid: Grid, headings: frozenset[int], deep: int, stub: tuple[int, ...], aids: tuple[int, ...]) -> Layout:
    inner = sum(_is_inner(grid, number, deep, stub, aids) for number in headings)
    if not deep and grid.width > 2 and inner:
        return Layout.CARD
    if inner * 4 > len(headings):
        return Layout.CARD
    if not deep:
        return Layout.CARD if grid.width <= 2 else Layout.INDICATORS
    corner = bare(grid.at(1, stub[0]).text) if stub else ""
    if not stub or _PEOPLE.fullmatch(corner) or not any(_is_name(grid, row, stub) for row in _body(grid, deep)):
        return Layout.ROSTER
    if _FIGURES.fullmatch(corner) or any(UNITS.fullmatch(bare(grid.at(1, column).text)) for column in aids):
        return Layout.INDICATORS
    return Layout.CROSS if len(stub) > 1 or not corner or _both_sum(grid, deep, stub) else Layout.MATRIX


def _is_inner(grid: Grid, number: int, deep: int, stub: tuple[int, ...], aids: tuple[int, ...]) -> bool:
    cell = grid.cells[number]
    return cell.row > deep and cell.column not in stub and cell.column not in aids and cell.wide < grid.width


def _body(grid: Grid, deep: int) -> range:
    return range(deep + 1, grid.height + 1)


def _is_name(grid: Grid, row: int, stub: tuple[int, ...]) -> bool:
    return any(sort_of(grid.at(row, column)) not in (*VALUES, Sort.DAY) for column in stub)


def _both_sum(grid: Grid, deep: int, stub: tuple[int, ...]) -> bool:
    beside = any(is_total(grid.at(row, stub[0]).text) for row in _body(grid, deep))
    above = any(is_total(grid.at(1, column).text) for column in range(1, grid.width + 1) if column not in stub)
    return beside and above and deep > 1
