"""The shipped national calendar, every day of it, against two independent libraries."""

from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from luoshi.calendars.queries import PROVISIONAL_THROUGH, arrangements, break_on, national
from luoshi.rules.festivals import Festival, statutory_days
from luoshi.rules.refusals import Refused
from luoshi.rules.workdays import DayKind, falls_on_weekend

FIRST, LAST_PUBLISHED = date(2004, 1, 1), date(2026, 12, 31)

# Saturday 31 December 2005: the notice for 2006 (国办发明电〔2005〕35号) has it worked for 3 January. chinesecalendar
# has the day off in exchange but not the day worked; `holidays` has both. We are right.
WORKED_THOUGH_CHINESECALENDAR_SAYS_NOT = {date(2005, 12, 31)}


def every_day() -> Iterator[date]:
    """All days the notices cover."""
    for number in range((LAST_PUBLISHED - FIRST).days + 1):
        yield FIRST + timedelta(days=number)


def test_every_day_against_chinesecalendar() -> None:
    calendar = national()
    differing = {day for day in every_day() if calendar.is_workday(day) != chinese_calendar.is_workday(day)}
    assert differing == WORKED_THOUGH_CHINESECALENDAR_SAYS_NOT
    assert all(calendar.kind(day) is DayKind.MAKE_UP_WORKDAY for day in differing)


def test_every_day_against_holidays() -> None:
    calendar = national()
    peer = holidays.country_holidays("CN", years=range(2004, 2028))
    assert [day for day in every_day() if calendar.is_workday(day) != peer.is_working_day(day)] == []


def test_a_notice_moves_days_but_gives_none_beyond_the_law() -> None:
    """Weekdays off minus weekend days worked are the statutory days; only two years had more."""
    extra = {}
    for arrangement in arrangements():
        breaks = arrangement.in_force()
        off = sum(not falls_on_weekend(day) for item in breaks for day in item.off)
        worked = sum(len(item.worked) for item in breaks)
        if given := off - worked - len(statutory_days(arrangement.year)):
            extra[arrangement.year] = given
    # 2015: one day for the victory's 70th anniversary; 2020: Friday 31 January, and Saturday 1 February not worked
    assert extra == {2015: 1, 2020: 2}


def test_no_notice_reached_further_back_than_29_december() -> None:
    early = [day for year in arrangements() for item in year.in_force() for day in item.days if day.year < year.year]
    assert min((day.month, day.day) for day in early) == (12, 29)


def test_2026_has_six_make_up_workdays() -> None:
    worked = [f"{day:%m-%d}" for day in sorted(national().years[2026].workdays)]
    assert worked == ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


def test_the_days_of_2020_before_and_after_the_extension() -> None:
    before, after = national(known_on=date(2020, 1, 25)), national(known_on=date(2020, 1, 26))
    assert before.kind(date(2020, 2, 1)) is DayKind.MAKE_UP_WORKDAY
    assert after.kind(date(2020, 2, 1)) is DayKind.HOLIDAY
    assert before.add(date(2020, 1, 23), 1).date == date(2020, 1, 31)
    assert after.add(date(2020, 1, 23), 1).date == date(2020, 2, 3)
    assert before.version != after.version
    assert after.years[2020].basis == "国办发明电〔2019〕16号；国办发明电〔2020〕1号"


def test_a_year_is_provisional_until_the_day_of_its_notice() -> None:
    assert not national(known_on=date(2025, 11, 3)).years[2026].published
    assert national(known_on=date(2025, 11, 4)).years[2026].published


def test_2027_is_computed_and_marked() -> None:
    crossing = national().add(date(2026, 11, 22), 40)
    assert (crossing.date, crossing.provisional) == (date(2027, 1, 18), True)
    assert not national().add(date(2026, 11, 22), 20).provisional


def test_the_calendar_ends_at_its_horizon() -> None:
    assert national().last == date(PROVISIONAL_THROUGH, 12, 31)
    with pytest.raises(Refused, match="covers 2004-01-01 to 2060-12-31 only"):
        national().add(date(2003, 12, 31), 1)


def test_a_day_off_tells_its_festival() -> None:
    found = break_on(date(2007, 12, 31))
    assert found is not None
    assert found.festivals == (Festival.NEW_YEAR,)
    combined = break_on(date(2025, 10, 11))
    assert combined is not None
    assert (combined.label.zh, combined.label.en) == ("国庆节、中秋节", "National Day, Mid-Autumn Festival")
    assert break_on(date(2026, 3, 2)) is None


def test_every_document_has_its_number_and_four_dates_rest_on_one_source() -> None:
    """The days themselves are beyond doubt for every year; these are facts about the documents."""
    assert all(notice.number and notice.issued for item in arrangements() for notice in item.notices())
    doubtful = {item.year: set(item.notice.unconfirmed) for item in arrangements() if item.notice.unconfirmed}
    assert doubtful == {year: {"issued"} for year in (2004, 2005, 2008, 2009)}
