"""Back-schedules: the steps before a due date, and seasons in which some cannot be done."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Season:
    """Days of every year, (month, day) first to last, that are closed; over new year if `until` is earlier."""

    id: str
    title: Text
    since: tuple[int, int]
    until: tuple[int, int]
    basis: str


@dataclass(frozen=True, slots=True)
class WorkStep:
    """A step of the work; `working` counts working days, else every day; none falls into its closed seasons."""

    id: str
    title: Text
    days: int
    working: bool
    closed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BackSchedule:
    """Steps in order, computed backwards from `until`: the record's due date or a date field."""

    until: str
    steps: tuple[WorkStep, ...]
    seasons: Mapping[str, Season] = field(default_factory=dict)
