"""倒排工期: from a due date backwards to the latest start and end of each step, around closed seasons."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.rules.workdays import Calendar

_ONE_DAY = dt.timedelta(days=1)
_COMMON_YEAR = 2023


@dataclass(frozen=True, slots=True)
class Season:
    """Days of every year, (month, day) first to last; one that begins later than it ends reaches over new year."""

    since: tuple[int, int]
    until: tuple[int, int]

    def holds(self, day: dt.date) -> bool:
        """Whether a day lies in the season, its first and last day included."""
        here = (day.month, day.day)
        if self.since <= self.until:
            return self.since <= here <= self.until
        return here >= self.since or here <= self.until


@dataclass(frozen=True, slots=True)
class Step:
    """Work of so many days: working days, or every day; on days of its closed seasons it stands still."""

    id: str
    days: int
    working: bool
    closed: tuple[Season, ...] = ()

    def can_be_done_on(self, day: dt.date, calendar: Calendar) -> bool:
        """Whether the day counts as a day of this step's work."""
        if any(season.holds(day) for season in self.closed):
            return False
        return not self.working or calendar.is_workday(day)


@dataclass(frozen=True, slots=True)
class Placed:
    """A step with the latest days it can begin and end on; `stretches` are the days worked, season by season."""

    step: Step
    start: dt.date
    end: dt.date
    stretches: tuple[tuple[dt.date, dt.date], ...]

    def is_too_late(self, today: dt.date) -> bool:
        """Whether the latest day to begin has passed."""
        return self.start < today


@dataclass(frozen=True, slots=True)
class Schedule:
    """All steps in order; `provisional`: a year on the way has no notice of holidays yet."""

    due: dt.date
    steps: tuple[Placed, ...]
    provisional: bool
    calendar_version: str

    @property
    def start(self) -> dt.date:
        """The latest day on which the first step can begin."""
        return self.steps[0].start if self.steps else self.due

    def slack(self, today: dt.date) -> int:
        """Days from a day to the latest start; negative when it has passed."""
        return (self.start - today).days

    def too_late(self, today: dt.date) -> tuple[Placed, ...]:
        """The steps whose latest start has passed: those done already are for the reader to leave out."""
        return tuple(placed for placed in self.steps if placed.is_too_late(today))


def days_open(closed: Iterable[Season]) -> int:
    """How many days of a common year no season holds."""
    seasons = tuple(closed)
    first = dt.date(_COMMON_YEAR, 1, 1)
    year = (first + dt.timedelta(days=number) for number in range(365))
    return sum(not any(season.holds(day) for season in seasons) for day in year)


def back_schedule(due: dt.date, steps: Sequence[Step], calendar: Calendar) -> Schedule:
    """Each step as late as it can be: the last ends on the due date or before, each other before the next begins.

    A step takes exactly its days, none of them in a closed season or, where it counts working days, on a day off.
    Costs a look at every day between the start and the due date. Refused where the calendar does not reach.
    """
    placed: list[Placed] = []
    latest = due
    for step in reversed(steps):
        found = _placed(step, latest, calendar)
        placed.append(found)
        latest = found.start - _ONE_DAY
    ordered = tuple(reversed(placed))
    first = ordered[0].start if ordered else due
    return Schedule(due, ordered, calendar.is_provisional(first, due), calendar.version)


def _placed(step: Step, latest: dt.date, calendar: Calendar) -> Placed:
    days: list[dt.date] = []
    for day in _backwards(latest, calendar):
        if len(days) == step.days:
            break
        if step.can_be_done_on(day, calendar):
            days.append(day)
    if len(days) < max(step.days, 1):
        raise _unreachable(step)
    days.reverse()
    return Placed(step, days[0], days[-1], tuple(_stretches(days, step)))


def _backwards(latest: dt.date, calendar: Calendar) -> Iterator[dt.date]:
    """The days of the calendar from one back to its first."""
    for ordinal in range(latest.toordinal(), calendar.first.toordinal() - 1, -1):
        yield dt.date.fromordinal(ordinal)


def _stretches(days: Sequence[dt.date], step: Step) -> Iterator[tuple[dt.date, dt.date]]:
    """The days worked as stretches; weekends do not break one, a closed season does."""
    start = last = days[0]
    for day in days[1:]:
        between = (last + dt.timedelta(days=gap) for gap in range(1, (day - last).days))
        if any(season.holds(each) for each in between for season in step.closed):
            yield start, last
            start = day
        last = day
    yield start, last


def _unreachable(step: Step) -> Refused:
    return Refused(
        "backschedule.unreachable",
        reason=Text(
            f"“{step.id}”在日历覆盖的年份里排不下。", f"“{step.id}” does not fit into the years of the calendar."
        ),
        remedy=Text("请核对天数和停工季节。", "Check its days and closed seasons."),
        where=step.id,
    )
