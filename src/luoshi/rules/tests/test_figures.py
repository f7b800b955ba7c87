"""Figures: what they refuse, what they carry, and the published percentages they read back."""

from decimal import Decimal
from fractions import Fraction

import pytest

from luoshi.rules.figures import (
    Growth,
    Percent,
    PercentagePoints,
    Rate,
    Rounding,
    Standing,
    check_same_standing,
    decode_chain,
    decode_rate,
    exact,
    possible_bases,
)
from luoshi.rules.refusals import Refused

FUNNEL = ("67.25 %", "61.44 %", "44.7 %", "94.87 %")
ONE_PLACE = Rounding(1)


def test_r015_one_project_left_is_never_all() -> None:
    started = Rate(539, 540, ONE_PLACE)
    assert started.text() == "99.8 %"
    assert started.working() == "539/540 = 99.8 %"
    assert "100" not in {Rate(539, 540, Rounding(places)).text()[:3] for places in range(4)}
    assert Rate(540, 540, ONE_PLACE).text() == "100.0 %"


def test_r016_an_expected_rate_stays_marked() -> None:
    expected = Rate(296, 320, ONE_PLACE, Standing.EXPECTED)
    assert (expected.text("zh"), expected.text("en")) == ("92.5 %（预计）", "92.5 % (expected)")
    ahead = expected - Rate(10, 12)
    assert ahead.text() == "9.17 个百分点（预计）"


def test_r016_expected_is_not_added_to_actual() -> None:
    check_same_standing(Standing.EXPECTED, Standing.EXPECTED)
    with pytest.raises(Refused, match=r"figures\.expected_with_actual"):
        check_same_standing(Standing.EXPECTED, Standing.ACTUAL)


def test_r040_growing_by_2_4_times_is_3_4_times_the_base() -> None:
    assert Growth.from_phrase("增长2.4倍").factor == Fraction("3.4")
    assert Growth.from_phrase("增长到2.4倍").factor == Fraction("2.4")
    assert Growth.from_phrase("增长2.4倍").text() == "+240.0 %"


def test_r080_the_base_of_159_4_percent_is_219() -> None:
    assert possible_bases(568, "159.4 %") == [219]
    assert possible_bases(568, "159.4 %", "truncate") == []


def test_r082_the_funnel_has_one_reading() -> None:
    told = ((382, 568), (349, 568), (156, 349), (148, 156))
    assert decode_rate("67.25%", [568]) == [(382, 568)]
    assert decode_chain(FUNNEL, 568) == [told]


def test_r082_254_of_568_is_a_trap() -> None:
    assert (254, 568) in decode_rate("44.7%", [568, 382, 349])
    assert decode_rate("94.87%", [254]) == []


def test_r082_the_four_rates_alone_give_the_project_count_back() -> None:
    fitting = [total for total in range(100, 701) if decode_chain(FUNNEL, total, bases=(0, 0, 2, 3))]
    flat = [total for total in range(100, 701) if decode_chain(FUNNEL, total, bases=(0, 0, 0, 0))]
    assert (fitting, flat) == ([568], [])


def test_r142_gaps_between_shares_are_percentage_points() -> None:
    gap = Percent.parse("50.8%") - Percent.parse("15%")
    assert gap == PercentagePoints.of(Decimal("35.8"), ONE_PLACE)
    assert Percent.parse("15%") + gap == Percent.parse("50.8%")
    assert (Percent.parse("15%") + -gap).text() == "-20.8 %"
    assert (gap + gap).text("en") == "71.6 percentage points"


def test_a_rate_may_be_raised_by_percentage_points() -> None:
    assert (Rate(1, 4) + PercentagePoints.of(5)).text() == "30.00 %"
    assert (Rate(1, 4) - Percent.parse("20%")).text() == "5.00 个百分点"


@pytest.mark.parametrize("left", [Rate(1, 4), Percent.parse("25%")])
def test_percentages_are_neither_added_nor_multiplied(left: Rate | Percent) -> None:
    other: object = Percent.parse("5%")
    with pytest.raises(Refused, match=r"figures\.percent_plus_percent"):
        left.__add__(other)  # type: ignore[operator]  # what the type checker forbids is refused when run, too
    with pytest.raises(Refused, match=r"figures\.percent_of_percent"):
        left * other


def test_points_are_not_mixed_with_plain_numbers() -> None:
    with pytest.raises(TypeError):
        PercentagePoints.of(5) + 5  # type: ignore[operator]  # the point of the test
    with pytest.raises(TypeError):
        Percent.parse("5%") - 5  # type: ignore[operator]  # the point of the test
    with pytest.raises(TypeError):
        Rate(1, 4) - 5  # type: ignore[operator]  # the point of the test


def test_a_blank_rate_has_no_difference() -> None:
    assert Rate(1, 0).value is None
    with pytest.raises(Refused, match=r"figures\.blank_rate"):
        Rate(1, 2) - Rate(1, 0)


def test_what_others_round_up_to_100_is_read_back_too() -> None:
    assert decode_rate("100%", [540]) == [(538, 540), (539, 540), (540, 540), (541, 540), (542, 540)]
    assert (539, 540) in decode_rate("99%", [540])
    assert decode_rate("99%", [540, 0], "truncate")[-1] == (539, 540)


def test_working_shows_counts_and_amounts() -> None:
    assert Rate(Decimal("298"), Decimal("1861.44"), ONE_PLACE).working() == "298/1,861.44 = 16.0 %"


def test_what_is_no_percentage_is_refused() -> None:
    with pytest.raises(Refused, match=r"figures\.not_a_percentage"):
        Percent.parse("67,25")


def test_full_width_percentages_are_read() -> None:
    assert Percent.parse("６７.２５％").text() == "67.25 %"
    assert Percent.parse("−3.2 %").text() == "-3.2 %"


def test_a_base_that_is_hardly_narrowed_down_is_refused() -> None:
    with pytest.raises(Refused, match=r"figures\.too_many_bases"):
        possible_bases(10**9, "5%")
    with pytest.raises(Refused, match=r"figures\.too_many_bases"):
        possible_bases(5, "-100%")
    assert possible_bases(0, "5%") == []
    assert possible_bases(5, "-200%") == []


def test_figures_refuse_floats_and_negative_places() -> None:
    with pytest.raises(TypeError):
        exact(0.1)  # type: ignore[arg-type]  # the point of the test
    with pytest.raises(ValueError, match="negative"):
        Rounding(-1)


def test_rounding_is_declared_and_groups_thousands() -> None:
    assert Rounding(2).text(Decimal("1861.44")) == "1,861.44"
    assert str(Rounding(1).of(Decimal("-0.04"))) == "0.0"
    assert str(Rounding(1).of(Decimal("-0.05"))) == "-0.1"
    assert str(Rounding(1, "truncate").of(Decimal("-0.09"))) == "0.0"
    assert str(Rounding(0).of(10**40)) == str(10**40)
