"""The canonical text of an act in the log: its entries and the rows it touched, in the order they were written."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from luoshi.audit.models import Entry, Touch

MOST_ITEMS = 1000  # of one leaf; a larger act has several
CHUNK = 5_000

ENTRY = ("writing", "id", "digest")
TOUCH = ("writing", "id", "shape", "row", "operation", "digest")


class LeafText(NamedTuple):
    """One leaf before it has its place."""

    writing: int
    part: int
    text: str


def leaves_of(writings: list[int]) -> Iterator[LeafText]:
    """The leaves of these acts, from what they have written. Two queries, read as they come."""
    entries = rows_of(Entry.objects.filter(writing__in=writings), ENTRY)
    touches = rows_of(Touch.objects.filter(writing__in=writings), TOUCH)
    for writing, mine, theirs in together(entries, touches):
        yield from texts(writing, mine, theirs)


def texts(writing: int, entries: Iterable[list[Any]], touches: Iterable[list[Any]]) -> Iterator[LeafText]:
    """The leaves of one act: entries first, then touches, in parts of a thousand."""
    items = [("e", item) for item in entries]
    part = 0
    for item in touches:
        items.append(("t", item))
        if len(items) == MOST_ITEMS:
            yield _leaf(writing, part, items)
            items, part = [], part + 1
    if items or part == 0:
        yield _leaf(writing, part, items)


def rows_of(found: Any, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Rows in the order of acts, then as written, without holding them all."""
    rows: Iterator[tuple[Any, ...]] = found.order_by("writing", "id").values_list(*columns).iterator(CHUNK)
    return rows


def together(
    entries: Iterator[tuple[Any, ...]], touches: Iterator[tuple[Any, ...]]
) -> Iterator[tuple[int, Iterator[list[Any]], Iterator[list[Any]]]]:
    """Two sorted streams act by act; each act's items are to be read before the next act is asked for."""
    first = itemgetter(0)
    left, right = groupby(entries, first), groupby(touches, first)
    mine, theirs = next(left, None), next(right, None)
    while mine or theirs:
        writing = min(each[0] for each in (mine, theirs) if each)
        has_mine, has_theirs = mine and mine[0] == writing, theirs and theirs[0] == writing
        yield (
            writing,
            _items(mine[1] if mine and has_mine else ()),
            _items(theirs[1] if theirs and has_theirs else ()),
        )
        mine = next(left, None) if has_mine else mine
        theirs = next(right, None) if has_theirs else theirs


def _items(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[Any]]:
    return (list(row[1:]) for row in rows)


def _leaf(writing: int, part: int, items: list[tuple[str, list[Any]]]) -> LeafText:
    body = {
        "act": writing,
        "part": part,
        "entries": [item for kind, item in items if kind == "e"],
        "touches": [item for kind, item in items if kind == "t"],
    }
    return LeafText(writing, part, json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False))
