"""Counting working days on a small calendar whose every day is known."""

from datetime import date, datetime

import pytest

from luoshi.rules.refusals import Refused
from luoshi.rules.workdays import Calendar, DayKind, WorkYear

MAY_DAY = frozenset(date(2026, 5, day) for day in range(1, 6))
PUBLISHED = WorkYear(2026, MAY_DAY, frozenset({date(2026, 5, 9)}), "a notice", published=True)
COMPUTED = WorkYear(2027, frozenset({date(2027, 1, 1)}), frozenset(), "the law", published=False)
CALENDAR = Calendar({2026: PUBLISHED, 2027: COMPUTED})


@pytest.mark.parametrize(
    ("day", "kind", "works"),
    [
        (date(2026, 4, 30), DayKind.WORKDAY, True),
        (date(2026, 5, 1), DayKind.HOLIDAY, False),
        (date(2026, 5, 2), DayKind.HOLIDAY, False),
        (date(2026, 5, 9), DayKind.MAKE_UP_WORKDAY, True),
        (date(2026, 5, 10), DayKind.WEEKEND, False),
    ],
)
def test_kinds_of_day(day: date, kind: DayKind, works: bool) -> None:
    assert CALENDAR.kind(day) is kind
    assert CALENDAR.is_workday(day) is works
    assert kind.label.zh
    assert kind.label.en


def test_r088_day_40_passes_and_day_41_is_late() -> None:
    accepted = date(2026, 4, 28)
    due = CALENDAR.add(accepted, 40)
    assert CALENDAR.count(accepted, due.date).days == 40
    assert not due.missed_by(due.date)
    assert due.missed_by(CALENDAR.add(accepted, 41).date)


def test_r088_the_weekend_behind_day_40_is_late_too() -> None:
    due = CALENDAR.add(date(2026, 6, 1), 4)
    assert due.date == date(2026, 6, 5)
    assert due.missed_by(date(2026, 6, 6))


def test_r091_one_working_day_counts_from_the_next_working_day() -> None:
    assert CALENDAR.add(date(2026, 4, 30), 1).date == date(2026, 5, 6)
    assert CALENDAR.next_workday(date(2026, 5, 8)).date == date(2026, 5, 9)


def test_r091_at_once_is_the_day_itself() -> None:
    assert CALENDAR.add(date(2026, 5, 10), 0).date == date(2026, 5, 10)


def test_counting_backwards_gives_the_latest_day_that_still_makes_it() -> None:
    latest = CALENDAR.subtract(date(2026, 5, 10), 3)
    assert latest.date == date(2026, 5, 6)
    assert CALENDAR.add(latest.date, 3).date == date(2026, 5, 9)
    assert CALENDAR.subtract(date(2026, 5, 10), 0).date == date(2026, 5, 9)


def test_days_left_are_negative_once_the_date_is_past() -> None:
    assert CALENDAR.count(date(2026, 5, 11), date(2026, 5, 8)).days == -2


def test_a_clock_crossing_an_unpublished_year_is_computed_and_marked() -> None:
    crossing = CALENDAR.add(date(2026, 12, 28), 5)
    assert crossing.date == date(2027, 1, 5)
    assert crossing.provisional
    assert CALENDAR.count(date(2026, 12, 28), date(2027, 1, 5)).provisional
    assert CALENDAR.subtract(date(2027, 1, 5), 5).provisional
    assert not CALENDAR.add(date(2026, 12, 28), 3).provisional


def test_the_version_names_the_days_and_not_the_wording() -> None:
    reworded = WorkYear(2026, MAY_DAY, PUBLISHED.workdays, "another wording", published=True)
    assert Calendar({2026: reworded, 2027: COMPUTED}).version == CALENDAR.version
    announced = WorkYear(2027, COMPUTED.holidays, frozenset(), "a notice", published=True)
    assert Calendar({2026: PUBLISHED, 2027: announced}).version != CALENDAR.version
    assert CALENDAR.add(date(2026, 5, 1), 1).calendar_version == CALENDAR.version
    assert len(CALENDAR.version) == 12


def test_another_authoritys_days_win_and_its_missing_years_are_provisional() -> None:
    region = WorkYear(2026, frozenset({date(2026, 5, 9), date(2026, 7, 14)}), frozenset(), "regional", published=True)
    layered = CALENDAR.overlaid({2026: region})
    assert layered.kind(date(2026, 5, 9)) is DayKind.HOLIDAY
    assert layered.kind(date(2026, 7, 14)) is DayKind.HOLIDAY
    assert layered.years[2026].basis == "a notice；regional"
    later = CALENDAR.overlaid({2026: region}).years[2027]
    assert (later.published, later.basis) == (False, "the law")


def test_a_worked_day_of_another_authority_wins_over_a_holiday() -> None:
    region = WorkYear(2026, frozenset(), frozenset({date(2026, 5, 3)}), "regional", published=True)
    assert CALENDAR.overlaid({2026: region}).kind(date(2026, 5, 3)) is DayKind.MAKE_UP_WORKDAY


def test_an_empty_layer_changes_nothing() -> None:
    assert CALENDAR.overlaid({}).version == CALENDAR.version


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2028, 1, 1)])
def test_a_date_outside_is_refused_with_where_and_what_to_do(day: date) -> None:
    for ask in (CALENDAR.kind, lambda d: CALENDAR.add(d, 1), lambda d: CALENDAR.count(d, d)):
        with pytest.raises(Refused) as refused:
            ask(day)
        assert (refused.value.code, refused.value.where) == ("workdays.outside", day.isoformat())
        assert refused.value.remedy.zh


@pytest.mark.parametrize("days", [1_000, 10**30])
def test_a_deadline_beyond_the_horizon_is_refused(days: int) -> None:
    with pytest.raises(Refused, match="covers 2026-01-01 to 2027-12-31 only"):
        CALENDAR.add(date(2026, 5, 1), days)
    with pytest.raises(Refused, match="covers"):
        CALENDAR.subtract(date(2026, 5, 1), days)


def test_a_negative_span_is_refused() -> None:
    with pytest.raises(Refused, match="cannot be negative"):
        CALENDAR.add(date(2026, 5, 1), -1)


def test_a_moment_is_not_a_day() -> None:
    with pytest.raises(TypeError):
        CALENDAR.add(datetime(2026, 5, 1), 1)  # noqa: DTZ001  (the point is that a moment is not taken)


def test_a_year_with_days_of_another_is_refused() -> None:
    with pytest.raises(Refused, match="another year"):
        WorkYear(2026, frozenset({date(2027, 1, 1)}), frozenset(), "", published=True)
    with pytest.raises(Refused, match="both off and worked"):
        WorkYear(2026, MAY_DAY, MAY_DAY, "", published=True)


def test_years_must_follow_each_other() -> None:
    with pytest.raises(Refused, match="consecutive"):
        Calendar({2024: WorkYear(2024, frozenset(), frozenset(), "", published=True), 2026: PUBLISHED})
    with pytest.raises(Refused, match="consecutive"):
        Calendar({})
