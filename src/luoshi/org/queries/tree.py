"""The tree as it stood on a day: units, where they stood, what they were called."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from luoshi.org.models import Alias, NameKind, Placement, Unit, UnitKind, overlapping
from luoshi.org.models.kinds import COUNTY_LEVEL
from luoshi.org.policies.spans import not_there
from luoshi.org.queries.heirs import heirs
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Node:
    """A unit on a day; title, parent, path and county are those of that day."""

    unit_id: int
    code: str
    title: str
    kind: UnitKind
    parent_id: int | None
    path: str
    county: str

    @property
    def depth(self) -> int:
        """0 for the root."""
        return self.path.count("/") - 2


@dataclass(frozen=True, slots=True)
class Tree:
    """All units on a day; `nodes` by unit id, parents before their children, siblings by code."""

    day: date
    nodes: Mapping[int, Node]

    @property
    def root(self) -> Node:
        """The unit that all others stand below."""
        return next(iter(self.nodes.values()))

    def children(self, unit_id: int) -> list[Node]:
        """The units directly below one."""
        return [node for node in self.nodes.values() if node.parent_id == unit_id]

    def line(self, unit_id: int) -> list[Node]:
        """From the root down to the unit."""
        return [self.nodes[int(part)] for part in self.nodes[unit_id].path.split("/") if part]

    def below(self, unit_id: int) -> Iterator[Node]:
        """The unit and all units below it, in tree order."""
        top = self.nodes[unit_id].path
        return (node for node in self.nodes.values() if node.path.startswith(top))


def tree(on: date) -> Tree:
    """The whole tree of a day. Cost: 2 queries; some ten microseconds a unit."""
    return trees([on])[on]


def trees(days: Iterable[date]) -> dict[date, Tree]:
    """The whole tree of each day; days on which nothing differs share their nodes. Cost: 2 queries, however many."""
    wanted = sorted(set(days))
    if not wanted:
        return {}
    placements = list(_spanned(Placement.objects.order_by("unit__code"), wanted, "unit__").values_list(*PLACED))
    names = list(_spanned(Alias.objects.filter(kind=NameKind.TITLE), wanted).values_list("unit_id", "text", *SPAN))
    found: dict[date, Tree] = {}
    made: dict[tuple[tuple[int, ...], tuple[int, ...]], dict[int, Node]] = {}
    for day in wanted:
        placed = tuple(at for at, row in enumerate(placements) if _holds(row[-4:-2], day) and _holds(row[-2:], day))
        called = tuple(at for at, row in enumerate(names) if _holds(row[-2:], day))
        if (placed, called) not in made:
            titles = {names[at][0]: names[at][1] for at in called}
            made[placed, called] = _nodes([placements[at] for at in placed], titles)
        found[day] = Tree(day, made[placed, called])
    return found


SPAN = ("valid_from", "valid_to")
PLACED = (
    *("unit_id", "parent_id", "unit__code", "unit__title", "unit__kind", "unit__division_code"),
    *SPAN,
    *(f"unit__{name}" for name in SPAN),
)


KINDS = {kind.value: (kind, kind.gives_county) for kind in UnitKind}


def _spanned(rows: QuerySet[Any], days: Sequence[date], unit: str = "") -> QuerySet[Any]:
    """The rows in force on any of the days, and of units in force then."""
    after = days[-1] + timedelta(days=1)
    held = rows.filter(overlapping(days[0], after))
    return held.filter(overlapping(days[0], after, unit)) if unit else held


def _holds(span: tuple[date, date | None], day: date) -> bool:
    since, until = span
    return since <= day and (until is None or until > day)


def _nodes(placements: Sequence[tuple[Any, ...]], titles: Mapping[int, str]) -> dict[int, Node]:
    below: dict[int | None, list[tuple[Any, ...]]] = defaultdict(list)
    for row in placements:
        below[row[1]].append(row)
    return {node.unit_id: node for node in _walk(None, below, titles)}


def _walk(
    parent: Node | None, below: Mapping[int | None, list[tuple[Any, ...]]], titles: Mapping[int, str]
) -> Iterator[Node]:
    above, path = (parent.unit_id, parent.path) if parent else (None, "/")
    for unit, _above, code, title, called, division, *_span in below.get(above, []):
        kind, gives_county = KINDS[called]
        county = division if gives_county or parent is None else parent.county
        node = Node(unit, code, titles.get(unit, title), kind, above, f"{path}{unit}/", county)
        yield node
        if unit in below:
            yield from _walk(node, below, titles)


def paths_below(unit: int, days: Iterable[date]) -> dict[date, dict[int, str]]:
    """A unit and those below it with their paths, as of each day; empty for a day on which it did not stand.

    One query for each level above and below it, however many units and days: for a small part of a large tree.
    """
    wanted = sorted(set(days))
    above, below = _walked({unit}, wanted, up=True), _walked({unit}, wanted, up=False)
    found: dict[date, dict[int, str]] = {}
    for day in wanted:
        parents = {row[0]: row[1] for row in above if _holds(row[2:4], day) and _holds(row[4:6], day)}
        children: dict[int, list[int]] = defaultdict(list)
        for row in below:
            if _holds(row[2:4], day) and _holds(row[4:6], day):
                children[row[1]].append(row[0])
        found[day] = dict(_spread(unit, _line_above(unit, parents), children)) if unit in parents else {}
    return found


def _walked(start: set[int], days: Sequence[date], *, up: bool) -> list[tuple[Any, ...]]:
    """The placements on the way up from units, or down; level by level."""
    rows: list[tuple[Any, ...]] = []
    frontier, seen = start, set(start)
    names = ("unit_id", "parent_id", *SPAN, *(f"unit__{name}" for name in SPAN))
    while frontier and days:
        which = {"unit__in" if up else "parent__in": frontier}
        level = list(_spanned(Placement.objects.filter(**which), days, "unit__").values_list(*names))
        rows += level
        frontier = {row[1 if up else 0] for row in level} - seen - {None}
        seen |= frontier
    return rows


def _line_above(unit: int, parents: Mapping[int, int | None]) -> str:
    line = [unit]
    while (parent := parents.get(line[-1])) is not None:
        line.append(parent)
    return "/" + "".join(f"{each}/" for each in reversed(line))


def _spread(unit: int, path: str, children: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, str]]:
    yield unit, path
    for child in children.get(unit, ()):
        yield from _spread(child, f"{path}{child}/", children)


def subtree_ids(unit: Unit, on: date) -> list[int]:
    """The unit and all that stood below it on a day, in tree order. Cost: 2 queries."""
    return [node.unit_id for node in standing(unit, on).below(unit.pk)]


def ancestors(unit: Unit, on: date) -> list[Node]:
    """What stood above the unit on a day, the root first. Cost: 2 queries."""
    return standing(unit, on).line(unit.pk)[:-1]


def county_of(unit: Unit, on: date) -> Node:
    """The county or development zone it belonged to on a day, itself included; else the root. Cost: 2 queries."""
    that_day = standing(unit, on)
    line = that_day.line(unit.pk)
    return next((node for node in reversed(line) if node.kind in COUNTY_LEVEL), that_day.root)


def standing(unit: Unit, on: date) -> Tree:
    """The tree of a day on which the unit stands in it; refused on another. Cost: 2 queries, 2 more to refuse."""
    that_day = tree(on)
    if unit.pk not in that_day.nodes:
        raise not_there(unit, on, successors=heirs(unit, on))
    return that_day


def children_since(unit: Unit, day: date) -> list[Unit]:
    """The units that stand directly below it on the day or later, by code. Cost: 1 query."""
    placements = Placement.objects.filter(overlapping(day, None), parent=unit).values("unit")
    return list(Unit.objects.filter(overlapping(day, None), pk__in=placements).order_by("code"))


def root() -> Unit:
    """The unit that all others stand below; refused while no city is founded. Cost: 1 query."""
    top = Unit.objects.filter(placements__parent=None).first()
    if top is None:
        raise Refused(
            "org.not_founded",
            reason=Text("尚未建立单位树。", "There is no tree of units yet."),
            remedy=Text(
                "先建立本市：luoshi people administrator … --city 市名 --division 区划代码。",
                "Found the city first: luoshi people administrator … --city NAME --division CODE.",
            ),
        )
    return top
