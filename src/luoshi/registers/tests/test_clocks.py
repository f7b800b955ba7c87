"""Clocks of a record: they stand still for listed reasons, are extended by another, and keep every date they had."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from luoshi.calendars.queries import national
from luoshi.org.actions import hold_post
from luoshi.org.queries import actor_for
from luoshi.org.tests.small_city import START
from luoshi.registers.actions import (
    Halt,
    Step,
    ask_for_time,
    confirm,
    grant_time,
    move,
    refuse_time,
    resume_clock,
    set_parties,
    stop_clock,
)
from luoshi.registers.models import Clock, ClockState, Record
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks, start
from luoshi.rules.actors import Role
from luoshi.rules.refusals import Refused

JULY = datetime(2022, 7, 1, 2, 0, tzinfo=UTC)
AUGUST = datetime(2022, 8, 15, 2, 0, tzinfo=UTC)
REVIEW = Halt("review", "评审通知〔2022〕3号", date(2022, 6, 20))


@pytest.fixture
def site(works: SmallWorks) -> Record:
    """A site that was started, and is supervised by the supervision office."""
    site = works.site(permit_ok=True)
    move(site, "start", step=start(cost=500), by=works.lead, at=NOW)
    return set_parties(site, lead=works.north, supervisor=[works.city.unit("supervision")], by=works.lead, at=NOW)


def build_clock(site: Record) -> Clock:
    return site.clocks.get(clock="build")


def fresh(site: Record) -> Record:
    return Record.objects.get(pk=site.pk)


def test_each_limit_of_a_record_has_its_clock(site: Record) -> None:
    filed, build = site.clocks.order_by("pk")
    assert (filed.clock, filed.state, filed.due, filed.ended_on) == ("filed_started", "met", date(2022, 6, 29), TODAY)
    assert (build.state, build.due, build.calendar) == ("running", date(2022, 8, 10), national().version)
    assert site.due == date(2022, 8, 10)


def test_a_clock_that_is_missed_says_so(works: SmallWorks, site: Record) -> None:
    late = datetime(2022, 8, 11, 2, 0, tzinfo=UTC)
    proposed = move(
        site, "complete", step=Step(on=late.date(), evidence={"report": "验字1号"}), by=works.lead, at=late
    )
    confirm(proposed, by=works.verifier, at=late)
    assert (build_clock(site).state, build_clock(site).ended_on) == (ClockState.MISSED, date(2022, 8, 11))
    assert fresh(site).due is None


def test_the_due_date_moves_by_the_working_days_a_clock_stood_still(works: SmallWorks, site: Record) -> None:
    stop_clock(build_clock(site), REVIEW, by=works.supervisor, at=JULY)
    assert build_clock(site).due == national().add(date(2022, 8, 10), 20).date  # the latest it can become
    resume_clock(build_clock(site), on=date(2022, 6, 27), by=works.supervisor, at=JULY)
    stood = national().count(date(2022, 6, 19), date(2022, 6, 26)).days
    assert (stood, build_clock(site).due, fresh(site).due) == (5, date(2022, 8, 17), date(2022, 8, 17))
    changes = [(change.cause, change.old_due, change.new_due) for change in build_clock(site).changes.order_by("pk")]
    assert changes == [
        ("stopped", date(2022, 8, 10), date(2022, 9, 7)),
        ("resumed", date(2022, 9, 7), date(2022, 8, 17)),
    ]


def test_a_stop_ends_by_itself_after_its_longest_time(works: SmallWorks, site: Record) -> None:
    stop_clock(build_clock(site), REVIEW, by=works.supervisor, at=JULY)
    resume_clock(build_clock(site), on=date(2022, 8, 10), by=works.supervisor, at=AUGUST)
    assert build_clock(site).stood == "2022-06-20/2022-07-15"  # 20 working days, not the 37 that were claimed
    assert build_clock(site).due == national().add(date(2022, 8, 10), 20).date


def test_a_stop_that_ran_out_makes_way_for_another(works: SmallWorks, site: Record) -> None:
    stop_clock(build_clock(site), REVIEW, by=works.supervisor, at=JULY)
    stop_clock(build_clock(site), Halt("review", "再次评审", date(2022, 8, 1)), by=works.supervisor, at=AUGUST)
    assert build_clock(site).stood == "2022-06-20/2022-07-15"
    assert build_clock(site).stops.count() == 2


def test_a_stop_without_a_longest_time_leaves_no_due_date(works: SmallWorks, site: Record) -> None:
    stop_clock(build_clock(site), Halt("court", "裁定书", date(2022, 6, 20)), by=works.lead, at=JULY)
    assert (build_clock(site).state, fresh(site).due) == (ClockState.STOPPED, None)
    resume_clock(build_clock(site), on=date(2022, 6, 21), by=works.lead, at=JULY)
    assert fresh(site).due == date(2022, 8, 11)


def test_a_clock_stopped_twice_at_once_is_refused_by_name(works: SmallWorks, site: Record) -> None:
    stop_clock(build_clock(site), REVIEW, by=works.supervisor, at=JULY)
    with pytest.raises(Refused, match=r"registers\.stopped_already") as refused:
        stop_clock(build_clock(site), REVIEW, by=works.supervisor, at=JULY)
    assert works.supervisor.name in refused.value.reason.zh


@pytest.mark.parametrize(
    ("halt", "code"),
    [
        (Halt("weather", "下雨", date(2022, 6, 20)), "stop_not_listed"),
        (Halt("review", " ", date(2022, 6, 20)), "basis_missing"),
        (Halt("review", "通知", date(2022, 7, 2)), "stopped_when"),
        (Halt("review", "通知", date(2022, 6, 15)), "stopped_when"),
    ],
)
def test_a_stop_needs_a_listed_reason_its_document_and_a_day(
    works: SmallWorks, site: Record, halt: Halt, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        stop_clock(build_clock(site), halt, by=works.supervisor, at=JULY)


def test_a_stop_does_not_mend_a_date_that_has_passed(works: SmallWorks, site: Record) -> None:
    with pytest.raises(Refused, match=r"registers\.stopped_late"):
        stop_clock(build_clock(site), Halt("review", "通知", date(2022, 8, 11)), by=works.supervisor, at=AUGUST)


def test_the_lead_stops_a_clock_only_where_that_is_declared(works: SmallWorks, site: Record) -> None:
    with pytest.raises(Refused, match=r"registers\.not_yours"):
        stop_clock(build_clock(site), REVIEW, by=works.lead, at=JULY)


def test_more_time_is_asked_by_one_and_granted_by_another(works: SmallWorks, site: Record) -> None:
    request = ask_for_time(build_clock(site), 10, reason="材料迟到", by=works.lead, at=JULY)
    grant_time(request, by=works.planner, at=JULY)
    assert (request.old_due, request.new_due) == (date(2022, 8, 10), date(2022, 8, 24))
    assert (build_clock(site).extended, fresh(site).due) == (10, date(2022, 8, 24))
    assert build_clock(site).changes.get().old_due == date(2022, 8, 10)
    with pytest.raises(Refused, match=r"registers\.no_time_left"):
        ask_for_time(build_clock(site), 1, reason="再要一天", by=works.lead, at=JULY)


def test_more_time_is_not_granted_twice_by_the_asker_or_beyond_its_limit(works: SmallWorks, site: Record) -> None:
    with pytest.raises(Refused, match=r"registers\.too_much_time"):
        ask_for_time(build_clock(site), 16, reason="太多", by=works.lead, at=JULY)
    request = ask_for_time(build_clock(site), 10, reason="材料迟到", by=works.lead, at=JULY)
    with pytest.raises(Refused, match=r"registers\.not_yours"):
        grant_time(request, by=works.lead, at=JULY)
    refuse_time(request, reason="理由不足", by=works.supervisor, at=JULY)
    with pytest.raises(Refused, match=r"registers\.already_settled"):
        grant_time(request, by=works.supervisor, at=JULY)
    assert fresh(site).due == date(2022, 8, 10)


def test_a_supporting_unit_grants_itself_no_time(works: SmallWorks, site: Record) -> None:
    """Who is tied to a supporting unit decides neither way, whatever other post they hold."""
    set_parties(site, lead=works.north, support=[works.south], by=works.lead, at=NOW)
    inside = works.city.person(Role.BUREAU_OFFICER, "south")
    hold_post(inside, unit=works.city.unit("city"), role=Role.SUPERVISOR, since=START, by=works.city.admin, at=NOW)
    request = ask_for_time(build_clock(site), 10, reason="材料迟到", by=works.lead, at=JULY)
    for decide in (grant_time, partial(refuse_time, reason="太久")):
        with pytest.raises(Refused, match=r"registers\.may_not_sign_off"):
            decide(request, by=actor_for(inside, at=JULY), at=JULY)
    grant_time(request, by=works.supervisor, at=JULY)


def test_it_is_too_late_to_ask_once_the_date_has_passed(works: SmallWorks, site: Record) -> None:
    with pytest.raises(Refused, match=r"registers\.asked_too_late"):
        ask_for_time(build_clock(site), 5, reason="忘了", by=works.lead, at=AUGUST)


def test_a_date_given_at_the_start_takes_the_place_of_the_one_limit(works: SmallWorks) -> None:
    plan = works.plan("全年计划", due=date(2022, 12, 31))
    (clock,) = plan.clocks.all()
    assert (clock.clock, clock.due, clock.limit) == ("given", date(2022, 12, 31), None)
    with pytest.raises(Refused, match=r"registers\.no_extension"):
        ask_for_time(clock, 1, reason="多一天", by=works.planner, at=JULY)


def test_a_system_clock_set_back_an_hour_bends_no_limit(works: SmallWorks, site: Record) -> None:
    """Just after midnight it is set back: yesterday again, for an hour. Days stay in order or are refused."""
    midnight = datetime(2022, 6, 30, 16, 10, tzinfo=UTC)  # 00:10 on 1 July in China
    back = midnight - timedelta(hours=1)
    today, yesterday = date(2022, 7, 1), date(2022, 6, 30)
    clock = build_clock(site)
    stop_clock(clock, Halt("review", "通知", today), by=works.supervisor, at=midnight)
    with pytest.raises(Refused, match="resumed_when"):
        resume_clock(build_clock(site), on=today, by=works.supervisor, at=back)
    with pytest.raises(Refused, match="resumed_when"):
        resume_clock(build_clock(site), on=yesterday, by=works.supervisor, at=back)
    with pytest.raises(Refused, match="stopped_already"):
        stop_clock(build_clock(site), Halt("review", "通知", yesterday), by=works.supervisor, at=back)
    resume_clock(build_clock(site), on=today, by=works.supervisor, at=midnight + timedelta(minutes=1))
    kept = build_clock(site)
    assert (kept.state, kept.due, kept.stops.get().until) == ("running", date(2022, 8, 10), yesterday)
    with pytest.raises(Refused, match="stopped_when"):
        stop_clock(kept, Halt("review", "通知", today), by=works.supervisor, at=back)


def test_a_clock_set_back_an_hour_lets_nobody_ask_twice_or_decide_early(works: SmallWorks, site: Record) -> None:
    asked = ask_for_time(build_clock(site), 5, reason="材料迟到", by=works.lead, at=JULY)
    back = JULY - timedelta(hours=1)
    with pytest.raises(Refused, match=r"no_time_left|time_asked_already"):
        ask_for_time(build_clock(site), 5, reason="再要", by=works.lead, at=back)
    grant_time(asked, by=works.supervisor, at=back)
    assert build_clock(site).due == date(2022, 8, 17)
    with pytest.raises(Refused, match="already_settled"):
        refuse_time(asked, reason="不行", by=works.supervisor, at=back)


def test_a_move_dated_before_the_last_by_a_clock_set_back_is_refused(works: SmallWorks) -> None:
    site = works.site("西桥", permit_ok=True)
    midnight = datetime(2022, 6, 30, 16, 10, tzinfo=UTC)
    step = Step(on=date(2022, 7, 1), evidence={"licence": "许字1号"}, values={"cost": 500})
    move(site, "start", step=step, by=works.lead, at=midnight)
    done = Step(on=date(2022, 6, 30), evidence={"report": "验字1号"})
    with pytest.raises(Refused, match=r"registers\.day"):
        move(site, "complete", step=done, by=works.lead, at=midnight - timedelta(hours=1))
