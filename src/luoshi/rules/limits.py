"""A limit in working days: its due date, with the days it stood still and the time that was granted."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.rules.workdays import Calendar, Deadline

_ONE_DAY = dt.timedelta(days=1)
Span = tuple[dt.date, dt.date]
"""The first and the last day on which a clock stood still."""


@dataclass(frozen=True, slots=True)
class Standstill:
    """A clock that stands still since a day, for so many working days at most."""

    since: dt.date
    at_most: int | None = None

    def last_day(self, calendar: Calendar) -> dt.date | None:
        """The day behind which it runs again by itself; None without a limit."""
        return None if self.at_most is None else calendar.add(self.since - _ONE_DAY, self.at_most).date

    def ended_before(self, day: dt.date, calendar: Calendar) -> dt.date:
        """The last day it stood still when it runs again on `day`: days beyond what is allowed count."""
        last = self.last_day(calendar)
        return day - _ONE_DAY if last is None else min(day - _ONE_DAY, last)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many working days behind `start`, those not counted on which the clock stood still."""

    start: dt.date
    days: int
    stood: tuple[Span, ...] = ()
    still: Standstill | None = None

    def deadline(self, calendar: Calendar) -> Deadline | None:
        """The due date; while the clock stands still the latest it can become, None where that has no limit."""
        allowed = self.still.at_most if self.still else 0
        return None if allowed is None else calendar.add(self.start, self.days + self.days_stood(calendar) + allowed)

    def days_stood(self, calendar: Calendar) -> int:
        """The working days on which it stood still, as far as that is over."""
        return sum(calendar.count(since - _ONE_DAY, until).days for since, until in self.stood)


def written(spans: Iterable[Span]) -> str:
    """Spans as one text, such as "2023-03-01/2023-03-10,2023-05-04/2023-05-05"."""
    return ",".join(f"{since}/{until}" for since, until in spans)


def read_spans(text: str) -> tuple[Span, ...]:
    """The spans of such a text."""
    pairs = (part.partition("/") for part in text.split(",") if part)
    return tuple((dt.date.fromisoformat(since), dt.date.fromisoformat(until)) for since, _, until in pairs)
