"""The tree as it stood on a day: units, where they stood, what they were called."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.org.models import Placement, Unit, UnitKind, overlapping
from luoshi.org.models.kinds import COUNTY_LEVEL
from luoshi.org.policies.spans import not_there
from luoshi.org.queries.heirs import heirs
from luoshi.org.queries.kept import Row, Rows, rows
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
    """The whole tree of a day. Cost: 1 query; 3 after a change, and some ten microseconds a unit."""
    return trees([on])[on]


def trees(days: Iterable[date]) -> dict[date, Tree]:
    """The whole tree of each day; days on which nothing differs share nodes. Cost: 1 query, 3 after a change."""
    kept: Rows[dict[int, Node]] = rows()
    return {day: Tree(day, kept.on(day, _nodes)) for day in sorted(set(days))}


KINDS = {kind.value: (kind, kind.gives_county) for kind in UnitKind}


def _nodes(placements: Sequence[Row], titles: Mapping[int, str]) -> dict[int, Node]:
    below: dict[int | None, list[Row]] = defaultdict(list)
    for row in placements:
        below[row[1]].append(row)
    return {node.unit_id: node for node in _walk(None, below, titles)}


def _walk(
    parent: Node | None, below: Mapping[int | None, Sequence[Row]], titles: Mapping[int, str]
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
    """A unit and those below it with their paths, as of each day; empty for a day on which it did not stand."""
    found: dict[date, dict[int, str]] = {}
    for day, that_day in trees(days).items():
        top = that_day.nodes.get(unit)
        below = that_day.below(unit) if top else ()
        found[day] = {node.unit_id: node.path for node in below}
    return found


def subtree_ids(unit: Unit, on: date) -> list[int]:
    """The unit and all that stood below it on a day, in tree order. Cost: that of the tree."""
    return [node.unit_id for node in standing(unit, on).below(unit.pk)]


def ancestors(unit: Unit, on: date) -> list[Node]:
    """What stood above the unit on a day, the root first. Cost: that of the tree."""
    return standing(unit, on).line(unit.pk)[:-1]


def county_of(unit: Unit, on: date) -> Node:
    """The county or development zone it belonged to on a day, itself included; else the root. Cost: `tree`."""
    that_day = standing(unit, on)
    line = that_day.line(unit.pk)
    return next((node for node in reversed(line) if node.kind in COUNTY_LEVEL), that_day.root)


def standing(unit: Unit, on: date) -> Tree:
    """The tree of a day on which the unit stands in it; refused on another. Cost: `tree`, 2 more to refuse."""
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
