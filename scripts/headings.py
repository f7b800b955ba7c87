"""Telling headings: measures how well on labelled tables, and learns the weights anew from them.

    python scripts/headings.py measure train_tables.json dev_tables.json
    python scripts/headings.py learn train_tables.json

A file is a list of tables in the form of IM-TQA: `cell_ID_matrix`, `chinese_cell_value_list`, `table_type`, and the
cells that are headings in `column_attribute`, `row_attribute`, `column_index`, `row_index`. The tables themselves are
not part of luoshi, and no word of theirs gets into the weights.
"""

import argparse
import json
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from luoshi.rules.tables.grid import Grid, grid_of
from luoshi.rules.tables.headings import headings_of
from luoshi.rules.tables.traits import looks_of, signs_of

KINDS = ("column_attribute", "row_attribute", "column_index", "row_index")
WEIGHTS = Path(__file__).resolve().parents[1] / "src" / "luoshi" / "rules" / "tables" / "weights.py"
SEED, ROUNDS, STEP, PULL = 3, 5, 0.12, 1e-4
RARE = 25  # signs seen less often are left out
EMPTIED = 0.3  # what a table counts whose values were taken out, as in a form not yet filled
LEAST = 0.1
LINE = 112

HEAD = '''"""What each sign of `traits` says for (above zero) or against a heading, in tenths; by a script."""

from functools import cache


@cache
def weights() -> dict[str, int]:
    """Sign → tenths; the names of signs are made and explained in `traits`."""
    parts = _WEIGHTS.split()
    return {sign: int(tenths) for sign, tenths in zip(parts[::2], parts[1::2], strict=True)}


_WEIGHTS = """
'''


@dataclass(frozen=True)
class Labelled:
    """A table, its places by the id of the cell, and which of those are headings."""

    kind: str
    grid: Grid
    ids: tuple[int, ...]
    headings: frozenset[int]


def labelled(told: dict[str, Any], *, emptied: int = 0) -> Labelled:
    """A table of the file. `emptied` takes out what is no heading: 1 all of it, 3 two cells of three."""
    matrix, texts = told["cell_ID_matrix"], told["chinese_cell_value_list"]
    headings = frozenset(each for kind in KINDS for each in told[kind])
    spans: dict[int, list[int]] = {}
    for row, line in enumerate(matrix, start=1):
        for column, each in enumerate(line, start=1):
            span = spans.setdefault(each, [row, column, row, column])
            span[2:] = [max(span[2], row), max(span[3], column)]
    rows = [
        [
            "" if emptied and each not in headings and (emptied == 1 or each % emptied) else str(texts[each])
            for each in line
        ]
        for line in matrix
    ]
    merged = [(a, b, c, d) for a, b, c, d in spans.values() if (a, b) != (c, d)]
    grid = grid_of(rows, merged)
    ids = tuple(matrix[cell.row - 1][cell.column - 1] for cell in grid.cells)
    return Labelled(told["table_type"], grid, ids, headings)


def tables_of(path: str, *, emptied: int = 0) -> Iterator[Labelled]:
    """The tables of a file."""
    for told in json.loads(Path(path).read_text(encoding="utf-8")):
        yield labelled(told, emptied=emptied)


def measure(path: str, *, emptied: int = 0) -> dict[str, tuple[float, float, float]]:
    """F1, precision and recall over all cells of each type of table."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for table in tables_of(path, emptied=emptied):
        told = {table.ids[number] for number in headings_of(table.grid)}
        right = len(told & table.headings)
        for place, many in enumerate((right, len(told) - right, len(table.headings) - right)):
            counts[table.kind][place] += many
    return {
        kind: (2 * right / (2 * right + wrong + missed), right / (right + wrong), right / (right + missed))
        for kind, (right, wrong, missed) in sorted(counts.items())
    }


Example = tuple[tuple[str, ...], bool, float]


def examples(path: str) -> list[Example]:
    """Every cell that holds something: its signs, whether it is a heading, what it counts."""
    found: list[Example] = []
    for emptied, counts in ((0, 1.0), (1, EMPTIED), (3, EMPTIED)):
        for table in tables_of(path, emptied=emptied):
            looks = looks_of(table.grid)
            for number, each in enumerate(table.ids):
                if looks.texts[number]:
                    found.append((tuple(signs_of(looks, number)), each in table.headings, counts))
    often = Counter(sign for signs, _is_heading, _counts in found for sign in signs)
    return [
        (tuple(sign for sign in signs if often[sign] >= RARE), is_heading, counts)
        for signs, is_heading, counts in found
    ]


def learn(found: Sequence[Example]) -> dict[str, float]:
    """Weights by logistic regression: steps that shrink for each sign by itself, with a pull towards nothing."""
    chance = random.Random(SEED)  # noqa: S311  (an order of examples, no secret)
    weights: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(lambda: 1e-2)
    order = list(range(len(found)))
    for _round in range(ROUNDS):
        chance.shuffle(order)
        for place in order:
            signs, is_heading, counts = found[place]
            said = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(weights[sign] for sign in signs)))))
            off = (said - is_heading) * counts
            for sign in signs:
                slope = off + PULL * weights[sign]
                squares[sign] += slope * slope
                weights[sign] -= STEP * slope / math.sqrt(squares[sign])
    return {sign: weight for sign, weight in sorted(weights.items()) if abs(weight) >= LEAST / 2}


def written(weights: dict[str, float]) -> str:
    """The module that holds the weights."""
    lines, line = [], ""
    for sign, weight in weights.items():
        tenths = round(weight * 10)
        if not tenths:
            continue
        if len(line) + len(sign) + 6 > LINE:
            lines.append(line.rstrip())
            line = ""
        line += f"{sign} {tenths} "
    return HEAD + "\n".join([*lines, line.rstrip()]) + '\n"""\n'


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/headings.py")
    parser.add_argument("what", choices=("measure", "learn"))
    parser.add_argument("files", nargs="+")
    told = parser.parse_args()
    if told.what == "learn":
        WEIGHTS.write_text(written(learn(examples(told.files[0]))), encoding="utf-8")
        return 0
    for path in told.files:
        for emptied in (0, 1):
            for kind, (f1, precision, recall) in measure(path, emptied=emptied).items():
                name = f"{Path(path).stem}{' emptied' if emptied else ''}"
                print(f"{name:24} {kind:14} F1 {f1:.4f}  precision {precision:.4f}  recall {recall:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
