"""The tree as it stood on a day: units, where they stood, what they were called."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from luoshi.org.models import Alias, NameKind, Placement, Unit, UnitKind, in_force, overlapping
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
    """The whole tree of a day. Cost: 2 queries."""
    placements = Placement.objects.filter(in_force(on), in_force(on, "unit__")).select_related("unit")
    names = Alias.objects.filter(in_force(on), kind=NameKind.TITLE)
    titles = dict(names.values_list("unit_id", "text"))
    below: dict[int | None, list[Unit]] = defaultdict(list)
    for placement in placements.order_by("unit__code"):
        below[placement.parent_id].append(placement.unit)
    return Tree(on, {node.unit_id: node for node in _walk(None, below, titles)})


def _walk(parent: Node | None, below: Mapping[int | None, list[Unit]], titles: Mapping[int, str]) -> Iterator[Node]:
    for unit in below.get(parent.unit_id if parent else None, []):
        kind = UnitKind(unit.kind)
        node = Node(
            unit_id=unit.pk,
            code=unit.code,
            title=titles.get(unit.pk, unit.title),
            kind=kind,
            parent_id=parent.unit_id if parent else None,
            path=f"{parent.path if parent else '/'}{unit.pk}/",
            county=unit.division_code if kind.gives_county or not parent else parent.county,
        )
        yield node
        yield from _walk(node, below, titles)


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
