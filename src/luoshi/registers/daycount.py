"""How many working days are left until a due date, for one record and, inside the database, for many."""

from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Literal

from luoshi.calendars.queries import national
from luoshi.rules.workdays import Calendar, falls_on_weekend

SQLITE_FUNCTION = "luoshi_days_left"
_A_MONDAY = date(2003, 12, 29)  # in the week of the calendar's first day


def days_left(due: date | None, today: date | None) -> int | None:
    """Working days behind `today` up to `due`: 0 on the day itself, negative when late; None beyond the calendar."""
    if due is None or today is None:
        return None
    calendar = national()
    if not all(calendar.first <= day <= calendar.last for day in (due, today)):
        return None
    return calendar.count(today, due).days


def days_left_in_sqlite(due: str | None, today: str) -> int | None:
    """The same for ISO texts; SQLite calls it for each row."""
    return days_left(date.fromisoformat(due), date.fromisoformat(today)) if due else None


def days_left_sql(column: str, today: date, dialect: Literal["postgres", "sqlite"]) -> str:
    """The same over a date column.

    PostgreSQL counts by arithmetic: the weekdays up to the date, less the days off among them, plus the weekend
    days worked, both found by binary search in an array written into the statement. No table of days that could
    fall behind the calendar is kept.
    """
    if dialect == "sqlite":
        return f"{SQLITE_FUNCTION}({column}, '{today.isoformat()}')"
    return _in_postgres(national().version, column, today)


@lru_cache(maxsize=8)
def _in_postgres(_version: str, column: str, today: date) -> str:
    calendar = national()
    if not calendar.first <= today <= calendar.last:
        return "CAST(NULL AS INT)"
    now = calendar.count(calendar.first, today).days
    day = f"({column} - DATE '{_A_MONDAY}')"
    weekdays = f"({day} / 7 * 5 + LEAST({day} % 7 + 1, 5))"
    off, worked = (_bucket(day, days) for days in _exceptions(calendar))
    first = f"DATE '{calendar.first}' AND DATE '{calendar.last}'"
    before = _number_in_arithmetic(calendar, calendar.first) + now
    return f"CASE WHEN {column} BETWEEN {first} THEN {weekdays} - {off} + {worked} - {before} END"


def _bucket(day: str, days: tuple[int, ...]) -> str:
    return f"WIDTH_BUCKET({day}, CAST('{{{','.join(map(str, days))}}}' AS INT[]))"


def _exceptions(calendar: Calendar) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Weekdays off and weekend days worked, as days since the Monday, ascending."""
    known = calendar.years.values()
    off = (day for day in chain.from_iterable(year.holidays for year in known) if not falls_on_weekend(day))
    worked = (day for day in chain.from_iterable(year.workdays for year in known) if falls_on_weekend(day))
    return tuple(sorted((day - _A_MONDAY).days for day in off)), tuple(sorted((d - _A_MONDAY).days for d in worked))


def _number_in_arithmetic(calendar: Calendar, day: date) -> int:
    """What the arithmetic gives for a day, so that both sides of the difference count from the same point."""
    passed = (day - _A_MONDAY).days
    off, worked = _exceptions(calendar)
    weekdays = passed // 7 * 5 + min(passed % 7 + 1, 5)
    return weekdays - sum(each <= passed for each in off) + sum(each <= passed for each in worked)
