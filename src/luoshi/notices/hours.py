"""When somebody may be written to: working days, outside their quiet hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from luoshi.rules.moments import CHINA
from luoshi.rules.workdays import Calendar

LONGEST_BREAK = 30  # days; no holiday is as long


@dataclass(frozen=True, slots=True)
class Quiet:
    """From one time of day until another, over midnight where the first is the later; equal times mean never."""

    since: time
    until: time

    def covers(self, moment: time) -> bool:
        """Whether a time of day is quiet."""
        if self.since <= self.until:
            return self.since <= moment < self.until
        return moment >= self.since or moment < self.until


def free_from(at: datetime, quiet: Quiet, calendar: Calendar) -> datetime:
    """The first moment from `at` on that lies on a working day and outside the quiet hours."""
    local = at.astimezone(CHINA)
    if calendar.is_workday(local.date()) and not quiet.covers(local.time()):
        return at
    for day in _days(local.date()):
        if not calendar.is_workday(day):
            continue
        opens = _opening(quiet, after=local.time() if day == local.date() else None)
        if opens is not None:
            return datetime.combine(day, opens, CHINA)
    raise ValueError(f"no working day within {LONGEST_BREAK} days of {local.date()}")


def _days(first: date) -> Iterator[date]:
    return (first + timedelta(days=step) for step in range(LONGEST_BREAK))


def _opening(quiet: Quiet, *, after: time | None) -> time | None:
    """When a working day's free hours begin, after a time of it where one is given; nothing if not any more."""
    begins = quiet.until if quiet.covers(time.min) else time.min
    if after is None:
        return begins
    if not quiet.covers(after):
        return max(begins, after)
    return quiet.until if after < quiet.until else None


def is_free(at: datetime, quiet: Quiet, calendar: Calendar) -> bool:
    """Whether somebody may be written to now."""
    return free_from(at, quiet, calendar) == at
