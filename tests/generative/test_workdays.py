"""What holds for every date and every number of working days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from luoshi.calendars.queries import national

DATES = st.dates(date(2004, 1, 2), date(2050, 12, 31))
COUNTS = st.integers(min_value=0, max_value=1_000)


@given(start=DATES, days=COUNTS)
def test_counting_undoes_adding(start: date, days: int) -> None:
    assert national().count(start, national().add(start, days).date).days == days


@given(start=DATES, days=COUNTS)
def test_a_deadline_is_a_working_day_at_least_as_far_as_it_counts(start: date, days: int) -> None:
    due = national().add(start, days).date
    assert due >= start + timedelta(days=days * 5 // 7)
    assert days == 0 or national().is_workday(due)


@given(start=DATES, one=COUNTS, more=COUNTS)
def test_adding_twice_is_adding_the_sum(start: date, one: int, more: int) -> None:
    calendar = national()
    assert calendar.add(calendar.add(start, one).date, more).date == calendar.add(start, one + more).date


@given(start=DATES, days=COUNTS, later=st.integers(min_value=0, max_value=400), more=COUNTS)
def test_later_starts_and_longer_spans_never_end_earlier(start: date, days: int, later: int, more: int) -> None:
    calendar = national()
    assert calendar.add(start, days).date <= calendar.add(start + timedelta(days=later), days).date
    assert calendar.add(start, days).date <= calendar.add(start, days + more).date


@given(one=DATES, two=DATES, three=DATES)
def test_counts_join_and_turn_around(one: date, two: date, three: date) -> None:
    count = national().count
    assert count(one, two).days + count(two, three).days == count(one, three).days
    assert count(one, two).days == -count(two, one).days


@given(end=st.dates(date(2010, 1, 1), date(2050, 12, 31)), days=COUNTS)
def test_the_latest_start_makes_it_and_the_next_working_day_does_not(end: date, days: int) -> None:
    calendar = national()
    latest = calendar.subtract(end, days).date
    assert calendar.add(latest, days).date <= end
    assert calendar.add(calendar.next_workday(latest).date, days).date > end


@given(one=DATES, two=DATES)
def test_a_result_is_provisional_exactly_when_it_touches_a_year_without_notice(one: date, two: date) -> None:
    calendar = national()
    touched = range(min(one, two).year, max(one, two).year + 1)
    assert calendar.count(one, two).provisional == any(not calendar.years[year].published for year in touched)
