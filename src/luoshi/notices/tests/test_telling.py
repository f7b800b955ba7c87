"""Who is told of what: those concerned, once, and nobody who did it or may not see it."""

import pytest
from django.db import models

from luoshi.audit.actions import Act, record, writing
from luoshi.jobs.testing import follow
from luoshi.notices.actions import follow as follow_record
from luoshi.notices.actions import unfollow
from luoshi.notices.kinds import Kind, Way, Why
from luoshi.notices.models import Delivery, Glance, Notice, Preference, Watch
from luoshi.notices.telling import tell_late
from luoshi.notices.words import did
from luoshi.org.actions import delegate, end_post
from luoshi.org.models import Post
from luoshi.packs.queries import register as declared
from luoshi.people.models import Account
from luoshi.registers.actions import Step, correct, move, turn_down
from luoshi.registers.models import Move, Record
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks, report_of, start, strike
from luoshi.rules.actors import Actor, Role
from luoshi.rules.refusals import Refused


def told(actor: Actor) -> list[tuple[str, str]]:
    """What the feed has told a person so far: kind and why, the oldest first."""
    follow(at=NOW)
    return list(Notice.objects.of(actor.account_id).order_by("pk").values_list("kind", "why"))


def test_a_task_given_to_a_unit_is_told_to_its_people_and_not_to_who_gave_it(works: SmallWorks) -> None:
    task = works.task()
    assert told(works.lead) == [(Kind.ASSIGNED, Why.LEAD)]
    assert told(works.planner) == []
    assert told(works.other_lead) == []
    notice = Notice.objects.get(account=works.lead.account_id)
    assert notice.record_id == task.pk
    assert works.planner.name in notice.said.zh
    assert works.planner.name in notice.said.en


def test_what_ones_own_unit_enters_is_told_to_nobody_there(works: SmallWorks) -> None:
    works.city.actor(Role.TOWNSHIP_CLERK, "north")
    works.site()
    follow(at=NOW)
    assert not Notice.objects.filter(kind=Kind.ASSIGNED).exists()


def test_a_reading_of_the_feed_twice_tells_once(works: SmallWorks) -> None:
    works.task()
    assert told(works.lead) == told(works.lead)


def test_a_deputy_is_told_as_the_holder_is(works: SmallWorks) -> None:
    post = Post.objects.select_related("unit").get(account=works.lead.account_id)
    deputy = works.city.actor(Role.COUNTY_LEAD, "zone")
    account = Account.objects.get(pk=deputy.account_id)
    delegate(post, deputy=account, since=TODAY, until=TODAY.replace(day=20), reason="出差", by=works.lead, at=NOW)
    works.task()
    assert told(deputy) == [(Kind.ASSIGNED, Why.LEAD)]


def test_the_doer_hears_of_a_confirmation_and_of_a_refusal(works: SmallWorks) -> None:
    site = works.site(cost=12_000, area=60, permit_ok=True)
    move(site, "start", step=start(cost=5), by=works.lead, at=NOW)
    move(Record.objects.get(pk=site.pk), "complete", step=start_report(), by=works.lead, at=NOW)
    proposed = Move.objects.get(record=site, status="proposed")
    turn_down(proposed, reason="照片不清", by=works.verifier, at=NOW)
    assert told(works.lead) == [(Kind.REFUSED, Why.DID)]
    assert "照片不清" in Notice.objects.get(account=works.lead.account_id).said.zh


def start_report() -> Step:
    return Step(on=TODAY, evidence={"report": "验字1号"})


def test_a_strike_off_by_others_is_told_to_the_lead_unit(works: SmallWorks) -> None:
    task = works.reported()
    move(Record.objects.get(pk=task.pk), "strike_off", step=strike(), by=works.verifier, at=NOW)
    assert told(works.lead) == [(Kind.ASSIGNED, Why.LEAD), (Kind.MOVED, Why.LEAD)]


