"""Numbers over time elapsed: pro rata, points ahead, pace and projection, colours, stocks that end."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from luoshi.measures.queries import comparison, figure, rows_of, table
from luoshi.measures.tests.ledger import a_unit, enter, text
from luoshi.measures.tests.test_figures import CATALOGUE, COUNT, SUM, WHOLE_NUMBER, a_measure, signed
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.declarations import Comparison, MeasureKind, MeasureLights, TimeRule
from luoshi.rules.bands import Band
from tests.spec.tables import rows

TODAY = date(2023, 2, 8)
PACE, PROJECTION = MeasureKind.PACE, MeasureKind.PROJECTION
BANDS = MeasureLights((Band("green", "[0, ∞)"), Band("yellow", "[-10, 0)"), Band("red", "(-∞, -10)")), "办法")
MEASURES = (
    a_measure("elapsed", MeasureKind.PRO_RATA),
    a_measure(
        "ahead",
        MeasureKind.DIFFERENCE,
        numerator="trial.large_rate",
        denominator="trial.elapsed",
        expected=True,
        lights=BANDS,
    ),
    a_measure("treated", SUM, when="signed_on", value="amount", unit="亩", shown_in="万亩", rounding=WHOLE_NUMBER),
    a_measure("daily", PACE, operand="trial.treated", unit="亩/日", shown_in="万亩/日"),
    a_measure("by_year_end", PROJECTION, operand="trial.treated", unit="亩", shown_in="万亩", expected=True),
    a_measure("begun", COUNT, when="on_signed", since="signed_on", unit="个"),
    a_measure("listed", COUNT, when="on_signed", until="signed_on", time=TimeRule.STOCK, unit="个"),
)
BESIDE = Comparison(
    "trial", "beside", text("beside"), "unit:county", ("trial.signed", "trial.elapsed", "trial.ahead")
)
TRIAL = CATALOGUE.packs["trial"]
DECLARED = Catalogue(
    {
        "trial": replace(
            TRIAL,
            measures={**TRIAL.measures, **{each.id: each for each in MEASURES}},
            comparisons={BESIDE.id: BESIDE},
        )
    }
)
pytestmark = pytest.mark.django_db

ELAPSED = rows("""
| period             | working         |
|--------------------|-----------------|
| 2022-10            | 10/12 = 83.33 % |
| 2022-10 cumulative | 10/12 = 83.33 % |
| 2022-10-30         | 9/12 = 75.00 %  |
| 2022-Q1            | 3/12 = 25.00 %  |
| 2022               | 12/12 = 100.00 % |
""")


def asked(name: str, period: str = "2022", **more: Any) -> Any:
    """A figure of the trial pack, asked by the software itself."""
    today = more.pop("today", TODAY)
    return figure(f"trial.{name}", period=period, today=today, actor=None, catalogue=DECLARED, **more)


@pytest.fixture
def deals() -> None:
    """A large deal and a small one in one county by October; the other county has none."""
    top = a_unit("150500", kind="city")
    east, _ = a_unit("150521", above=top), a_unit("150522", above=top)
    enter([signed("2022-03-01", amount="1000"), signed("2022-04-01", amount="10", signed_on="2022-09-01")], east)


@pytest.mark.parametrize(("period", "working"), ELAPSED)
def test_the_months_elapsed_over_twelve(period: str, working: str) -> None:
    assert asked("elapsed", period).working.zh == working


def test_the_time_elapsed_counts_no_rows() -> None:
    found = asked("elapsed", "2022-10")
    assert rows_of(found, today=TODAY, actor=None, catalogue=DECLARED).total == 0


def test_points_behind_keep_the_word_expected_and_their_colour(deals: None) -> None:
    behind = asked("ahead", "2022-10 cumulative")
    assert behind.text.zh == "-33.33 个百分点（预计）"
    assert behind.working.en == "50.00 % − 83.33 % = -33.33 percentage points (expected)"
    assert behind.light == "red"
    assert asked("ahead", "2021").light == ""


def test_by_month_each_month_has_its_own_share(deals: None) -> None:
    found = table("trial.ahead", period="2022", by=["period:month"], today=TODAY, actor=None, catalogue=DECLARED)
    shown = {each.group.keys["period:month"]: each.text.zh for each in found.figures}
    assert (shown["2022-03"], shown["2022-04"]) == ("75.00 个百分点（预计）", "-33.33 个百分点（预计）")


@pytest.fixture
def treated() -> None:
    """R048: 5 million mu by the 335th day of the year."""
    enter([{"amount": "2500000", "signed_on": day} for day in ("2022-03-01", "2022-11-30")], a_unit("150521"))


def test_r048_335_days_make_149_a_day(treated: None) -> None:
    assert asked("daily", "2022-12-01 cumulative").working.zh == "5,000,000/335 = 1.49 万亩/日"
    assert asked("by_year_end", "2022-12-01 cumulative").text.zh == "544.78 万亩（预计）"
    assert asked("by_year_end", "2022-12-01 cumulative").working.zh.startswith("5,000,000/335 × 365 =")


def test_days_to_come_are_not_elapsed(treated: None) -> None:
    assert asked("daily", "2022", today=date(2022, 12, 1)).denominator == 335
    assert asked("daily", "2023", today=date(2022, 12, 1)).text.zh == "—"


def test_a_stock_counts_until_its_end(deals: None) -> None:
    assert [asked("listed", month).value for month in ("2022-03", "2022-08", "2022-09")] == [1, 2, 1]


def test_of_a_year_counts_what_had_come_by_then(deals: None) -> None:
    assert [asked("begun", f"2022-{month} cumulative").value for month in ("08", "09")] == [0, 1]
    assert asked("begun", "2023").value == 0


def test_a_comparison_has_the_same_rows_in_every_column(deals: None) -> None:
    found = comparison("trial.beside", period="2022-10 cumulative", today=TODAY, actor=None, catalogue=DECLARED)
    shown = [[each.text.zh for each in column.figures] for column in found.tables]
    assert shown == [["2 个", "0 个"], ["83.33 %", "83.33 %"], ["-33.33 个百分点（预计）", "—"]]
    assert [each.group.titles[0].zh for each in found.tables[1].figures] == ["150521", "150522"]
