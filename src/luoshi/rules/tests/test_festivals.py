"""The statutory festivals of each wording of the law, and years computed from them."""

from datetime import date

import holidays
import pytest

from luoshi.rules.festivals import Festival, law_in, provisional_year, qingming, statutory_days
from luoshi.rules.refusals import Refused

# On these days Mid-Autumn meets National Day. The law gives both festivals their day, and the notice of 2020,
# when that happened, gave it back; the library drops it. We are right.
GIVEN_BACK = {2028: date(2028, 10, 5), 2031: date(2031, 10, 6), 2058: date(2058, 10, 4)}


@pytest.mark.parametrize(("year", "days"), [(2004, 10), (2007, 10), (2008, 11), (2014, 11), (2024, 11), (2025, 13)])
def test_how_many_days_each_wording_gives(year: int, days: int) -> None:
    assert len(statutory_days(year)) == days


def test_the_eve_of_the_spring_festival_came_left_and_came_back() -> None:
    eves = {2007: date(2007, 2, 17), 2013: date(2013, 2, 9), 2024: date(2024, 2, 9), 2025: date(2025, 1, 28)}
    assert [year for year, eve in eves.items() if (eve, Festival.SPRING) in statutory_days(year)] == [2013, 2025]


def test_the_second_of_may_is_statutory_until_2007_and_again_from_2025() -> None:
    years = [year for year in range(2004, 2028) if (date(year, 5, 2), Festival.LABOUR) in statutory_days(year)]
    assert years == [2004, 2005, 2006, 2007, 2025, 2026, 2027]


@pytest.mark.parametrize("year", range(2027, 2061))
def test_provisional_years_against_an_independent_library(year: int) -> None:
    peer = {day for day in holidays.country_holidays("CN", years=year) if day.year == year}
    assert provisional_year(year).holidays == peer | {day for number, day in GIVEN_BACK.items() if number == year}


def test_2027_before_its_notice() -> None:
    year = provisional_year(2027)
    assert not year.published
    assert not year.workdays
    assert year.basis == "国务院令第795号"
    spring = [day for day in sorted(year.holidays) if day.month == 2]
    assert spring == [date(2027, 2, day) for day in range(5, 11)]


@pytest.mark.parametrize(("year", "day"), [(2008, 4), (2022, 5), (2023, 5), (2024, 4), (2027, 5), (2038, 5)])
def test_qingming(year: int, day: int) -> None:
    assert qingming(year) == date(year, 4, day)


def test_a_year_before_the_recorded_law_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        law_in(1999)
    assert (refused.value.code, refused.value.where) == ("festivals.before_law", "1999")


def test_every_festival_has_a_name_in_both_languages() -> None:
    assert all(festival.label.zh and festival.label.en for festival in Festival)
