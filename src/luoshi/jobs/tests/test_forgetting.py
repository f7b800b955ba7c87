"""Jobs that ended long ago are cleaned away; what they did and who asked for them stays in the log."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from luoshi.audit.models import Entry
from luoshi.jobs.actions import enqueue, forget_ended
from luoshi.jobs.models import Job, JobState
from luoshi.jobs.tests.small_kinds import ADMIN, NOW

DAYS = 30


def ended(state: JobState, *, days: timedelta, key: str = "") -> int:
    job = enqueue("test.once", {"subject": 1}, by=ADMIN, at=NOW - days, key=key)
    Job.objects.filter(pk=job.pk).update(state=state, ended_at=NOW - days)
    return job.pk


@pytest.mark.django_db
def test_only_what_was_done_or_cancelled_long_ago_goes(settings: Settings) -> None:
    settings.JOBS_KEPT_DAYS = DAYS
    long_ago, lately = timedelta(days=DAYS, seconds=1), timedelta(days=DAYS)
    for state in (JobState.DONE, JobState.CANCELLED):
        ended(state, days=long_ago)
    kept = {ended(state, days=lately) for state in (JobState.DONE, JobState.CANCELLED)}
    kept.add(ended(JobState.FAILED, days=long_ago))
    kept.add(enqueue("test.once", {"subject": 2}, by=ADMIN, at=NOW - 2 * long_ago).pk)
    asked = Entry.objects.filter(act="jobs.enqueue").count()
    assert forget_ended(by=ADMIN, at=NOW) == 2
    assert set(Job.objects.values_list("pk", flat=True)) == kept
    assert Entry.objects.filter(act="jobs.enqueue").count() == asked
    assert '"count":2' in Entry.objects.get(act="jobs.forget").canonical


@pytest.mark.django_db
def test_nothing_to_clean_away_leaves_no_entry(settings: Settings) -> None:
    settings.JOBS_KEPT_DAYS = DAYS
    assert forget_ended(by=ADMIN, at=NOW) == 0
    assert not Entry.objects.filter(act="jobs.forget").exists()


@pytest.mark.django_db
def test_a_key_that_was_cleaned_away_may_be_asked_for_again(settings: Settings) -> None:
    settings.JOBS_KEPT_DAYS = DAYS
    first = ended(JobState.DONE, days=timedelta(days=DAYS + 1), key="2021")
    assert enqueue("test.once", {"subject": 1}, by=ADMIN, at=NOW, key="2021").pk == first
    forget_ended(by=ADMIN, at=NOW)
    assert enqueue("test.once", {"subject": 1}, by=ADMIN, at=NOW, key="2021").pk != first
