"""Lunar dates: the documents' dates, the table against an independent library, and what is refused."""

from datetime import date, timedelta

import pytest
from lunardate import LunarDate as PeerDate

from luoshi.rules.lunar import FIRST_DAY, LAST_DAY, LunarDate, civil, day_name, lunar
from luoshi.rules.refusals import Refused


def test_r098_both_lunar_dates_of_the_documents() -> None:
    assert lunar(date(2022, 2, 9)).text.zh == "壬寅年正月初九"
    assert lunar(date(2023, 2, 8)).text.zh == "癸卯年正月十八"
    assert f"{date(2023, 2, 8):%A}" == "Wednesday"


def test_r098_thirteenth_day_on_ninth_of_first_month_means_arrival_on_28_january() -> None:
    arrived = lunar_day_of_speech() - timedelta(days=13 - 1)
    assert arrived == date(2022, 1, 28)


def lunar_day_of_speech() -> date:
    """正月初九 of 2022."""
    return civil(LunarDate(2022, 1, leap=False, day=9))


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [
        (date(2023, 4, 1), "癸卯年闰二月十一", "leap month 2 day 11, Guimao year (2023)"),
        (date(2026, 2, 16), "乙巳年腊月廿九", "month 12 day 29, Yisi year (2025)"),
        (date(2026, 2, 17), "丙午年正月初一", "month 1 day 1, Bingwu year (2026)"),
        (date(2025, 7, 25), "乙巳年闰六月初一", "leap month 6 day 1, Yisi year (2025)"),
        (date(2033, 12, 25), "癸丑年闰冬月初四", "leap month 11 day 4, Guichou year (2033)"),
    ],
)
def test_text_in_both_languages(day: date, zh: str, en: str) -> None:
    assert (lunar(day).text.zh, lunar(day).text.en) == (zh, en)


def test_the_thirty_day_names() -> None:
    names = [day_name(day) for day in range(1, 31)]
    assert len(set(names)) == 30
    assert [names[day - 1] for day in (1, 10, 11, 19, 20, 21, 29, 30)] == (
        ["初一", "初十", "十一", "十九", "二十", "廿一", "廿九", "三十"]
    )


def test_every_month_of_the_table_agrees_with_an_independent_library() -> None:
    """First and last day of each of the 1484 months; every day goes to the civil date and back."""
    day, last = FIRST_DAY, FIRST_DAY
    while day <= LAST_DAY:
        ours = lunar(day)
        assert civil(ours) == day
        if ours.day == 1:
            assert [reckoned(last), reckoned(day)] == [by_peer(last), by_peer(day)]
        day, last = day + timedelta(days=1), day


def reckoned(day: date) -> tuple[int, int, bool, int]:
    """Our reckoning of a day."""
    found = lunar(day)
    return found.year, found.month, found.leap, found.day


def by_peer(day: date) -> tuple[int, int, bool, int]:
    """The library's reckoning of a day."""
    found = PeerDate.from_solar_date(day.year, day.month, day.day)
    return found.year, found.month, found.is_leap_month, found.day


@pytest.mark.parametrize("day", [FIRST_DAY - timedelta(days=1), LAST_DAY + timedelta(days=1), date.min, date.max])
def test_a_date_beyond_the_table_is_refused(day: date) -> None:
    with pytest.raises(Refused) as refused:
        lunar(day)
    assert (refused.value.code, refused.value.where) == ("lunar.outside", day.isoformat())


@pytest.mark.parametrize(
    "when",
    [
        LunarDate(2022, 2, leap=True, day=1),
        LunarDate(2022, 2, leap=False, day=30),
        LunarDate(2022, 13, leap=False, day=1),
        LunarDate(2022, 1, leap=False, day=0),
    ],
)
def test_a_day_the_year_does_not_have_is_refused(when: LunarDate) -> None:
    with pytest.raises(Refused, match="no such day"):
        civil(when)


def test_a_year_beyond_the_table_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        civil(LunarDate(1949, 1, leap=False, day=1))
    assert refused.value.code == "lunar.outside"
