"""The rows the tree is made of, kept by the process until a unit, a placement or a name is written.

A token that the database draws anew with each such write says whether they still hold. It comes along with the rows,
so that rows read while somebody writes are not kept.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from django.db.models import Subquery

from luoshi.org.models import Alias, NameKind, Placement, Stamp
from luoshi.statements.reading import Compiled

Made = TypeVar("Made")
Row = tuple[Any, ...]
SPAN = ("valid_from", "valid_to")
PLACED = ("unit_id", "parent_id", "unit__code", "unit__title", "unit__kind", "unit__division_code")
MOST, MOST_SPELLS = 4, 24  # states of the tree, and spells of each, that are kept
TOKEN = Compiled(lambda: Stamp.objects.values_list("token"))


@dataclass(frozen=True, slots=True)
class Rows(Generic[Made]):
    """`placements` by code, `titles`, each with the days it holds; `bounds` are the days of change."""

    placements: Sequence[Row]
    titles: Sequence[Row]
    bounds: Sequence[date]
    made: dict[int, Made] = field(default_factory=dict)

    def on(self, day: date, make: Callable[[Sequence[Row], Mapping[int, str]], Made]) -> Made:
        """What is made of the rows of a day: once for each spell in which nothing changes."""
        spell = bisect_right(self.bounds, day)
        found = self.made.get(spell)
        if found is None:
            placed = [row for row in self.placements if holds(row[6:8], day) and holds(row[8:10], day)]
            found = make(placed, {row[0]: row[1] for row in self.titles if holds(row[2:4], day)})
            _put(self.made, spell, found, MOST_SPELLS)
        return found


_KEPT: dict[str, Rows[Any]] = {}


def rows() -> Rows[Any]:
    """The rows as they are now. One query; three after a change."""
    told = TOKEN.rows()
    known = _KEPT.get(told[0][0]) if told else None
    if known is not None:
        return known
    own = Subquery(Stamp.objects.values("token")[:1])
    placed = Placement.objects.order_by("unit__code").annotate(token=own)
    placements = list(placed.values_list(*PLACED, *SPAN, *(f"unit__{name}" for name in SPAN), "token"))
    called = Alias.objects.filter(kind=NameKind.TITLE).annotate(token=own)
    titles = list(called.values_list("unit_id", "text", *SPAN, "token"))
    days = {day for row in placements for day in row[6:10]} | {day for row in titles for day in row[2:4]}
    found: Rows[Any] = Rows(placements, titles, sorted(day for day in days if day is not None))
    tokens = {row[-1] for row in (*placements, *titles)} | {row[0] for row in told}
    if told and len(tokens) == 1:
        _put(_KEPT, told[0][0], found, MOST)
    return found


def holds(span: Sequence[date | None], day: date) -> bool:
    """Whether a day lies within a span without its last day; one without a last day goes on."""
    since, until = span
    return since is not None and since <= day and (until is None or until > day)


def _put(kept: dict[Any, Any], key: object, value: object, most: int) -> None:
    """Keep it in place of the oldest."""
    for oldest in list(kept)[: max(0, len(kept) - most + 1)]:  # a copy: other threads keep theirs meanwhile
        kept.pop(oldest, None)
    kept[key] = value
