"""What is asked of a measure: over which time, for which part of the city, of which group, and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from luoshi.rules.periods import Coverage, Current, Kind, Period, coverage_label, coverage_of, period_of


@dataclass(frozen=True, slots=True)
class Sight:
    """The part of the tree whose records may be counted; `paths` None is the whole of it."""

    paths: tuple[str, ...] | None = None

    def meets(self, other: "Sight") -> "Sight":
        """What both allow: a rate is never taken over two different populations."""
        if self.paths is None:
            return other
        if other.paths is None or other.paths == self.paths:
            return self
        mine = tuple(path for path in self.paths if any(path.startswith(above) for above in other.paths or ()))
        theirs = tuple(path for path in other.paths if any(path.startswith(above) for above in self.paths))
        return Sight(tuple(sorted({*mine, *theirs})))


WHOLE = Sight()


@dataclass(frozen=True, slots=True)
class Question:
    """Everything a single figure depends on besides the rows; it is stored with a printed figure.

    `within` is a unit whose subtree is counted; `where` keeps the group a figure stands for, such as
    {"mode": "scene", "unit:county": "12"}.
    """

    measure: str
    coverage: Coverage
    within: int | None = None
    where: Mapping[str, str] = field(default_factory=dict)
    sight: Sight = WHOLE

    def of(self, measure: str, *, coverage: Coverage | None = None) -> "Question":
        """The same question about another measure, or another time."""
        return replace(self, measure=measure, coverage=coverage or self.coverage)

    def in_group(self, group: Mapping[str, str]) -> "Question":
        """The same question about one group of its rows."""
        return replace(self, where={**self.where, **group})

    def as_json(self) -> dict[str, Any]:
        """The stored form, without the measure."""
        return {
            "coverage": coverage_label(self.coverage),
            "within": self.within,
            "where": dict(sorted(self.where.items())),
            "sight": list(self.sight.paths) if self.sight.paths is not None else None,
        }

    @classmethod
    def from_json(cls, measure: str, stored: Mapping[str, Any]) -> "Question":
        """The question of a stored form."""
        sight = Sight(None if stored["sight"] is None else tuple(stored["sight"]))
        return cls(measure, coverage_of(stored["coverage"]), stored["within"], stored["where"], sight)


def year_earlier(coverage: Coverage) -> Coverage:
    """The same stretch of the year before (同比)."""
    return Current(coverage.period.year_earlier()) if isinstance(coverage, Current) else coverage.year_earlier()


def parts_of(coverage: Coverage, kind: Kind) -> tuple[Period, ...]:
    """The whole periods of a kind that a stretch divides into; refused where they do not fit."""
    if isinstance(coverage, Current):
        same = coverage.period.kind is kind
        return (coverage.period,) if same else coverage.period.children(kind)
    whole = period_of(coverage.since, coverage.end)
    return tuple(part for part in whole.children(kind) if part.end <= coverage.end)


def labels_within(kind: Kind, coverage: Coverage) -> tuple[str, ...]:
    """The labels of all periods of a kind that lie within a stretch, for returns."""
    labels = []
    part = period_of(kind, coverage.start)
    while part.end <= coverage.end:
        if part.start >= coverage.start:
            labels.append(part.label)
        part = part.following()
    return tuple(labels)


def days_of_whole(coverage: Coverage) -> int:
    """The days of the whole stretch a pace is projected to: the period, or the year a cumulative one is part of."""
    whole = coverage.period if isinstance(coverage, Current) else period_of(coverage.since, coverage.end)
    return (whole.end - whole.start).days + 1
