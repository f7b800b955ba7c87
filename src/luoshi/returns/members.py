"""Which units' returns count for which units of the tree, and how many figures are expected of each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

Place = tuple[int, str, int]
"""A unit, a span of periods, and the unit of the tree its figures count for."""
Spans = Mapping[str, Sequence[str]]
"""The periods of each span; no period stands in two of them."""


@dataclass(frozen=True)
class Members:
    """`parties`: sets of units of the tree; `party_of`: for which of them a unit counts in a span.

    `units`: how many units count for each unit of the tree; `wanted`: how many of their returns, by the periods that
    a figure is made of.
    """

    places: tuple[Place, ...]
    spans: Spans
    periods: Sequence[str]
    parties: Sequence[tuple[int, ...]]
    party_of: Mapping[tuple[int, str], int]
    units: Mapping[int, int]
    wanted: Mapping[str, Mapping[int, int]]

    @classmethod
    def of(cls, places: Iterable[Place], spans: Spans, periods: Sequence[str]) -> "Members":
        """One pass over the places, which are all different."""
        listed = tuple(places)
        nodes_of: dict[tuple[int, str], list[int]] = {}
        for unit, span, node in listed:
            nodes_of.setdefault((unit, span), []).append(node)
        numbers: dict[tuple[int, ...], int] = {}
        party_of = {key: numbers.setdefault(tuple(nodes), len(numbers)) for key, nodes in nodes_of.items()}
        in_span = Counter((span, node) for _unit, span, node in listed)
        every: Counter[int] = Counter()
        last: Counter[int] = Counter()
        for (span, node), many in in_span.items():
            every[node] += many * len(spans[span])
            last[node] += many if periods[-1] in spans[span] else 0
        units = _different(listed) if len(spans) > 1 else {node: many for (_span, node), many in in_span.items()}
        wanted = {"every": every, "last": last, "none": Counter[int]()}
        return cls(listed, spans, periods, tuple(numbers), party_of, units, wanted)

    @cached_property
    def values(self) -> list[object]:
        """Units, spans and units of the tree in three lists; then spans and periods in two."""
        return [*map(list, zip(*self.places, strict=True)), *self._during]

    @property
    def _during(self) -> list[list[str]]:
        pairs = [(span, period) for span, periods in self.spans.items() for period in periods]
        return [[span for span, _period in pairs], [period for _span, period in pairs]]

    def by_party(self, table: str, periods: str) -> tuple[str, list[object]]:
        """The rows of the periods beside their party, as SQL, and its values."""
        units, spans = ([key[at] for key in self.party_of] for at in (0, 1))
        parties = list(self.party_of.values())
        if len(self.spans) == 1:
            member = "(SELECT unnest(?::BIGINT[]) AS unit, unnest(?::INTEGER[]) AS party) AS member"
            source = f"{table} AS told JOIN {member} ON member.unit = told.unit WHERE told.period IN ({periods})"
            return source, [units, parties]
        member = "SELECT unnest(?::BIGINT[]) AS unit, unnest(?::VARCHAR[]) AS span, unnest(?::INTEGER[]) AS party"
        during = "SELECT unnest(?::VARCHAR[]) AS span, unnest(?::VARCHAR[]) AS period"
        members = f"(SELECT unit, period, party FROM ({member}) JOIN ({during}) USING (span)) AS member"  # noqa: S608
        met = f"member.unit = told.unit AND member.period = told.period WHERE told.period IN ({periods})"
        return f"{table} AS told JOIN {members} ON {met}", [units, spans, parties, *self._during]


def _different(places: Iterable[Place]) -> Mapping[int, int]:
    """How many units count for each unit of the tree, in whatever spans."""
    return Counter(node for node, _unit in {(node, unit) for unit, _span, node in places})
