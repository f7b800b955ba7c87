"""R101: 清理垃圾1140万余吨 over 30 villages is 380,000 t for each: not credible, and likely told in kilograms."""

from decimal import Decimal

import pytest

from luoshi.rules.audits import Verdict, judge, slip, within_source
from luoshi.rules.bands import Interval
from luoshi.rules.expressions import parse

CREDIBLE = Interval.parse("[0, 2000]")  # tonnes of one village in a campaign
PER_VILLAGE = parse(within_source("rubbish / villages", CREDIBLE))


def row(rubbish: str, villages: int = 30) -> dict[str, Decimal]:
    return {"rubbish": Decimal(rubbish), "villages": Decimal(villages)}


def test_r101_the_printed_figure_is_flagged_with_the_unit_it_was_meant_in() -> None:
    assert judge(PER_VILLAGE, row("11400000")) is Verdict.BROKEN
    found = slip(Decimal(11_400_000) / 30, "吨", CREDIBLE)
    assert found is not None
    assert (found.unit, found.value) == ("公斤", Decimal(380))


@pytest.mark.parametrize(
    ("rubbish", "verdict"), [("11400", Verdict.HELD), ("60000", Verdict.HELD), ("60001", Verdict.BROKEN)]
)
def test_r101_what_lies_within_the_bounds_is_left_alone(rubbish: str, verdict: Verdict) -> None:
    assert judge(PER_VILLAGE, row(rubbish)) is verdict


@pytest.mark.parametrize(
    ("value", "unit", "credible", "meant"),
    [
        ("38000000", "万元", "[0, 50000]", "元"),
        ("45000", "亩", "[0, 100]", "平方米"),
        ("7", "户", "[10, 20]", None),  # nothing else is counted in households
    ],
)
def test_r101_other_slips_of_units(value: str, unit: str, credible: str, meant: str | None) -> None:
    found = slip(Decimal(value), unit, Interval.parse(credible))
    assert (found.unit if found else None) == meant
