"""Asking for a job: with the write that causes it or not at all, once for each key, by somebody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction

from luoshi.audit.models import Entry
from luoshi.jobs import askers
from luoshi.jobs.actions import cancel, enqueue, retry
from luoshi.jobs.models import Job, JobState
from luoshi.jobs.queries import job_seen, visible_to
from luoshi.jobs.testing import drain
from luoshi.jobs.tests.small_kinds import ADMIN, LI, NOW, STRANGER, effects
from luoshi.rules.actors import Actor, operator
from luoshi.rules.refusals import Refused

CALLERS = 100
AT_ONCE = 25  # a server of PostgreSQL lets a hundred in, and other tests are there too


def asked(subject: int = 1, *, key: str = "", county: str = "") -> Job:
    return enqueue("test.once", {"subject": subject}, by=LI, at=NOW, key=key, county=county)


@pytest.mark.django_db
def test_a_job_tells_who_asked_and_leaves_its_entry() -> None:
    job = asked(county="150521")
    entry = Entry.objects.get(act="jobs.enqueue")
    assert (entry.subject_kind, entry.subject_id, entry.county, entry.by_name) == ("job", job.pk, "150521", "李一")
    assert askers.read(Job.objects.get().asker) == LI
    assert askers.read(askers.written(ADMIN)) == ADMIN


@pytest.mark.django_db
def test_when_the_write_is_undone_no_job_is_left() -> None:
    def write() -> None:
        with transaction.atomic():
            asked()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    assert not Job.objects.exists()
    assert not Entry.objects.exists()
    assert drain(at=NOW) == []


@pytest.mark.django_db
def test_a_key_is_taken_once_for_each_kind_also_when_the_job_is_done() -> None:
    first = asked(1, key="march")
    assert drain(at=NOW) == [first]
    assert asked(2, key="march") == first
    assert asked(2, key="april") != first
    assert enqueue("test.refused", {}, by=LI, at=NOW, key="march") != first
    assert Entry.objects.filter(act="jobs.enqueue").count() == Job.objects.count() == 3
    assert asked(3) != asked(3)


@pytest.mark.django_db(transaction=True)
def test_a_hundred_callers_at_once_with_one_key_make_one_job() -> None:
    meeting = Barrier(AT_ONCE)

    def call(number: int) -> int:
        try:
            meeting.wait(timeout=60)
            return enqueue("test.once", {"subject": number}, by=LI, at=NOW, key="one").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as callers:
        answers = set(callers.map(call, range(CALLERS)))
    assert answers == {Job.objects.get().pk}
    assert Entry.objects.filter(act="jobs.enqueue").count() == 1
    drain(at=NOW)
    assert len(effects()) == 1


def test_a_kind_nobody_declares_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match=r"test\.nothing"):
        enqueue("test.nothing", {}, by=LI, at=NOW)


@pytest.mark.django_db
def test_a_job_for_later_waits_for_its_time() -> None:
    job = enqueue("test.once", {"subject": 1}, by=LI, at=NOW, run_after=NOW + timedelta(hours=1))
    assert drain(at=NOW) == []
    assert drain(at=NOW + timedelta(hours=1)) == [job]


@pytest.mark.django_db
def test_a_cancelled_job_is_not_done_and_can_be_asked_for_again() -> None:
    job = asked()
    cancel(job, by=LI, at=NOW)
    assert drain(at=NOW) == []
    with pytest.raises(Refused, match=r"jobs\.state"):
        cancel(Job.objects.get(), by=LI, at=NOW)
    retry(Job.objects.get(), by=LI, at=NOW)
    assert [done.state for done in drain(at=NOW)] == [JobState.DONE]
    with pytest.raises(Refused, match=r"jobs\.state"):
        retry(Job.objects.get(), by=LI, at=NOW)
    acts = Entry.objects.filter(subject_kind="job").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["jobs.enqueue", "jobs.cancel", "jobs.retry"]


@pytest.mark.django_db
def test_only_who_asked_administrators_and_the_operator_act_on_a_job() -> None:
    job = asked()
    for by in (STRANGER, Actor(10, "赵三", (), for_account=9)):
        with pytest.raises(Refused, match=r"jobs\.not_yours"):
            cancel(job, by=by, at=NOW)
        with pytest.raises(Refused, match=r"jobs\.unknown"):
            job_seen(job.pk, by=by)
        assert not visible_to(by).exists()
    for by in (LI, ADMIN, operator("console")):
        assert job_seen(job.pk, by=by) == visible_to(by).get() == job
        cancel(Job.objects.get(), by=by, at=NOW)
        retry(Job.objects.get(), by=by, at=NOW)


@pytest.mark.django_db
def test_what_a_deputy_asks_for_is_seen_by_the_one_they_stand_in_for() -> None:
    job = enqueue("test.once", {"subject": 1}, by=Actor(10, "赵三", (), "李一", for_account=7), at=NOW)
    assert visible_to(LI).get() == job
    assert drain(at=NOW)
