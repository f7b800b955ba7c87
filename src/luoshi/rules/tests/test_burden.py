"""Hours of filling in, with the range and what they rest on; and no saving without a baseline."""

from decimal import Decimal

import pytest

from luoshi.rules.burden import ASSUMED, CellKind, Hours, Pace, Timing, kind_of, saved
from luoshi.rules.refusals import Refused
from luoshi.rules.signatures import parse

MEASURED = {kind: Timing(kind, Decimal(36), Decimal(18), Decimal(72), sample=40) for kind in CellKind}


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("户籍人口/其中：女（人）", "number"),
        ("耕地面积", "number"),
        ("完成率（%）", "number"),
        ("户主姓名", "text"),
        ("存在的问题", "text"),
        ("身份证号码", "id"),
        ("联系电话", "id"),
        ("开工时间", "date"),
        ("出生年月", "date"),
        ("是否脱贫户", "choice"),
        ("民族", "choice"),
        ("主要做法", "text"),
    ],
)
def test_the_kind_of_a_cell_follows_from_its_heading(heading: str, kind: str) -> None:
    assert kind_of(parse(heading)) == kind


def test_hours_are_cells_times_seconds_units_and_times() -> None:
    once = Hours.of_cells({CellKind.NUMBER: 90, CellKind.TEXT: 10}, MEASURED)
    assert (once.value, once.low, once.high, once.measured) == (Decimal(1), Decimal("0.5"), Decimal(2), True)
    year = Pace(Decimal(12), 13).a_year(once)
    assert (year.value, year.a_week().value) == (Decimal(156), Decimal(3))


def test_an_assumption_anywhere_makes_the_whole_assumed() -> None:
    mixed = {**MEASURED, CellKind.TEXT: ASSUMED[CellKind.TEXT]}
    assert Hours.of_cells({CellKind.NUMBER: 5, CellKind.TEXT: 0}, mixed).measured
    assert not Hours.of_cells({CellKind.NUMBER: 5, CellKind.TEXT: 1}, mixed).measured
    assert all(not timing.measured and "假设" in timing.basis.zh for timing in ASSUMED.values())
    assert "40" in MEASURED[CellKind.ID].basis.en


def test_no_saving_is_claimed_without_its_baseline() -> None:
    hours = Hours(Decimal(9), Decimal(6), Decimal(12), measured=True)
    with pytest.raises(Refused, match=r"burden\.no_baseline"):
        saved(None, hours)
    with pytest.raises(Refused, match=r"burden\.no_comparison"):
        saved(hours, None)
    less = saved(hours, Hours(Decimal(1), Decimal("0.5"), Decimal(2), measured=False))
    assert (less.value, less.low, less.high, less.measured) == (Decimal(8), Decimal("5.5"), Decimal(10), False)
