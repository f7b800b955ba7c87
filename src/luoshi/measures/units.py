"""The tree of units as it stood on a day, for totals by level and within a part."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date

from luoshi.org.models import Placement, Unit, UnitKind, in_force
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Tree:
    """A unit not placed anywhere on the day, founded later or closed before, stands where it was last placed."""

    ordered: tuple[int, ...]
    titles: Mapping[int, Text]
    kinds: Mapping[int, UnitKind]
    parents: Mapping[int, int | None]
    paths: Mapping[int, str]
    standing: Set[int]

    def above(self, unit: int, kinds: Set[UnitKind]) -> int | None:
        """The nearest unit of one of the kinds, the unit itself included."""
        found: int | None = unit
        while found is not None and self.kinds[found] not in kinds:
            found = self.parents[found]
        return found

    def below(self, top: int) -> set[int]:
        """The unit and all that stood below it on the day."""
        return {unit for unit in self.ordered if top in self._line(unit)}

    def seen_from(self, paths: tuple[str, ...]) -> set[int]:
        """The units in the parts of the tree that today's posts speak for."""
        return {unit for unit, path in self.paths.items() if path.startswith(paths)}

    def _line(self, unit: int) -> list[int]:
        line = [unit]
        while (above := self.parents[line[-1]]) is not None:
            line.append(above)
        return line


def tree_on(day: date) -> Tree:
    """The tree of a day. Two queries, a few milliseconds for 3,000 units."""
    rows = list(Unit.objects.order_by("path").values_list("id", "title", "kind", "path", "valid_from", "valid_to"))
    placed = dict(Placement.objects.filter(in_force(day)).values_list("unit_id", "parent_id"))
    return Tree(
        ordered=tuple(row[0] for row in rows),
        titles={row[0]: Text(row[1], row[1]) for row in rows},
        kinds={row[0]: UnitKind(row[2]) for row in rows},
        parents={row[0]: placed.get(row[0], _parent_in(row[3])) for row in rows},
        paths={row[0]: row[3] for row in rows},
        standing={row[0] for row in rows if row[4] <= day and (row[5] is None or day < row[5])},
    )


def _parent_in(path: str) -> int | None:
    above = path.strip("/").split("/")[:-1]
    return int(above[-1]) if above else None
