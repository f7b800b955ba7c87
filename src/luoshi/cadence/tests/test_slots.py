"""What recurs, on which days: R096's four quarterly inspections and two half-yearly reviews."""

from datetime import date

import pytest

from luoshi.calendars.queries import national
from luoshi.rules.cadence import Place, slots
from luoshi.rules.periods import Kind

YEAR = date(2023, 1, 1), date(2023, 12, 31)


@pytest.mark.parametrize(
    ("kind", "place", "days"),
    [
        (Kind.QUARTER, Place.LAST, ["2023-03-31", "2023-06-30", "2023-09-28", "2023-12-29"]),
        (Kind.HALF, Place.LAST, ["2023-06-30", "2023-12-29"]),
        (Kind.QUARTER, Place.FIRST, ["2023-01-03", "2023-04-03", "2023-07-03", "2023-10-07"]),
    ],
)
def test_a_year_has_its_slots(kind: Kind, place: Place, days: list[str]) -> None:
    found = list(slots(kind, place, *YEAR, calendar=national()))
    assert [slot.day.isoformat() for slot in found] == days
    assert not any(slot.provisional for slot in found)


def test_a_year_gives_four_and_two() -> None:
    four = list(slots(Kind.QUARTER, Place.LAST, *YEAR, calendar=national()))
    two = list(slots(Kind.HALF, Place.LAST, *YEAR, calendar=national()))
    assert (len(four), len(two)) == (4, 2)


def test_a_period_cut_by_an_end_has_no_slot() -> None:
    found = slots(Kind.QUARTER, Place.LAST, date(2023, 1, 2), date(2023, 9, 29), calendar=national())
    assert [slot.period.label for slot in found] == ["2023-Q2"]


def test_days_of_a_year_without_its_notice_are_marked() -> None:
    found = list(slots(Kind.HALF, Place.LAST, date(2040, 1, 1), date(2040, 12, 31), calendar=national()))
    assert all(slot.provisional for slot in found)
