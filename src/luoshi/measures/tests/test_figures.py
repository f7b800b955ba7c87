"""Figures as declared: counts, sums, rates, growth, quartiles, once per value, by unit, period and field."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from luoshi.measures.queries import figure, funnel, table
from luoshi.measures.tests.ledger import DEAL, a_unit, enter, text
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.declarations import Funnel, FunnelStep, Measure, MeasureKind, Pack, TimeRule
from luoshi.rules.expressions import parse
from luoshi.rules.figures import Rounding
from luoshi.rules.refusals import Refused

TODAY = date(2022, 12, 31)


def a_measure(name: str, kind: MeasureKind, **more: Any) -> Measure:
    """A measure of deals; `where` and `value` as their sources."""
    nodes = {part: parse(more.pop(part)) for part in ("where", "value") if part in more}
    counting = kind in {MeasureKind.COUNT, MeasureKind.SUM, MeasureKind.MEDIAN, MeasureKind.QUARTILES}
    of = {"of": DEAL.ref} if counting else {}
    return Measure("trial", name, text(name), kind, text(name), **({"rounding": Rounding(2)} | of | nodes | more))


COUNT, SUM = MeasureKind.COUNT, MeasureKind.SUM
WHOLE_NUMBER = Rounding(0)
MEASURES = (
    a_measure("signed", COUNT, when="on_signed", unit="个", rounding=WHOLE_NUMBER),
    a_measure("large", COUNT, when="on_signed", where="amount >= 1000", unit="个", rounding=WHOLE_NUMBER),
    a_measure("done", COUNT, when="on_done", unit="个", rounding=WHOLE_NUMBER),
    a_measure("money", SUM, when="on_signed", value="amount", unit="万元", shown_in="亿元"),
    a_measure("once", COUNT, when="on_signed", once_per="investor", unit="个", rounding=WHOLE_NUMBER),
    a_measure("stock", COUNT, when="on_signed", time=TimeRule.STOCK, unit="个", rounding=WHOLE_NUMBER),
    a_measure("days", MeasureKind.MEDIAN, when="on_done", value="days_between(on_signed, on_done)", unit="天"),
    a_measure("spread", MeasureKind.QUARTILES, when="on_signed", value="amount", unit="万元"),
    a_measure("large_rate", MeasureKind.RATE, numerator="trial.large", denominator="trial.signed"),
    a_measure("mean", MeasureKind.RATIO, numerator="trial.money", denominator="trial.signed", unit="万元"),
    a_measure("growth", MeasureKind.GROWTH, operand="trial.signed", rounding=Rounding(1)),
    a_measure("called", COUNT, where="filled(phone)", unit="个"),
)
FUNNEL = Funnel(
    "trial", "road", text("road"), (FunnelStep("trial.signed"), FunnelStep("trial.large", "trial.large_rate"))
)
CATALOGUE = Catalogue(
    {
        "trial": Pack(
            "trial", "1", text("trial"), "TR", text("nobody"), (),
            {DEAL.id: DEAL}, {measure.id: measure for measure in MEASURES}, {FUNNEL.id: FUNNEL},
        )
    }
)  # fmt: skip
pytestmark = pytest.mark.django_db


def asked(name: str, period: str = "2022", **more: Any) -> Any:
    """A figure of the trial pack, asked by the software itself."""
    return figure(f"trial.{name}", period=period, today=TODAY, actor=None, catalogue=CATALOGUE, **more)


def tabled(name: str, *by: str, period: str = "2022", **more: Any) -> dict[Any, str]:
    """A table as {keys: text}."""
    found = table(f"trial.{name}", period=period, by=by, today=TODAY, actor=None, catalogue=CATALOGUE, **more)
    return {
        tuple(figure.group.titles[n].zh for n in range(len(by)))
        if len(by) > 1
        else figure.group.titles[0].zh: figure.text.zh
        for figure in found.figures
    }


def signed(day: str, **data: Any) -> dict[str, Any]:
    """A deal signed on a day."""
    done = data.pop("done", None)
    return {**data, "reached": {"signed": day} | ({"done": done} if done else {})}


@pytest.fixture
def city() -> Any:
    """Two counties with deals of two years."""
    top = a_unit("150500", kind="city")
    east, west = a_unit("150521", above=top), a_unit("150522", kind="dev_zone", above=top)
    town = a_unit("150521100", kind="township", above=east)
    enter([signed("2021-05-01", amount="500", investor=1)], east)
    enter([signed("2022-01-31", amount="1000", mode="scene", investor=1, done="2022-02-10")], east)
    enter([signed("2022-02-01", amount="999.99", mode="chain", investor=2, public=True)], town)
    enter([signed("2022-12-31", amount="20000", done="2022-12-31", public=False), signed("2022-06-30")], west)
    enter([{"name": "only a lead"}], top)
    return top, east, west, town


def test_counts_sums_and_rates(city: Any) -> None:
    assert asked("signed").text.zh == "4 个"
    assert asked("signed", "2022-02").value == 1
    assert asked("signed", "2022-06累计").value == 3
    assert asked("money").text.zh == "2.20 亿元"
    assert asked("money").value == Fraction("21999.99")
    assert asked("money").amount.blanks == 1
    rate = asked("large_rate")
    assert (rate.numerator, rate.denominator, rate.text.zh) == (2, 4, "50.00 %")
    assert rate.working.zh == "2/4 = 50.00 %"
    assert asked("mean").value == Fraction("21999.99") / 4
    assert asked("growth").text.zh == "+300.0 %"
    assert asked("stock", "2022").value == 5
    assert asked("stock", "2021").value == 1


def test_nothing_is_told_as_nothing(city: Any) -> None:
    assert asked("signed", "2019").text.zh == "0 个"
    assert asked("money", "2019").text.zh == "0.00 亿元"
    assert asked("large_rate", "2019").text.zh == "—"
    assert asked("growth", "2021").text.zh == "—"
    assert asked("days", "2019").text.zh == "—"


def test_medians_and_quartiles_are_exact(city: Any) -> None:
    assert asked("days").value == 5
    assert asked("spread").amount.quartiles == (Fraction("999.995"), Fraction(1000), Fraction(10500))


def test_the_same_value_is_counted_once_and_at_its_first_time(city: Any) -> None:
    assert asked("once", "2021").value == 1
    assert asked("once", "2022").value == 3


def test_tables_by_unit_period_and_field(city: Any) -> None:
    assert tabled("signed", "unit:county") == {"150521": "2 个", "150522": "2 个"}
    assert tabled("signed", "unit:township") == {"150521100": "1 个", "其他": "3 个"}
    assert tabled("signed", "unit") == {"150521": "1 个", "150521100": "1 个", "150522": "2 个"}
    quarters = tabled("signed", "period:quarter")
    assert list(quarters.values()) == ["2 个", "1 个", "0 个", "1 个"]
    assert tabled("signed", "mode") == {"scene": "1 个", "chain": "1 个", "未填": "2 个"}
    assert tabled("signed", "public") == {"是": "1 个", "否": "1 个", "未填": "2 个"}
    assert tabled("signed", "unit:county", "mode")[("150521", "scene")] == "1 个"
    assert tabled("growth", "period:half") == {"2022年上半年": "+200.0 %", "2022年下半年": "—"}
    assert tabled("large_rate", "unit:county") == {"150521": "50.00 %", "150522": "50.00 %"}
    assert tabled("spread", "unit:county")["150521"] == "999.99 万元 / 1,000.00 万元 / 1,000.00 万元"


def test_each_figure_of_a_table_can_be_asked_alone(city: Any) -> None:
    for by in ("unit:county", "unit:township", "unit", "period:quarter", "mode", "public", "investor", "state"):
        found = table("trial.money", period="2022", by=[by], today=TODAY, actor=None, catalogue=CATALOGUE)
        for part in found.figures:
            assert asked("money", where=part.question.where).amount == part.amount


def test_within_a_part_of_the_tree(city: Any) -> None:
    assert asked("signed", within=city[1]).value == 2
    assert asked("signed", within=city[3]).value == 1


def test_a_funnel_names_its_bases(city: Any) -> None:
    steps = funnel("trial.road", period="2022", today=TODAY, actor=None, catalogue=CATALOGUE).steps
    assert [step.count.value for step in steps] == [4, 2]
    assert steps[1].rate is not None
    assert steps[1].rate.text.zh == "50.00 %"
    assert steps[1].base is not None
    assert steps[1].base.id == "signed"


@pytest.mark.parametrize(
    ("name", "by", "code"),
    [
        ("signed", "phone", "measures.personal"),
        ("signed", "name", "measures.not_groupable"),
        ("signed", "nothing", "measures.not_groupable"),
        ("signed", "period:fortnight", "measures.not_groupable"),
        ("signed", "unit:street", "measures.not_groupable"),
        ("called", "mode", "measures.personal"),
    ],
)
def test_groupings_that_make_no_sense_are_refused(name: str, by: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        tabled(name, by)
    assert refused.value.code == code


def test_decimals_stay_exact(city: Any) -> None:
    assert asked("money", "2022-02").value == Fraction(Decimal("999.99"))
