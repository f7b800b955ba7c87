"""倒排工期: each step as late as it can be, never in its closed season."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.rules.backschedule import Season, Step, back_schedule, days_open
from luoshi.rules.refusals import Refused
from luoshi.rules.workdays import Calendar, WorkYear

CALENDAR = Calendar(
    {year: WorkYear(year, frozenset(), frozenset(), "", published=year < 2026) for year in range(2004, 2029)}
)
FROST = Season((11, 15), (3, 15))
days_of_year = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: (day.month, day.day))
seasons = st.builds(Season, days_of_year, days_of_year)
steps = st.builds(
    Step,
    st.just("step"),
    st.integers(1, 150),
    st.booleans(),
    st.lists(seasons, max_size=2).map(tuple).filter(lambda closed: days_open(closed) > 60),
)
dues = st.dates(date(2022, 1, 1), date(2028, 12, 31))


def test_r007_a_half_built_project_is_scheduled_backwards_around_the_winter() -> None:
    permits, earthworks, hall = (
        Step("permits", 20, True),
        Step("earthworks", 45, False, (FROST,)),
        Step("hall", 90, False),
    )
    found = back_schedule(date(2023, 6, 30), [permits, earthworks, hall], CALENDAR)
    assert [(placed.start, placed.end) for placed in found.steps] == [
        (date(2022, 9, 20), date(2022, 10, 17)),
        (date(2022, 10, 18), date(2023, 4, 1)),
        (date(2023, 4, 2), date(2023, 6, 30)),
    ]
    assert found.steps[1].stretches == (
        (date(2022, 10, 18), date(2022, 11, 14)),
        (date(2023, 3, 16), date(2023, 4, 1)),
    )


def test_r109_work_that_would_end_in_the_closed_season_ends_before_it() -> None:
    found = back_schedule(date(2023, 1, 31), [Step("earthworks", 10, False, (FROST,))], CALENDAR)
    assert (found.start, found.steps[0].end) == (date(2022, 11, 5), date(2022, 11, 14))


def test_a_leap_day_is_a_day_of_the_season_it_lies_in() -> None:
    thaw = Season((2, 20), (3, 5))
    found = back_schedule(date(2024, 3, 6), [Step("earthworks", 2, False, (thaw,))], CALENDAR)
    assert (found.start, found.steps[0].end) == (date(2024, 2, 19), date(2024, 3, 6))


def test_slack_and_what_is_too_late() -> None:
    found = back_schedule(date(2023, 6, 30), [Step("a", 10, False), Step("b", 10, False)], CALENDAR)
    assert found.slack(date(2023, 6, 1)) == 10
    assert [placed.step.id for placed in found.too_late(date(2023, 6, 15))] == ["a"]


def test_a_year_without_its_notice_makes_the_schedule_provisional() -> None:
    assert back_schedule(date(2026, 1, 9), [Step("a", 3, True)], CALENDAR).provisional
    assert not back_schedule(date(2025, 12, 31), [Step("a", 3, True)], CALENDAR).provisional


def test_a_step_that_reaches_behind_the_calendar_is_refused() -> None:
    with pytest.raises(Refused, match=r"backschedule\.unreachable"):
        back_schedule(date(2004, 1, 10), [Step("a", 30, False)], CALENDAR)


@given(dues, st.lists(steps, min_size=1, max_size=4))
def test_no_day_of_work_lies_in_a_closed_season_and_none_is_lost(due: date, work: list[Step]) -> None:
    found = back_schedule(due, work, CALENDAR)
    before = due + timedelta(days=1)
    for placed in reversed(found.steps):
        assert placed.end < before
        worked = [
            start + timedelta(days=number)
            for start, end in placed.stretches
            for number in range((end - start).days + 1)
            if placed.step.can_be_done_on(start + timedelta(days=number), CALENDAR)
        ]
        assert len(worked) == placed.step.days
        assert not any(season.holds(day) for day in worked for season in placed.step.closed)
        assert (placed.start, placed.end) == (worked[0], worked[-1])
        before = placed.start


@given(dues, st.integers(0, 60), st.lists(steps, min_size=1, max_size=4))
def test_a_later_due_date_never_asks_for_an_earlier_start(due: date, more: int, work: list[Step]) -> None:
    later = min(due + timedelta(days=more), CALENDAR.last)
    before, after = back_schedule(due, work, CALENDAR), back_schedule(later, work, CALENDAR)
    assert all(one.start <= other.start for one, other in zip(before.steps, after.steps, strict=True))


@given(dues, steps, steps)
def test_each_step_is_as_late_as_it_can_be(due: date, first: Step, second: Step) -> None:
    """One day later, the step would have fewer days before the next one than it needs."""
    found = back_schedule(due, [first, second], CALENDAR)
    begin, limit = found.steps[0].start + timedelta(days=1), found.steps[1].start
    left = (begin + timedelta(days=number) for number in range((limit - begin).days))
    assert sum(first.can_be_done_on(day, CALENDAR) for day in left) < first.days
