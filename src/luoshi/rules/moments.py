"""The calendar day of a moment: one time zone serves the whole country."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


def day_of(at: datetime) -> date:
    """The day in China of an aware moment; a naive one has no day and raises ValueError."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(CHINA).date()


def on_day(at: datetime, day: date | None) -> datetime:
    """The same time of day in China on another day, for a sample that stands still; without a day, the moment."""
    if day is None:
        return at
    local = at.astimezone(CHINA)
    return datetime.combine(day, time(local.hour, local.minute, local.second), CHINA)


def start_of(day: date) -> datetime:
    """The first moment of a day in China."""
    return datetime.combine(day, time(), CHINA)
