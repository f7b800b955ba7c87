"""A child's date within its parent's: a stop or more time beyond it is refused; what leads there is told."""

from datetime import date

import pytest

from luoshi.audit.tests.lifting import an_act
from luoshi.jobs.testing import drain
from luoshi.registers.actions import Halt, ask_for_time, create, grant_time, move, resume_clock, stop_clock
from luoshi.registers.actions.clocks import compute
from luoshi.registers.actions.following import follow_calendar
from luoshi.registers.models import Clock, Record
from luoshi.registers.queries import beyond_parent
from luoshi.registers.tests.small_works import NOW, SmallWorks, start
from luoshi.registers.tests.test_clocks import JULY
from luoshi.registers.tests.test_redating import LATER, before_the_notice, calendar_of
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused

REVIEW = Halt("review", "评审通知〔2022〕3号", date(2022, 6, 20))


def site_under(works: SmallWorks, due: date) -> Record:
    """A site due on 10 August, under a plan with a date of its own."""
    plan = works.plan("年", due=due)
    data = {"title_of_site": "东桥", "plan": plan, "permit_ok": True}
    site = create("works.site", data, unit=works.north, parent=plan, due=date(2022, 6, 29), by=works.lead, at=NOW)
    move(site, "start", step=start(cost=500), by=works.lead, at=NOW)
    return site


def build(site: Record) -> Clock:
    return site.clocks.get(clock="build")


def beyond() -> list[Record]:
    return list(beyond_parent(Record.objects.all()))


def test_a_stop_beyond_the_parents_date_is_refused(works: SmallWorks) -> None:
    site = site_under(works, date(2022, 8, 20))
    with pytest.raises(Refused, match="due_after_parent") as refused:
        stop_clock(build(site), REVIEW, by=works.supervisor, at=JULY)
    assert "2022-08-20" in refused.value.reason.zh
    assert (build(site).state, build(site).stops.count(), beyond()) == ("running", 0, [])


def test_a_stop_within_it_is_taken_and_its_end_brings_the_date_back(works: SmallWorks) -> None:
    site = site_under(works, date(2022, 12, 31))
    stop_clock(build(site), REVIEW, by=works.supervisor, at=JULY)
    resume_clock(build(site), on=day_of(JULY), by=works.supervisor, at=JULY)
    assert beyond() == []


def test_more_time_beyond_it_is_refused(works: SmallWorks) -> None:
    site = site_under(works, date(2022, 8, 11))
    asked = ask_for_time(build(site), 10, reason="汛期", by=works.lead, at=JULY)
    with pytest.raises(Refused, match="due_after_parent"):
        grant_time(asked, by=works.supervisor, at=JULY)
    assert build(site).extended == 0


def test_a_move_that_leads_beyond_it_is_taken_and_told(works: SmallWorks) -> None:
    """What has happened is not refused; whoever supervises brings the dates in line."""
    site = site_under(works, date(2022, 8, 1))
    assert beyond() == [Record.objects.get(pk=site.pk)]


def test_a_new_calendar_that_leads_beyond_it_is_told_with_the_job(works: SmallWorks) -> None:
    day = date(2022, 11, 25)
    with calendar_of(before_the_notice()):
        site = site_under(works, before_the_notice().add(day, 40).date)
        other = works.site("西桥", permit_ok=True)
        for each in (site, other):
            with an_act():
                clock = build(site) if each == site else each.clocks.get()
                clock.started_on, clock.working_days = day, 40
                compute(clock)
                clock.save()
                Record.objects.filter(pk=each.pk).update(due=clock.due)
    assert beyond() == []
    follow_calendar(by=works.city.admin, at=LATER)
    (job,) = drain(at=LATER)
    assert (job.outcome["facts"], beyond()) == ({"moved": 2, "kept": 0, "beyond_parent": 1}, [site])
    assert "1 条记录的期限晚于上级" in job.outcome["zh"]
