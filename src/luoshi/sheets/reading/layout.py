"""Where a table begins: title and unit line above, one to three rows of headings, the columns under them.

Pure: cells in, values out. Headings merged over several columns become paths such as 人口情况/其中/女.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.rules.written import same_word

Cells = Sequence[Any]
Span = tuple[int, int, int, int]  # top, left, bottom, right
LOOKED_AT = 25  # rows among which the headings are looked for
MOST_DEEP = 3
_UNIT_LINE = re.compile(r"(?:计量)?单\s*位\s*[:：]\s*([^\s，,；;）)]{1,12})")
_UNIT_BEHIND = re.compile(r"[（(\[【]\s*(?:单位[:：])?\s*([^（）()\[\]【】]{1,12})\s*[)）\]】]\s*$")
_BREAKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is headed: its place from 0, the path of its headings, the unit said there."""

    index: int
    title: str
    unit: str = ""

    @property
    def last(self) -> str:
        """The lowest heading."""
        return self.title.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Layout:
    """Headings stand in rows `first` to `first + depth - 1` (from 0); `unit` is that of the line above the table."""

    first: int
    depth: int
    columns: tuple[Column, ...]
    title: str = ""
    unit: str = ""

    @property
    def after(self) -> int:
        """The first row of the data."""
        return self.first + self.depth


def layout_of(head: Sequence[Cells], spans: Sequence[Span], known: Collection[str]) -> Layout | None:
    """The layout of a sheet; `known` are headings the reader understands, in the form of `same_word`.

    Nothing where no row looks like headings.
    """
    rows = list(head[:LOOKED_AT])
    lowest = _heading_row(rows, known)
    if lowest is None:
        return None
    first = _highest(rows, spans, lowest)
    depth = max(_lowest(rows, spans, first, lowest) - first + 1, 1)
    columns = _columns(rows, spans, first, depth)
    above = [str(cell) for row in rows[:first] for cell in row if isinstance(cell, str)]
    units = [found[1] for text in above if (found := _UNIT_LINE.search(text))]
    titles = [text for text in above if not _UNIT_LINE.search(text)]
    return Layout(first, depth, columns, _words(titles[0]) if titles else "", units[0] if units else "")


def _heading_row(rows: Sequence[Cells], known: Collection[str]) -> int | None:
    """The row with most headings that are understood; else the first that is all words and wide enough."""
    understood = [sum(_is_known(cell, known) for cell in row) for row in rows]
    if rows and max(understood) >= 1 and (max(understood) > 1 or max(map(_filled, rows)) <= 3):
        return understood.index(max(understood))
    widest = max((_filled(row) for row in rows), default=0)
    for place, row in enumerate(rows):
        words = sum(_is_words(cell) for cell in row)
        if words == _filled(row) and words >= max(2, widest // 2):
            return place
    return None


def _is_known(cell: Any, known: Collection[str]) -> bool:
    return isinstance(cell, str) and same_word(bare(cell)) in known


def _is_words(cell: Any) -> bool:
    return isinstance(cell, str) and len(cell) <= 80 and not cell.strip().replace(".", "").replace(",", "").isdigit()


def _filled(row: Cells) -> int:
    return sum(cell is not None for cell in row)


def _highest(rows: Sequence[Cells], spans: Sequence[Span], lowest: int) -> int:
    """Up from the row found: over rows that merge several, but not all, columns, or reach down into it."""
    width = max(map(len, rows))
    first = lowest
    while first > 0 and lowest - first + 1 < MOST_DEEP:
        above = first - 1
        reaches = any(span[0] <= above < span[2] for span in spans)
        groups = any(span[0] == above and 0 < span[3] - span[1] < width - 1 for span in spans)
        several = _filled(rows[above]) > 1 and all(cell is None or _is_words(cell) for cell in rows[above])
        if not ((reaches or groups) and several):
            break
        first = above
    return first


def _lowest(rows: Sequence[Cells], spans: Sequence[Span], first: int, lowest: int) -> int:
    """Down from the row found: where a merged heading reaches, or a group needs its parts named below."""
    reached = max((span[2] for span in spans if first <= span[0] <= lowest and span[2] > lowest), default=lowest)
    grouped = any(span[0] == lowest == span[2] and span[3] > span[1] for span in spans)
    below = lowest + 1
    if reached == lowest and below < len(rows):
        fills = [i for i, cell in enumerate(rows[below]) if cell is not None]
        gaps = [i for i in fills if i >= len(rows[lowest]) or rows[lowest][i] is None]
        words = bool(fills) and all(_is_words(rows[below][i]) for i in fills)
        if words and (grouped or (gaps and len(fills) == len(gaps))):
            reached = below
    return min(reached, first + MOST_DEEP - 1, len(rows) - 1)


def _columns(rows: Sequence[Cells], spans: Sequence[Span], first: int, depth: int) -> tuple[Column, ...]:
    grid = [list(row) for row in rows[first : first + depth]]
    width = max(map(len, grid))
    for row in grid:
        row += [None] * (width - len(row))
    for top, left, bottom, right in spans:
        if first <= top < first + depth:
            _fill(grid, (top - first, left, min(bottom - first, depth - 1), min(right, width - 1)))
    if depth > 1 and not spans:
        _run_on(grid[:-1])
    paths = ((index, _path(row[index] for row in grid)) for index in range(width))
    return tuple(
        Column(index, "/".join(bare(part) or part for part in path), _unit_in(path[-1]))
        for index, path in paths
        if path
    )


def _path(headings: Iterable[Any]) -> list[str]:
    """The headings above one column, from the top, each once."""
    path: list[str] = []
    for heading in headings:
        text = _words(str(heading)) if heading is not None else ""
        if text and text not in path[-1:]:
            path.append(text)
    return path


def _fill(grid: list[list[Any]], span: Span) -> None:
    top, left, bottom, right = span
    if left >= len(grid[0]):
        return
    value = grid[top][left]
    for row in grid[top : bottom + 1]:
        row[left : right + 1] = [value] * (right + 1 - left)


def _run_on(grid: list[list[Any]]) -> None:
    """Without merged cells, as in a text, a group's heading stands over its first column only and runs on."""
    for row in grid:
        for index in range(1, len(row)):
            if row[index] is None:
                row[index] = row[index - 1]


def _words(text: str) -> str:
    """A heading in one line."""
    return _BREAKS.sub("", text) if re.search("[\u4e00-\u9fff]", text) else _BREAKS.sub(" ", text).strip()


def bare(title: str) -> str:
    """A heading without its unit and its marks.

    >>> bare("合同引资额（万元）"), bare("*项目名称"), bare("Area (mu)")
    ('合同引资额', '项目名称', 'Area')
    """
    return _UNIT_BEHIND.sub("", _words(title)).strip("*\uff0a:： ").strip()


def _unit_in(title: str) -> str:
    found = _UNIT_BEHIND.search(_words(title))
    return found[1].strip() if found else ""
