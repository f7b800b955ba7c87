"""The published key-project figures come out of the sample city through the measures, each with its base named."""

from datetime import date, timedelta

import pytest

from luoshi.measures.comparing import compare
from luoshi.measures.figures import Figure
from luoshi.measures.queries import comparison, figure, figures, funnel, rows_of
from luoshi.packs.queries import current
from luoshi.registers.lists import compare as compare_lists
from luoshi.registers.lists import on_day
from luoshi.registers.models import FrozenList, ListChange, Record
from luoshi.registers.scheduling import end_of, schedule_of
from luoshi.rules.actors import Role
from luoshi.rules.backschedule import Season
from tests.sample_city import SampleCity
from tests.spec.tables import rows

pytestmark = pytest.mark.django_db(transaction=True)  # a question outside a transaction opens the reading copy once

LINE = "key_projects"
OCTOBER = "2022-10 cumulative"
FIGURES = rows("""
| row  | measure                 | period                | working                                        |
|------|-------------------------|-----------------------|------------------------------------------------|
| R014 | planned_projects        | 2022-10 cumulative    | 540 个                                         |
| R014 | planned_projects        | 2022-07 cumulative    | 547 个                                         |
| R014 | moved_out_projects      | 2022-10 cumulative    | 7 个                                           |
| R014 | planned_total           | 2022-10 cumulative    | 1,660.00 亿元                                  |
| R014 | planned_year            | 2022-10 cumulative    | 518.00 亿元                                    |
| R014 | planned_year_share      | 2022-10 cumulative    | 5,180,000/16,600,000 = 31.2 %                  |
| R015 | started                 | 2022-10 cumulative    | 539 个                                         |
| R015 | start_rate              | 2022-10 cumulative    | 539/540 = 99.8 %                               |
| R017 | permits_complete        | 2022-10 cumulative    | 519 个                                         |
| R017 | permit_rate             | 2022-10 cumulative    | 519/540 = 96.11 %                              |
| R017 | started_without_permits | 2022-10 cumulative    | 20 个                                          |
| R016 | major_projects          | 2022-10 cumulative    | 190 个                                         |
| R016 | major_start_rate        | 2022-10 cumulative    | 190/190 = 100.0 %                              |
| R016 | major_total             | 2022-10 cumulative    | 1,215.00 亿元                                  |
| R016 | major_year              | 2022-10 cumulative    | 320.00 亿元                                    |
| R016 | major_expected          | 2022-10 cumulative    | 296.00 亿元（预计）                            |
| R016 | major_expected_rate     | 2022-10 cumulative    | 2,960,000/3,200,000 = 92.5 %（预计）           |
| R016 | year_elapsed            | 2022-10 cumulative    | 10/12 = 83.33 %                                |
| R016 | ahead_expected          | 2022-10 cumulative    | 92.50 % − 83.33 % = 9.17 个百分点（预计）      |
| R011 | tour_days               | 2022-11 cumulative    | 6 天                                           |
| R011 | tour_areas              | 2022-11 cumulative    | 9 个                                           |
| R048 | land_pace               | 2022-12-01 cumulative | 5,000,000/335 = 1.49 万亩/日                   |
| R048 | claims_not_holding      | 2022                  | 0 条                                           |
| R053 | mines                   | 2022                  | 11 座                                          |
| R053 | mine_capacity           | 2022                  | 1,985 万吨                                     |
| R054 | pilots                  | 2022                  | 138 个                                         |
| R099 | township_projects       | 2022                  | 11 个                                          |
| R099 | township_funds          | 2022                  | 5,230 万元                                     |
| R103 | mean_parcel             | 2022                  | 19,000/115 = 165 亩/个                         |
""")
PARTS = rows("""
| row  | part           | whole            |
|------|----------------|------------------|
| R016 | major_projects | planned_projects |
| R016 | major_total    | planned_total    |
| R016 | major_year     | planned_year     |
""")


def test_key_project_figures_with_their_working(sample_city: SampleCity) -> None:
    wrong = []
    for period in {period for _, _, period, _ in FIGURES}:
        wanted = {f"{LINE}.{measure}": working for _, measure, when, working in FIGURES if when == period}
        found = figures(list(wanted), period=period, today=sample_city.today, actor=None)
        told = {ref: each.working.zh if isinstance(each, Figure) else each.code for ref, each in found.items()}
        wrong += [
            f"{ref} {period}: {told[ref]} ≠ {working}" for ref, working in wanted.items() if told[ref] != working
        ]
    assert wrong == []


def asked(city: SampleCity, measure: str, period: str = OCTOBER) -> Figure:
    """A figure of the line, asked by the software itself."""
    return figure(f"{LINE}.{measure}", period=period, today=city.today, actor=None)


