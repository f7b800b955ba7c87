"""The kinds of period and where each begins and ends."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

Span = tuple[date, date]


class Kind(StrEnum):
    DAY = "day"
    WEEK = "week"
    TEN_DAY = "ten_day"
    HALF_MONTH = "half_month"
    MONTH = "month"
    TWO_MONTH = "two_month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    FIVE_YEAR = "five_year"
    HERDING_YEAR = "herding_year"


_WITHIN_MONTH = (Kind.DAY, Kind.TEN_DAY, Kind.HALF_MONTH)
_WITHIN_HALF = (*_WITHIN_MONTH, Kind.MONTH, Kind.TWO_MONTH, Kind.QUARTER)
_WITHIN_YEAR = (*_WITHIN_HALF, Kind.HALF)

NESTED: dict[Kind, tuple[Kind, ...]] = {
    Kind.DAY: (),
    Kind.WEEK: (Kind.DAY,),
    Kind.TEN_DAY: (Kind.DAY,),
    Kind.HALF_MONTH: (Kind.DAY,),
    Kind.MONTH: _WITHIN_MONTH,
    Kind.TWO_MONTH: (*_WITHIN_MONTH, Kind.MONTH),
    Kind.QUARTER: (*_WITHIN_MONTH, Kind.MONTH),
    Kind.HALF: _WITHIN_HALF,
    Kind.YEAR: _WITHIN_YEAR,
    Kind.FIVE_YEAR: (*_WITHIN_YEAR, Kind.YEAR),
    Kind.HERDING_YEAR: _WITHIN_YEAR,
}
"""Which kinds divide a kind without a rest; weeks divide nothing, because they cross months and years."""

FIRST_YEAR, LAST_YEAR = 1966, 2199
"""Years in which every kind is defined: five-year plans run without a gap since the third, 1966–1970."""


def bounds(kind: Kind, day: date) -> Span:
    """First and last day of the period of that kind which holds the day."""
    return _BOUNDS[kind](day)


def plan_number(year: int) -> int:
    """The number of the five-year plan a year belongs to: 2021–2025 is the 14th."""
    return 3 + (year - 1966) // 5


def plan_start(number: int) -> int:
    return 1966 + (number - 3) * 5


def months_from(first: date, months: int) -> Span:
    """The span of whole months beginning with `first`, which is the first of a month."""
    index = first.year * 12 + first.month - 1 + months - 1
    year, month = index // 12, index % 12 + 1
    return first, date(year, month, calendar.monthrange(year, month)[1])


def _last_of_month(day: date) -> date:
    return months_from(day.replace(day=1), 1)[1]


def _week(day: date) -> Span:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _ten_day(day: date) -> Span:
    first = min((day.day - 1) // 10, 2) * 10 + 1
    start = day.replace(day=first)
    return start, _last_of_month(day) if first == 21 else start.replace(day=first + 9)


def _half_month(day: date) -> Span:
    if day.day <= 15:
        return day.replace(day=1), day.replace(day=15)
    return day.replace(day=16), _last_of_month(day)


def _every(months: int) -> Callable[[date], Span]:
    """Periods of that many months, counted from January."""

    def span(day: date) -> Span:
        first = (day.month - 1) // months * months + 1
        return months_from(date(day.year, first, 1), months)

    return span


def _five_year(day: date) -> Span:
    return months_from(date(plan_start(plan_number(day.year)), 1, 1), 60)


def _herding_year(day: date) -> Span:
    return months_from(date(day.year if day.month >= 7 else day.year - 1, 7, 1), 12)


_BOUNDS: dict[Kind, Callable[[date], Span]] = {
    Kind.DAY: lambda day: (day, day),
    Kind.WEEK: _week,
    Kind.TEN_DAY: _ten_day,
    Kind.HALF_MONTH: _half_month,
    Kind.MONTH: _every(1),
    Kind.TWO_MONTH: _every(2),
    Kind.QUARTER: _every(3),
    Kind.HALF: _every(6),
    Kind.YEAR: _every(12),
    Kind.FIVE_YEAR: _five_year,
    Kind.HERDING_YEAR: _herding_year,
}
