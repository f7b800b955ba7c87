"""Bands: each value one colour, each hole and overlap told with its exact end points."""

from decimal import Decimal

import pytest

from luoshi.rules.bands import Band, Interval, check_cover, colour_of
from luoshi.rules.refusals import Refused

AS_PUBLISHED = [Band("green", "(-∞, 0]"), Band("yellow", "[10, 30]"), Band("red", "(30, ∞)")]
"""Yinchuan 2025: percentage points behind the pro-rata share; nothing is said about 0 to 10."""


def test_the_published_rule_has_a_hole_between_0_and_10() -> None:
    (hole,) = check_cover(AS_PUBLISHED, -100, 100)
    assert (hole.code, hole.subject) == ("bands.hole", "(0, 10)")
    assert "(0, 10)" in hole.message.zh
    assert "(0, 10)" in hole.message.en
    with pytest.raises(Refused, match=r"bands\.no_single_colour"):
        colour_of(Decimal("9.99"), AS_PUBLISHED)


def test_the_repaired_rule_covers_the_line() -> None:
    repaired = [Band("green", "(-∞, 10)"), *AS_PUBLISHED[1:]]
    assert check_cover(repaired, -100, 100) == []
    colours = [colour_of(Decimal(value), repaired) for value in ("-3", "9.99", "10", "30", "30.01", "100")]
    assert colours == ["green", "green", "yellow", "yellow", "red", "red"]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (["[0, 10]", "[10, 20]"], ["overlap [10, 10]"]),
        (["[0, 10)", "(10, 20]"], ["hole [10, 10]"]),
        (["[0, 15]", "(5, 20]"], ["overlap (5, 15]"]),
        (["(0, 20)"], ["hole [0, 0]", "hole [20, 20]"]),
        (["[0, 5)", "[7.50, 20]"], ["hole [5, 7.50)"]),
        (["[0, 20]", "[3, 4]", "(4, 6)"], ["overlap [3, 4]", "overlap (4, 6)"]),
        (["(12, 20]", "[0, 12]"], []),
        (["[-5, 25]"], []),
        (["(20, 30]"], ["hole [0, 20]"]),
        (["[-9, -1]", "[0, 20]"], []),
        (["(-∞, 0)", "(-∞, 20]"], []),
        ([], ["hole [0, 20]"]),
    ],
)
def test_holes_and_overlaps_between_0_and_20(written: list[str], found: list[str]) -> None:
    bands = [Band(f"step {place}", interval) for place, interval in enumerate(written)]
    assert [f"{each.code.removeprefix('bands.')} {each.subject}" for each in check_cover(bands, 0, 20)] == found


def test_a_value_in_two_bands_is_refused_with_both_names() -> None:
    with pytest.raises(Refused) as refused:
        colour_of(10, [Band("yellow", "[0, 10]"), Band("red", "[10, 20]")])
    assert "yellow、red" in refused.value.reason.zh
    assert "yellow, red" in refused.value.reason.en


@pytest.mark.parametrize("written", ["10..30", "[30, 10]", "(10, 10]", "[10]", ""])
def test_what_is_no_interval_is_refused(written: str) -> None:
    with pytest.raises(Refused, match=r"bands\.not_an_interval"):
        Interval.parse(written)


def test_intervals_are_written_as_they_are_read() -> None:
    for written in ("[10, 30]", "(0, 0.5)", "(-∞, 3]", "[3, ∞)", "(-∞, ∞)"):
        assert Interval.parse(written).text == written
