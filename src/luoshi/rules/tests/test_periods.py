"""Periods: parts, pro-rata progress, and current figures kept apart from cumulative ones."""

from datetime import date

import pytest

from luoshi.rules.periods import (
    Cumulative,
    Current,
    Kind,
    Period,
    check_comparable,
    check_summable,
    parse,
    period_of,
)
from luoshi.rules.refusals import Refused


def cumulative(label: str) -> Cumulative:
    return Cumulative(parse(label))


def current(label: str) -> Current:
    return Current(parse(label))


def test_r002_current_and_cumulative_are_neither_compared_nor_added() -> None:
    months = cumulative("2022-11")
    assert (months.text.zh, months.text.en) == ("2022年1—11月累计", "January–November 2022, cumulative")
    january = Cumulative(parse("2022-01"))
    assert (january.text.zh, january.text.en) == ("2022年1月累计", "January 2022, cumulative")
    assert (months.start, months.end) == (date(2022, 1, 1), date(2022, 11, 30))
    for check in (check_comparable, lambda *spans: check_summable(spans)):
        with pytest.raises(Refused, match=r"periods\.mixed") as refused:
            check(months, current("2022-11"))
        assert "当期" in refused.value.remedy.zh


def test_r002_cumulative_is_compared_with_the_same_months_a_year_earlier() -> None:
    months = cumulative("2022-11")
    check_comparable(months, months.year_earlier())
    check_comparable(cumulative("2024-02"), cumulative("2023-02"))
    with pytest.raises(Refused, match=r"periods\.unequal"):
        check_comparable(months, cumulative("2022-10"))
    with pytest.raises(Refused, match=r"periods\.unequal"):
        check_comparable(current("2022-Q1"), current("2022-03"))


def test_sums_count_no_day_twice() -> None:
    check_summable([current("2022-01"), current("2022-02"), current("2022-Q2")])
    check_summable([cumulative("2022-11"), cumulative("2022-11")])
    check_summable([])
    with pytest.raises(Refused, match=r"periods\.overlap"):
        check_summable([current("2022-Q1"), current("2022-02")])
    with pytest.raises(Refused, match=r"periods\.overlap"):
        check_summable([cumulative("2022-10"), cumulative("2022-11")])


def test_cumulative_since_the_start_of_a_plan_or_herding_year() -> None:
    plan = Cumulative(parse("2023"), since=Kind.FIVE_YEAR)
    assert (plan.start, plan.text.zh) == (date(2021, 1, 1), "2021-01-01至2023-12-31累计")
    assert Cumulative(parse("2021-12"), since=Kind.HERDING_YEAR).start == date(2021, 7, 1)


@pytest.mark.parametrize(
    ("period", "whole", "share"),
    [
        ("2022-10", None, "83.33 %"),
        ("2022-Q3", None, "75.00 %"),
        ("2022-10-30", None, "75.00 %"),
        ("2022-10-31", None, "83.33 %"),
        ("2022", None, "100.00 %"),
        ("herding-2022", None, "100.00 %"),
        ("2021-12", "herding-2022", "50.00 %"),
        ("2023", "14th-5y", "60.00 %"),
        ("2020", "14th-5y", "0.00 %"),
        ("2030", "14th-5y", "100.00 %"),
    ],
)
def test_r016_pro_rata_progress_counts_full_months(period: str, whole: str | None, share: str) -> None:
    assert parse(period).months_elapsed_share(parse(whole) if whole else None).text() == share


@pytest.mark.parametrize(
    ("whole", "kind", "count", "last"),
    [
        ("2022", Kind.MONTH, 12, "2022-12"),
        ("2022", Kind.TEN_DAY, 36, "2022-12-T3"),
        ("2022-Q1", Kind.MONTH, 3, "2022-03"),
        ("2022-H2", Kind.TWO_MONTH, 3, "2022-B6"),
        ("herding-2022", Kind.HALF, 2, "2022-H1"),
        ("14th-5y", Kind.YEAR, 5, "2025"),
        ("2024-02", Kind.DAY, 29, "2024-02-29"),
        ("2022-W05", Kind.DAY, 7, "2022-02-06"),
    ],
)
def test_a_period_divides_into_smaller_ones(whole: str, kind: Kind, count: int, last: str) -> None:
    parts = parse(whole).children(kind)
    assert (len(parts), parts[-1].label) == (count, last)
    assert all(parse(whole).covers(part) for part in parts)


@pytest.mark.parametrize(
    ("whole", "kind"), [("2021-02", Kind.WEEK), ("2022-Q1", Kind.TWO_MONTH), ("2022-03", Kind.YEAR)]
)
def test_what_leaves_a_rest_is_refused(whole: str, kind: Kind) -> None:
    with pytest.raises(Refused, match=r"periods\.not_nested"):
        parse(whole).children(kind)


def test_containing_and_overlapping() -> None:
    quarter = parse("2022-Q1")
    assert quarter.contains(date(2022, 3, 31))
    assert not quarter.contains(date(2022, 4, 1))
    assert quarter.overlaps(parse("2022-W13"))
    assert not quarter.overlaps(parse("2022-Q2"))


def test_a_period_is_only_built_whole() -> None:
    with pytest.raises(ValueError, match="not a month"):
        Period(Kind.MONTH, date(2022, 3, 1), date(2022, 3, 30))
    with pytest.raises(Refused, match=r"periods\.out_of_range"):
        period_of(Kind.YEAR, date(9999, 12, 31))
