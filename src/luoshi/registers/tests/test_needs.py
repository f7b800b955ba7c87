"""What needs a person today: whose it is, why, in which order; what it costs does not grow with what waits."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.packs.load import load
from luoshi.registers.actions import Step, ask_for_time, chase, comment, create, move, reply, withdraw_comment
from luoshi.registers.models import Record
from luoshi.registers.needs import Need, NeedKind, needs_of
from luoshi.registers.needs.steps import leads_on
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks, report_of, start
from luoshi.registers.tests.test_comments import renamed
from luoshi.rules.actors import Actor, Role

pytestmark = pytest.mark.django_db
PACKS = Path(__file__).parents[4] / "packs"
LATE = datetime(2022, 7, 1, 2, 0, tzinfo=UTC)  # two days behind the ten working days of a site filed on NOW


@pytest.fixture
def works(small_works: SmallWorks) -> SmallWorks:
    return small_works


def need_of(actor: Actor, record: Record, at: datetime = NOW) -> Need | None:
    """What the record needs of somebody."""
    return next((need for need in needs_of(actor, at=at).matters if need.record == record.pk), None)


def codes(need: Need | None) -> list[str]:
    """The reasons, the most pressing first."""
    return [reason.code.removeprefix("registers.") for reason in need.reasons] if need else []


def test_the_lead_is_told_its_next_move_and_nobody_else(works: SmallWorks) -> None:
    task = works.task()
    need = need_of(works.lead, task)
    assert codes(need) == ["next_move"]
    assert need is not None
    assert need.reasons[0].text.zh == "因北山旗是牵头单位，下一步：反馈"
    assert need.reasons[0].text.en == "北山旗 leads it; next: Report"
    for other in (works.other_lead, works.officer, works.verifier):
        assert need_of(other, task) is None


def test_ways_out_and_ways_back_are_not_expected(works: SmallWorks) -> None:
    task = works.reported()
    assert need_of(works.lead, task) is None
    assert codes(need_of(works.supervisor, task)) == []  # to shelve it is a way out, to withdraw leads back
    assert codes(need_of(works.verifier, task)) == ["to_strike_off"]


def test_in_the_packs_a_reported_task_waits_for_its_strike_off_and_for_no_way_out() -> None:
    pack = load(PACKS / "supervision").pack
    assert pack is not None
    lifecycle = pack.registers["task"].lifecycle
    assert lifecycle is not None
    ahead = {
        state: [move.id for move in lifecycle.moves_from(state) if leads_on(lifecycle, move, state)]
        for state in lifecycle.states
    }
    assert ahead["reported"] == ["strike_off"]
    assert ahead["undertaken"] == ["report"]
    assert ahead["struck_off"] == []


def test_a_date_comes_with_its_days_and_before_the_next_move(works: SmallWorks) -> None:
    site = works.site(cost=5)
    near = need_of(works.lead, site, NOW + timedelta(days=8))
    assert codes(near) == ["due_soon", "next_move"]
    late = need_of(works.lead, site, LATE)
    assert codes(late) == ["late", "next_move"]
    assert late is not None
    assert late.reasons[0].text.zh == "因北山旗是牵头单位，已逾期2个工作日"
    assert late.due == site.due


def test_a_supervisor_may_chase_and_the_lead_is_chased_until_it_answers(works: SmallWorks) -> None:
    site = works.site(cost=5)
    assert "rung_open" in codes(need_of(works.supervisor, site, LATE))
    notice = chase(site, "reminder", by=works.supervisor, at=LATE)
    asked = need_of(works.lead, site, LATE)
    assert codes(asked)[0] == "chased"
    assert asked is not None
    assert asked.reasons[0].subject == ("chase", notice.pk)
    reply(notice, "已进场", by=works.lead, at=LATE)
    assert "chased" not in codes(need_of(works.lead, site, LATE))


def test_what_waits_for_a_sign_off_is_told_to_who_may_sign(works: SmallWorks) -> None:
    site = works.site(cost=5, permit_ok=True)
    move(site, "start", step=start(), by=works.lead, at=NOW)
    site.refresh_from_db()
    ask_for_time(site.clocks.get(ended_on=None), 5, reason="雨季", by=works.lead, at=NOW)
    assert codes(need_of(works.supervisor, site)) == ["to_grant"]
    assert "to_grant" not in codes(need_of(works.lead, site))
    task = works.reported()
    of_the_doer = works.city.actor(Role.VERIFIER, "north")
    assert need_of(of_the_doer, task) is None


def test_what_waits_for_others_crowds_out_nobodys_own(works: SmallWorks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luoshi.registers.needs.signing.MOST", 0)
    south, zone = works.city.unit("south"), works.city.actor(Role.COUNTY_LEAD, "zone")
    data = {"title_of_site": "西桥", "plan": works.plan("西桥的计划"), "cost": 5, "permit_ok": True}
    theirs = create("works.site", data, unit=south, lead=works.city.unit("zone"), by=works.other_lead, at=NOW)
    for site, lead in ((works.site(cost=5, permit_ok=True), works.lead), (theirs, zone)):
        move(site, "start", step=start(), by=lead, at=NOW)
        site.refresh_from_db()
        ask_for_time(site.clocks.get(ended_on=None), 5, reason="雨季", by=lead, at=NOW)
    assert codes(need_of(works.city.actor(Role.SUPERVISOR, "south"), theirs)) == ["to_grant"]


def test_a_proposed_move_waits_for_its_confirmation_and_for_nothing_else(works: SmallWorks) -> None:
    site = works.site(cost=5, permit_ok=True)
    move(site, "start", step=start(), by=works.lead, at=NOW)
    move(site, "complete", step=Step(on=TODAY, evidence={"report": "验字1号"}), by=works.lead, at=NOW)
    assert codes(need_of(works.verifier, site)) == ["to_confirm"]
    assert "next_move" not in codes(need_of(works.lead, site))


def test_a_mention_is_told_until_the_person_does_something_or_it_is_old(works: SmallWorks) -> None:
    task = works.task()
    renamed(works.planner, "李长山")
    said = comment(task, "@李长山 请看", by=works.lead, at=NOW)
    assert codes(need_of(works.planner, task)) == ["mentioned"]
    assert need_of(works.planner, task, NOW + timedelta(days=15)) is None
    comment(task, "看过了", by=works.planner, at=NOW)
    assert need_of(works.planner, task) is None
    again = comment(task, "@李长山 还有一事", by=works.lead, at=NOW)
    assert codes(need_of(works.planner, task)) == ["mentioned"]
    withdraw_comment(again, by=works.lead, at=NOW)
    assert need_of(works.planner, task) is None
    assert said.pk < again.pk


def test_matters_are_ordered_by_what_presses(works: SmallWorks) -> None:
    site, task = works.site(cost=5), works.task()
    chased = works.task("铺路")
    create("works.task", {"matter": "架桥"}, unit=works.north, by=works.lead, at=NOW)
    chase(site, "reminder", by=works.supervisor, at=LATE)
    found = needs_of(works.lead, at=LATE)
    assert [matter.record for matter in found.matters][:2] == [site.pk, task.pk]
    assert found.count(NeedKind.CHASED) == 1
    assert found.count(NeedKind.MOVE) == 4
    assert not found.cut
    assert chased.pk in {matter.record for matter in found.matters}


def test_nobody_without_a_post_and_no_auditor_is_asked_for_anything(works: SmallWorks) -> None:
    works.site(cost=5)
    works.reported()
    for actor in (Actor(1, "无岗位", ()), works.city.actor(Role.AUDITOR, "city")):
        assert needs_of(actor, at=LATE).matters == ()


def queries_of(actor: Actor, at: datetime) -> int:
    """How many queries it takes once everything that is kept in memory is there."""
    needs_of(actor, at=at)
    with CaptureQueriesContext(connection) as queries:
        needs_of(actor, at=at)
    return len(queries)


@pytest.mark.parametrize("who", ["lead", "verifier", "supervisor", "planner"])
def test_what_it_costs_does_not_grow_with_what_waits(works: SmallWorks, who: str) -> None:
    actor: Actor = getattr(works, who)

    def more(number: int) -> None:
        site = works.site(f"工地{number}", cost=5, permit_ok=True)
        task = works.task(f"修路{number}")
        move(task, "report", step=report_of(), by=works.lead, at=NOW)
        chase(site, "reminder", by=works.supervisor, at=LATE)
        works.site(f"工地甲{number}", cost=5)

    for number in range(2):
        more(number)
    few = queries_of(actor, LATE)
    for number in range(2, 9):
        more(number)
    assert queries_of(actor, LATE) <= few <= 25