def test_who_follows_hears_of_all_until_they_follow_no_more(works: SmallWorks) -> None:
    task = works.task()
    assert told(works.supervisor) == []
    follow_record(task, by=works.supervisor, at=NOW)
    follow_record(task, by=works.supervisor, at=NOW)
    move(task, "report", step=report_of(), by=works.lead, at=NOW)
    assert told(works.supervisor) == [(Kind.FOLLOWED, Why.WATCHES)]
    unfollow(task, by=works.supervisor, at=NOW)
    move(Record.objects.get(pk=task.pk), "strike_off", step=strike(), by=works.verifier, at=NOW)
    assert len(told(works.supervisor)) == 1
    assert not Watch.objects.exists()


def test_nobody_follows_what_they_may_not_see(works: SmallWorks) -> None:
    with pytest.raises(Refused):
        follow_record(works.site(), by=works.other_lead, at=NOW)


def test_who_may_not_see_the_record_any_more_is_not_told(works: SmallWorks) -> None:
    site = works.site(cost=5)
    clerk = works.city.actor(Role.BUREAU_OFFICER, "north")
    follow_record(site, by=clerk, at=NOW)
    post = Post.objects.select_related("unit").get(account=clerk.account_id)
    end_post(post, on=TODAY, by=works.city.admin, at=NOW)
    correct(site, {"cost": 7}, reason="核对", by=works.lead, at=NOW)
    assert told(clerk) == []


def test_what_lies_long_back_is_told_to_nobody(works: SmallWorks) -> None:
    works.task()
    follow(at=NOW.replace(year=2023))
    assert not Notice.objects.exists()


def test_a_passed_date_is_told_once(works: SmallWorks) -> None:
    task = works.task()
    task.due = TODAY
    for _ in range(2):
        tell_late(task, day=TODAY, at=NOW)
    found = Notice.objects.get(kind=Kind.OVERDUE)
    assert (found.account_id, found.why) == (works.lead.account_id, Why.LEAD)


def test_whom_a_comment_names_is_told_once_without_its_words_and_no_more_when_it_is_taken_back(
    works: SmallWorks,
) -> None:
    task = works.task()
    assert told(works.verifier) == []
    named = {"comment": 7, "text": "看看 @核验员 电话 13800000000", "mentions": [works.verifier.account_id]}

    def say(act: str, **facts: object) -> None:
        with writing():
            told_of = Act(f"registers.{act}", "record", task.pk, task.county, facts)
            record(told_of, by=works.planner, at=NOW)

    say("comment", **named)
    say("edit_comment", **named)
    assert told(works.verifier) == [(Kind.MENTIONED, Why.NAMED)]
    said = Notice.objects.get(account=works.verifier.account_id).said
    assert "138" not in said.zh + said.en
    say("withdraw_comment", comment=7)
    assert told(works.verifier) == []


def test_a_stopped_clock_is_told_with_its_listed_reason(works: SmallWorks) -> None:
    site = works.site(cost=12_000, area=60, permit_ok=True)
    assert told(works.lead) == []
    facts = {"clock": "build", "reason": "review"}
    said = did("督查", "stop_clock", facts, declared(site.register, site.pack_version_id))
    assert (said.zh, said.en) == ("督查停了表：专家评审", "督查 stopped its clock: Expert review")


def test_without_an_address_everything_stays_in_the_site(works: SmallWorks) -> None:
    works.task()
    follow(at=NOW)
    assert {each.way for each in Notice.objects.all()} == {Way.SITE}


def test_nothing_tells_whether_or_when_somebody_read() -> None:
    """One number, without a time, is all there is of what has been seen; no column counts, ranks or dates reading."""
    kept = {
        field.name: type(field)
        for model in (Notice, Delivery, Preference, Watch, Glance)
        for field in model._meta.local_fields
        if any(word in field.name for word in ("read", "seen", "open", "click", "view"))
    }
    assert kept == {"seen_to": models.BigIntegerField}
    moments = [field.name for field in Glance._meta.local_fields if isinstance(field, models.DateField)]
    assert moments == []
