"""Quantities: what adds up, what converts exactly, and what each row of the sources asks of them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from luoshi.rules.figures import Rounding
from luoshi.rules.quantities import Bound, Quantity, unit
from luoshi.rules.refusals import Refused


def q(text: str) -> Quantity:
    return Quantity.parse(text)


def test_r041_tonne_kilometres_are_not_tonnes() -> None:
    freight, capacity = q("5500万吨公里"), q("1219万千瓦")
    assert (freight.unit.dimension, capacity.unit.dimension) == ("freight", "power")
    for other in (q("5500万吨"), capacity, q("1公里")):
        with pytest.raises(Refused, match=r"quantities\.dimensions"):
            freight + other


UNLIKE = [("4000人次", "4000人"), ("3户", "9人"), ("568个", "384支"), ("1元", "1美元")]


@pytest.mark.parametrize(("left", "right"), UNLIKE)
def test_r031_what_is_counted_differently_is_not_added(left: str, right: str) -> None:
    with pytest.raises(Refused, match=r"quantities\.dimensions") as refused:
        q(left) + q(right)
    assert refused.value.remedy.zh
    with pytest.raises(Refused):
        q(left).to(q(right).unit.symbol)
    with pytest.raises(Refused):
        assert q(left) < q(right)


def test_r048_pace_of_treating_sand() -> None:
    pace = q("500万亩").per(q("335日"), Rounding(2))
    assert (pace.text(), pace.text("en")) == ("1.49 万亩/日", "1.49 ten thousand mu per day")
    assert pace > q("1万亩/日")


def test_r081_r082_yuan_are_shown_in_hundred_millions() -> None:
    signed = Quantity.of(18614400, "万元").to("亿元")
    assert signed.text("zh", Rounding(2)) == "1,861.44 亿元"
    assert signed.text("en", Rounding(2)) == "1,861.44 hundred million yuan"
    assert Quantity.of(10**8, "元").to("亿元").text("en") == "1 hundred million yuan"


def test_r131_times_and_approximate_figures() -> None:
    ours, suzhou = q("11.9万元/亩"), q("43.3万元/亩")
    assert Rounding(2).of(suzhou.ratio_to(ours)) == Decimal("3.64")
    nearly = q("近40万元/亩")
    assert nearly.bound is Bound.BELOW
    with pytest.raises(Refused, match=r"quantities\.approximate"):
        nearly.require_exact()
    assert ours.require_exact() is ours


def test_r143_gaps_between_cities() -> None:
    ours = q("6156.8亿元")
    others = [ours + q(gap) for gap in ("12440.7亿元", "4589.2亿元", "2310.2亿元", "2270.2亿元")]
    assert [other.text() for other in others] == ["18,597.5 亿元", "10,746.0 亿元", "8,467.0 亿元", "8,427.0 亿元"]


def test_sums_keep_the_left_unit_and_are_exact() -> None:
    assert (q("1亿元") + q("1元")).text() == "1.00000001 亿元"
    assert (q("3公顷") - q("15亩")).text() == "2 公顷"
    assert q("1平方公里") >= q("100公顷")
    assert q("1平方公里") <= q("100公顷")
    assert (q("10亩") + q("3平方米")).value == Decimal("10.0045")


def test_endless_decimals_need_a_declared_rounding() -> None:
    with pytest.raises(Refused, match=r"quantities\.endless_decimals"):
        q("1亩").to("平方米")
    assert q("1亩").to("平方米", Rounding(2)).text() == "666.67 平方米"


def test_bounds_travel_with_sums() -> None:
    assert (q("近2000万吨") + q("1万吨")).bound is Bound.BELOW
    assert (q("1万吨") - q("近2000吨")).bound is Bound.ABOVE
    assert (q("800余次") + q("100次以上")).bound is Bound.ABOVE
    assert (q("近5吨") + q("不超过5吨")).bound is Bound.BELOW
    assert (q("近5吨") + q("超5吨")).bound is Bound.ABOUT


def test_nothing_is_divided_by_zero() -> None:
    for divide in (lambda: q("1亩").ratio_to(q("0亩")), lambda: q("1亩").per(q("0日"), Rounding(2))):
        with pytest.raises(Refused, match=r"quantities\.zero_base"):
            divide()


def test_units_know_their_scale_and_english_name() -> None:
    assert unit("万吨公里").scale == 10**4
    assert unit("万元/亩").scale == 10**4
    assert unit("平方米").scale == Fraction(3, 2000)
    assert Quantity.of(1, "人").text("en") == "1 person"
    assert Quantity.of(2, "条").text("en") == "2 entries"
    with pytest.raises(Refused, match=r"quantities\.unknown_unit"):
        unit("万")


def test_a_quantity_is_not_a_plain_number() -> None:
    with pytest.raises(TypeError):
        q("1亩") + 1  # type: ignore[operator]  # the point of the test
