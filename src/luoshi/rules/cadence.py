"""Rhythms: the days on which what recurs falls due, one in each period of a kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from luoshi.rules.periods import Kind, Period, period_of
from luoshi.rules.workdays import Calendar


class Place(StrEnum):
    """Where in its period the day lies."""

    FIRST = "first_working_day"
    LAST = "last_working_day"


@dataclass(frozen=True, slots=True)
class Slot:
    """One period and the day in it; `provisional` while the year's holidays are not published."""

    period: Period
    day: date
    provisional: bool


def slots(kind: Kind, place: Place, since: date, until: date, *, calendar: Calendar) -> Iterator[Slot]:
    """The slots of the whole periods between two days, both included; a period cut by either end has none.

    A year has 4 quarters and 2 halves (R096: 4 + 2 slots). Linear in the number of periods.
    """
    period = period_of(kind, since)
    if period.start < since:
        period = period.following()
    while period.end <= until:
        yield slot_of(period, place, calendar=calendar)
        period = period.following()


def slot_of(period: Period, place: Place, *, calendar: Calendar) -> Slot:
    """The slot of one period; a period without any working day is held on its last day."""
    inside = [period.start + timedelta(days=number) for number in range((period.end - period.start).days + 1)]
    ordered = inside if place is Place.FIRST else inside[::-1]
    day = next((each for each in ordered if calendar.is_workday(each)), period.end)
    return Slot(period, day, calendar.is_provisional(day, day))
