"""A record entered by mistake is taken back: it stays with its reason, and is listed, counted and written nowhere."""

from collections.abc import Callable
from datetime import date

import pytest

from luoshi.audit.models import Entry
from luoshi.packs.queries import register
from luoshi.registers.actions import begin_review, correct, create, move, withdraw
from luoshi.registers.models import Clock, ClockState, Record
from luoshi.registers.queries import available_moves, get, visible_to
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks, report_of
from luoshi.rules.refusals import Refused


def test_a_record_taken_back_is_listed_and_written_no_more(works: SmallWorks) -> None:
    unit = works.city.unit("supervision")
    data = {"matter": "修路"}
    task = create("works.task", data, unit=unit, lead=works.north, due=date(2022, 9, 1), by=works.planner, at=NOW)
    assert Clock.objects.filter(record=task).open().exists()
    withdraw(task, reason="录重了", by=works.planner, at=NOW)
    assert not visible_to(works.planner, register("works.task")).filter(label="修路").exists()
    assert not Clock.objects.filter(record=task).open().exists()
    assert set(Clock.objects.filter(record=task).values_list("state", flat=True)) == {ClockState.VOID}
    told = get(works.planner, task.pk)
    assert (told.withdrawn_at, told.due) == (NOW, None)
    assert available_moves(works.lead, told, today=TODAY) == []
    assert Entry.objects.get(act="registers.withdraw").subject_id == task.pk
    assert refusals(works, told) == {"registers.withdrawn"}


def refusals(works: SmallWorks, task: Record) -> set[str]:
    """What is said to whoever goes on with a record that was taken back, by its page."""
    acts = (
        lambda: correct(task, {"matter": "架桥"}, reason="改", by=works.planner, at=NOW),
        lambda: withdraw(task, reason="再来", by=works.planner, at=NOW),
        lambda: move(task, "report", step=report_of(), by=works.lead, at=NOW),
        lambda: begin_review(task, "merit", by=works.lead, at=NOW),
        lambda: works.plan("下一级", parent=task),
    )
    return {code_of(act) for act in acts}


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def test_nothing_hangs_under_a_plan_that_was_taken_back(works: SmallWorks) -> None:
    plan = works.plan("录重的计划")
    withdraw(plan, reason="录重了", by=works.planner, at=NOW)
    page = get(works.planner, plan.pk)
    assert code_of(lambda: works.plan("分项", parent=page)) == "registers.withdrawn"


def test_its_key_is_free_again(works: SmallWorks) -> None:
    site = works.site("东桥")
    withdraw(site, reason="录错了", by=works.lead, at=NOW)
    data = {"title_of_site": "东桥", "plan": site.data["plan"]}
    assert create("works.site", data, unit=works.north, by=works.lead, at=NOW).pk != site.pk


def test_only_who_may_enter_it_takes_it_back_with_a_reason(works: SmallWorks) -> None:
    site = works.site("东桥")
    with pytest.raises(Refused, match="may_not_edit"):
        withdraw(site, reason="错", by=works.other_lead, at=NOW)
    with pytest.raises(Refused, match="reason"):
        withdraw(site, reason=" ", by=works.lead, at=NOW)
    with pytest.raises(Refused, match="overtaken"):
        withdraw(site, reason="错", by=works.lead, at=NOW, revision=5)


def test_what_something_was_done_with_stays(works: SmallWorks) -> None:
    reported = works.reported()
    with pytest.raises(Refused, match="in_use"):
        withdraw(reported, reason="错", by=works.planner, at=NOW)
    plan = works.plan("大桥计划")
    works.plan("桥墩", parent=plan)
    with pytest.raises(Refused, match="hang under"):
        withdraw(plan, reason="错", by=works.planner, at=NOW)
    assert Record.objects.filter(pk=plan.pk).exists()