def test_every_published_figure_agrees(sample_city: SampleCity) -> None:
    compared = [each for each in compare(current(), today=sample_city.today) if each.measure.pack == LINE]
    assert [f"{each.published.quote}: {each.figure.text.zh}" for each in compared if not each.agrees] == []
    assert len(compared) == 27
    assert all(each.unsaid.zh for each in compared if each.measure.kind == "rate")


def test_r016_the_major_projects_are_a_part(sample_city: SampleCity) -> None:
    refs = [f"{LINE}.{name}" for _, *pair in PARTS for name in pair]
    found = figures(refs, period=OCTOBER, today=sample_city.today, actor=None)
    values = {ref: each.value or 0 for ref, each in found.items() if isinstance(each, Figure)}
    for row, part, whole in PARTS:
        assert 0 < values[f"{LINE}.{part}"] < values[f"{LINE}.{whole}"], row


def test_r015_one_left_is_never_100(sample_city: SampleCity) -> None:
    steps = funnel(f"{LINE}.planned_to_permitted", period=OCTOBER, today=sample_city.today, actor=None).steps
    assert [step.count.value for step in steps] == [540, 539, 519]
    assert [step.rate.text.zh for step in steps if step.rate] == ["99.8 %", "96.11 %"]


def test_r017_the_twenty_to_explain_are_listed_and_an_accepted_explanation_closes_one(
    sample_city: SampleCity,
) -> None:
    early = asked(sample_city, "started_without_permits")
    listed = rows_of(early, today=sample_city.today, actor=None, size=50)
    assert listed.total == 20
    starts = Record.objects.in_bulk([each.record for each in listed.rows])
    assert all("started" in record.reached for record in starts.values())
    explained = Record.objects.of(f"{LINE}.early_start")
    assert {record.data["project"] for record in explained} <= set(starts)
    assert asked(sample_city, "early_starts_open").value == 20
    accepted = explained.filter(state="accepted").count()
    assert (asked(sample_city, "early_starts_open", "2022").value or 0) <= 20 - accepted


def test_r016_a_forecast_never_counts_as_done(sample_city: SampleCity) -> None:
    done, expected = asked(sample_city, "major_actual"), asked(sample_city, "major_expected")
    assert 0 < (done.value or 0) < (expected.value or 0)
    assert "预计" not in done.text.zh
    assert asked(sample_city, "major_actual", "2022-09 cumulative").value == done.value


def test_r014_the_seven_of_july_are_moved_out_with_their_reasons(sample_city: SampleCity) -> None:
    july, october = FrozenList.objects.filter(register=f"{LINE}.project").order_by("frozen_on")
    assert (july.base, october.base) == (547, 540)
    changes = ListChange.objects.filter(frozen=july)
    assert changes.count() == 7
    assert all(change.reason and change.document for change in changes)
    gone = Record.objects.of(f"{LINE}.project").filter(state="moved_out")
    assert {change.record_id for change in changes} == {record.pk for record in gone}
    day = date(2022, 10, 31)
    beside = compare_lists(on_day(july, day), on_day(october, day))
    assert (beside.both, len(beside.only_left), len(beside.only_right)) == (540, 7, 0)
    assert on_day(july, sample_city.today).standing == 540


def test_r012_the_comparison_asks_townships_for_nothing(sample_city: SampleCity) -> None:
    catalogue = current()
    found = comparison(f"{LINE}.tour", period="2022-11 cumulative", today=sample_city.today, actor=None)
    assert {len(column.figures) for column in found.tables} == {9}
    registers = [each for each in catalogue.registers() if each.pack == LINE]
    asked_of_townships = {each.id for each in registers if Role.TOWNSHIP_CLERK in each.edit}
    assert asked_of_townships == {"township_project"}
    assert all("township_project" not in catalogue.measure(ref).of for ref in found.comparison.measures)


def test_r109_no_schedule_puts_earthworks_into_the_closed_season(sample_city: SampleCity) -> None:
    register = current().register(f"{LINE}.project")
    season = register.back_schedule.seasons["frozen_ground"] if register.back_schedule else None
    assert season is not None
    closed = Season(season.since, season.until)
    worked = 0
    for project in Record.objects.of(register.ref).order_by("pk")[:60]:
        end = end_of(register, project)
        schedule = schedule_of(register, end) if end else None
        assert schedule is not None, project.label
        for placed in schedule.steps:
            if placed.step.closed:
                days = [
                    first + timedelta(days=n)
                    for first, last in placed.stretches
                    for n in range((last - first).days + 1)
                ]
                assert not any(closed.holds(day) for day in days), (project.label, placed.step.id)
                worked += len(days)
    assert worked == 60 * (45 + 90)
