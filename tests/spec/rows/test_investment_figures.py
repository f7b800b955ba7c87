"""The published investment figures come out of the sample city through the measures, each with its base named."""

from decimal import Decimal

import pytest

from luoshi.measures.comparing import compare
from luoshi.measures.figures import Figure
from luoshi.measures.queries import figure, funnel, table
from luoshi.packs.queries import current
from tests.sample_city import SampleCity
from tests.spec.tables import rows

pytestmark = pytest.mark.django_db(transaction=True)  # a question outside a transaction opens the reading copy once

FUNNEL = rows("""
| count               | number | rate           | printed | base              |
|---------------------|--------|----------------|---------|-------------------|
| signed_projects     | 568    |                |         |                   |
| filed_projects      | 382    | filed_rate     | 67.25 % | signed_projects   |
| started_projects    | 349    | started_rate   | 61.44 % | signed_projects   |
| completed_projects  | 156    | completed_rate | 44.70 % | started_projects  |
| producing_projects  | 148    | producing_rate | 94.87 % | completed_projects |
""")

FIGURES = rows("""
| row  | measure            | period     | printed            |
|------|--------------------|------------|--------------------|
| R080 | signed_projects    | 2021       | 219 个             |
| R080 | signed_growth      | 2022       | +159.4 %           |
| R080 | signed_amount      | 2022       | 1,861.44 亿元      |
| R080 | mean_amount        | 2022       | 3.28 亿元          |
| R081 | paid_in            | 2022       | 298.00 亿元        |
| R081 | paid_in            | 2021       | 160.22 亿元        |
| R081 | paid_in_growth     | 2022       | +86 %              |
| R081 | paid_in_rate       | 2022       | 16.0 %             |
| R008 | event_signings     | 2022-04-27 | 31 个              |
| R008 | event_amount       | 2022-04-27 | 591.95 亿元        |
| R013 | reserve_rate       | 2022       | 7.3 %              |
| R079 | teams              | 2022       | 384 支             |
| R079 | team_units         | 2022       | 31 个              |
| R079 | teams_per_unit     | 2022       | 12.4 支/个         |
| R079 | team_size          | 2022       | 3.4 人/支          |
| R094 | trips              | 2022       | 15 次              |
| R141 | institutes_wanted  | 2022       | 141 个             |
| R141 | institutes_rate    | 2022       | 17.7 %             |
| R074 | enclave_unreconciled | 2022     | 0.00 万元          |
""")


def asked(city: SampleCity, measure: str, period: str = "2022") -> Figure:
    return figure(f"investment.{measure}", period=period, today=city.today, actor=None)


def test_r082_the_funnel_names_the_base_of_each_rate(sample_city: SampleCity) -> None:
    found = funnel("investment.signed_to_producing", period="2022", today=sample_city.today, actor=None)
    told = [
        (
            step.count.measure.id,
            str(step.count.value),
            step.rate.measure.id if step.rate else "",
            step.rate.text.zh if step.rate else "",
            step.base.id if step.base else "",
        )
        for step in found.steps
    ]
    assert told == FUNNEL


def test_r008_r013_r074_r079_r080_r081_r094_r141_figures_are_printed_as_published(sample_city: SampleCity) -> None:
    told = [
        (row, measure, period, asked(sample_city, measure, period).text.zh) for row, measure, period, _ in FIGURES
    ]
    assert told == FIGURES


def test_every_published_figure_agrees_and_names_what_it_left_unsaid(sample_city: SampleCity) -> None:
    compared = compare(current(), today=sample_city.today)
    assert [each.published.quote for each in compared if not each.agrees] == []
    assert len(compared) > 20
    for each in compared:
        if each.measure.kind in ("rate", "growth"):
            assert "基数" in each.unsaid.zh


def test_r042_r095_r136_the_groups_add_up_to_the_total(sample_city: SampleCity) -> None:
    for measure, total in (("signed_projects", 568), ("signed_amount", 18_614_400)):
        for group in ("mode", "size_class", "batch", "unit:county", "industry"):
            found = table(f"investment.{measure}", period="2022", by=[group], today=sample_city.today, actor=None)
            assert sum(each.value or 0 for each in found.figures) == found.total.value == total, group


def test_r083_r140_durations_have_median_and_quartiles(sample_city: SampleCity) -> None:
    for stage in ("lead_to_signing", "sign_to_start", "start_to_completion", "signing_to_production"):
        quartiles = asked(sample_city, f"days_{stage}").amount.quartiles
        assert quartiles is not None
        assert 0 <= quartiles[0] <= quartiles[1] <= quartiles[2] < 366, stage


def test_r135_a_signature_is_judged_once_in_each_year(sample_city: SampleCity) -> None:
    for measure, of_2022 in (("cohort_started", 349), ("cohort_completed", 156), ("cohort_producing", 148)):
        years = [asked(sample_city, measure, year).value or 0 for year in ("2021", "2022", "2023")]
        assert sum(years) == asked(sample_city, measure, "2021-2025").value
        assert years[1] == of_2022


def test_c1_three_hundred_odd_and_384_are_both_true(sample_city: SampleCity) -> None:
    teams = [
        each for each in compare(current(), today=sample_city.today) if each.published.measure.endswith(".teams")
    ]
    assert {each.published.value for each in teams} == {"384支", "300多支"}
    assert all(each.agrees and each.unsaid.zh for each in teams)


def test_c2_254_is_a_reserve_and_no_stage_of_the_funnel(sample_city: SampleCity) -> None:
    steps = {step.count for step in current().funnel("investment.signed_to_producing").steps}
    reserve = asked(sample_city, "reserved_contacts")
    assert reserve.value == 254
    assert reserve.measure.ref not in steps
    assert round(Decimal(254) / 568 * 100, 1) == Decimal("44.7")


def test_c4_a_dropped_zero_is_the_same_figure(sample_city: SampleCity) -> None:
    by_measure = {each.published.measure: each for each in compare(current(), today=sample_city.today)}
    completed = by_measure["investment.completed_rate"]
    assert (completed.published.value, completed.figure.text.zh, completed.agrees) == ("44.7 %", "44.70 %", True)
