"""What a cell looks like among its neighbours, as short signs that are weighed (`weights`) to tell headings.

What counts is sorts of contents, lengths, spans, places, what stands around, and words that every form has (`words`).
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from luoshi.rules.tables.grid import Cell, Grid
from luoshi.rules.tables.sorts import ENUMERATED, VALUES, Sort, bare, is_total, sort_of
from luoshi.rules.tables.words import Known, known

FIFTHS = 4.999
_BRACKETS_END = re.compile(r"[（(][^)）]*[)）]$")
_STOPS = re.compile(r"[,，。；;、]")
_STEPS = (0, 1, 2, 3, 4, 5, 6, 7, 7, 8, 8, 8, 8, 9, 9, 9, 9, 9, 9, 9, 9)
Signs = tuple[str, ...]


def long_of(text: str) -> int:
    """How long a text is, in eleven steps."""
    return _STEPS[len(text)] if len(text) < len(_STEPS) else 10


@dataclass(frozen=True, slots=True)
class Looks:
    """A grid with what is asked of every cell worked out once."""

    grid: Grid
    sorts: tuple[Sort, ...]
    texts: tuple[str, ...]
    longs: tuple[int, ...]
    knowns: tuple[str, ...]
    columns: tuple[int, ...]
    own: tuple[Signs, ...]
    across: tuple[tuple[int, ...], ...]
    down: tuple[tuple[int, ...], ...]
    labels: tuple[int, ...]
    differ: tuple[int, ...]
    times: Counter[str]
    values: int


def looks_of(grid: Grid) -> Looks:
    """The looks of a whole grid. `across` and `down` count, up to a place, what holds a number or nothing."""
    sorts = tuple(sort_of(cell) for cell in grid.cells)
    texts = tuple(bare(cell.text) for cell in grid.cells)
    knowns = tuple(known(text) for text in texts)
    soft = [[sorts[number] in VALUES for number in line] for line in grid.over]
    columns = list(zip(*grid.over, strict=True))
    return Looks(
        grid,
        sorts,
        texts,
        tuple(long_of(text) for text in texts),
        knowns,
        tuple(min(2, sum(knowns[each] is Known.LABEL for each in set(line))) for line in columns),
        tuple(_own(sort, text) for sort, text in zip(sorts, texts, strict=True)),
        tuple(tuple(accumulate(line, initial=0)) for line in soft),
        tuple(tuple(accumulate(line, initial=0)) for line in zip(*soft, strict=True)),
        tuple(_share(sum(sorts[each] is Sort.LABEL for each in line), len(line)) for line in grid.over),
        tuple(_share(len({texts[each] for each in line}), len(set(line))) for line in columns),
        Counter(texts),
        _share(sum(sort in VALUES for sort in sorts), len(sorts)),
    )


def _share(part: int, whole: int) -> int:
    """A share in fifths, from 0 to 4; -1 of nothing."""
    return int(part / whole * FIFTHS) if whole else -1


def _own(sort: Sort, text: str) -> Signs:
    """The signs that a text bears by itself."""
    found = [f"k={sort}", f"kl={sort}{long_of(text)}"]
    if text:
        found += ["colon"] * (text[-1] in ":：")
        found += ["enum"] * bool(ENUMERATED.match(text))
        found += ["total"] * is_total(text)
        found += ["paren"] * bool(_BRACKETS_END.search(text))
        found += ["stops"] * bool(_STOPS.search(text))
    return tuple(found)


def signs_of(looks: Looks, number: int) -> list[str]:
    """All signs of one cell; about 15 microseconds."""
    cell, kind = looks.grid.cells[number], looks.sorts[number]
    found = [*looks.own[number]]
    found += _by_place(looks, cell, kind, looks.texts[number])
    found += _by_neighbours(looks, cell, kind, looks.longs[number])
    found += _by_lines(looks, cell, kind)
    return found


def _by_place(looks: Looks, cell: Cell, kind: Sort, text: str) -> list[str]:
    row, column = min(cell.row, 4), min(cell.column, 5)
    tall, wide = min(cell.tall, 3), min(cell.wide, 4)
    grid, odd = looks.grid, cell.column % 2
    found = [
        f"at{row},{column}",
        f"r{row}{kind}",
        f"c{column}{kind}",
        f"W{min(grid.width, 7)},{column}{kind}",
        f"odd{odd}{kind}",
        f"odd{odd},{grid.width % 2}",
        f"tall{tall}",
        f"span{wide},{tall}@{row},{column}",
        f"small{min(grid.height, 4)},{min(grid.width, 4)}@{row},{column}",
        f"times{min(looks.times[text], 3)}{kind}",
        f"differ{looks.differ[cell.column - 1]}{kind}{column}{cell.row == 1}",
        f"labels{looks.labels[cell.row - 1]}{kind}{row}",
        f"values{looks.values}{kind}{row},{column}",
    ]
    if cell.wide == grid.width:
        found.append(f"full{kind}")
    return found


def _by_neighbours(looks: Looks, cell: Cell, kind: Sort, long: int) -> list[str]:
    left = _near(looks, cell.row, cell.column - 1)
    right = _near(looks, cell.row, cell.last_column + 1)
    up = _near(looks, cell.row - 1, cell.column)
    down = _near(looks, cell.last_row + 1, cell.column)
    further = _near(looks, cell.row, looks.grid.cells[right].last_column + 1) if right >= 0 else -1
    lefts, rights, ups, downs = (_sort(looks, each) for each in (left, right, up, down))
    found = [
        f"L{lefts}{kind}",
        f"R{rights}{kind}",
        f"U{ups}{kind}",
        f"D{downs}{kind}",
        f"LR{lefts},{rights}{kind}",
        f"UD{ups},{downs}{kind}",
        f"RR{rights},{_sort(looks, further)}{kind}",
    ]
    mine, beside, over = (_known(looks, each) for each in (looks.grid.over[cell.row - 1][cell.column - 1], left, up))
    found.append(f"word{mine},{beside},{over}{kind}")
    columns = looks.columns[cell.column - 2] if cell.column > 1 else -1, looks.columns[cell.column - 1]
    found.append(f"words{columns[0]},{columns[1]}{mine}{kind}")
    for name, other in (("L", left), ("R", right), ("U", up), ("D", down)):
        if other >= 0 and looks.texts[other]:
            found.append(f"{name}l{looks.longs[other]},{long}")
    return found


def _near(looks: Looks, row: int, column: int) -> int:
    inside = 1 <= row <= looks.grid.height and 1 <= column <= looks.grid.width
    return looks.grid.over[row - 1][column - 1] if inside else -1


def _known(looks: Looks, number: int) -> str:
    return looks.knowns[number] if number >= 0 else ""


def _sort(looks: Looks, number: int) -> str:
    return looks.sorts[number] if number >= 0 else "edge"


def _by_lines(looks: Looks, cell: Cell, kind: Sort) -> list[str]:
    """How much of what lies beside and below holds numbers or nothing, and of what lies before and above."""
    across, down = looks.across[cell.row - 1], looks.down[cell.column - 1]
    width, height = looks.grid.width, looks.grid.height
    right = _share(across[width] - across[cell.last_column], width - cell.last_column)
    below = _share(down[height] - down[cell.last_row], height - cell.last_row)
    left = _share(across[cell.column - 1], cell.column - 1)
    above = _share(down[cell.row - 1], cell.row - 1)
    corner = looks.sorts[looks.grid.over[0][0]]
    return [
        f"right{right}{kind}",
        f"below{below}{kind}",
        f"rb{right},{below}{kind}",
        f"left{left}{kind}",
        f"above{above}{kind}",
        f"top{looks.sorts[looks.grid.over[0][cell.column - 1]]}{kind}{min(cell.row, 2)},{min(cell.column, 3)}",
        f"corner{corner}{min(cell.row, 3)},{min(cell.column, 3)}",
    ]
