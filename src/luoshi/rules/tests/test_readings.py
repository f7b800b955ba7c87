"""Readings: amounts that know their period and whether they have happened."""

import pytest

from luoshi.rules.figures import Rounding, Standing
from luoshi.rules.periods import Cumulative, Current, parse
from luoshi.rules.quantities import Quantity
from luoshi.rules.readings import Reading, total
from luoshi.rules.refusals import Refused


def cumulative(amount: str, period: str, standing: Standing = Standing.ACTUAL) -> Reading:
    return Reading(Quantity.parse(amount), Cumulative(parse(period)), standing)


def current(amount: str, period: str, standing: Standing = Standing.ACTUAL) -> Reading:
    return Reading(Quantity.parse(amount), Current(parse(period)), standing)


INVESTED = cumulative("296亿元", "2022-10", Standing.EXPECTED)


def test_r016_expected_investment_is_marked_and_never_done() -> None:
    assert INVESTED.text() == "2022年1—10月累计 296 亿元（预计）"
    assert INVESTED.text("en") == "January–October 2022, cumulative 296 hundred million yuan (expected)"
    assert INVESTED.share_of(Quantity.parse("3200000万元"), Rounding(1)).text() == "92.5 %（预计）"
    with pytest.raises(Refused, match=r"readings\.not_done_yet"):
        INVESTED.done()
    assert cumulative("296亿元", "2022-10").done().text() == "296 亿元"


def test_r016_expected_and_actual_are_not_totalled() -> None:
    with pytest.raises(Refused, match=r"figures\.expected_with_actual"):
        total([INVESTED, cumulative("1亿元", "2022-10")])


def test_r002_cumulative_growth_needs_the_same_months() -> None:
    now = cumulative("298亿元", "2022-11")
    assert now.growth_over(cumulative("1602000万元", "2021-11")).text() == "+86.0 %"
    with pytest.raises(Refused, match=r"periods\.mixed"):
        now.growth_over(current("10亿元", "2021-11"))
    with pytest.raises(Refused, match=r"periods\.unequal"):
        now.growth_over(cumulative("10亿元", "2021-10"))
    with pytest.raises(Refused, match=r"periods\.mixed"):
        total([now, current("10亿元", "2022-11")])


def test_months_and_counties_add_up() -> None:
    months = [current("1亿元", "2022-01"), current("2000万元", "2022-02"), current("1亿元", "2022-02")]
    assert total(months).text() == "2.2 亿元"


def test_growth_over_an_expected_base_is_expected() -> None:
    growth = current("2亿元", "2023").growth_over(current("1亿元", "2022", Standing.EXPECTED))
    assert growth.text() == "+100.0 %（预计）"
