"""What people do with jobs: ask for one, try it again, cancel it. Each leaves its audit entry.

What workers do with them stands in `leases.py`: it is no act of a person.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.conf import settings

from luoshi.audit.actions import Act, record, unwritten, writing
from luoshi.jobs import askers
from luoshi.jobs.kinds import kind_of
from luoshi.jobs.models import ENDED_SHORT, JSON, OPEN_STATES, Job, JobState
from luoshi.jobs.permissions import check_can_change
from luoshi.jobs.policies import check_can_cancel, check_can_retry, stands_otherwise
from luoshi.rules.actors import Actor


def enqueue(
    kind: str,
    arguments: Mapping[str, JSON],
    *,
    by: Actor,
    at: datetime,
    key: str = "",
    county: str = "",
    run_after: datetime | None = None,
) -> Job:
    """Ask for a job, in the transaction of the write that causes it: if that is undone, no job is left.

    With a key there is at most one job of that kind and key for as long as jobs are kept; the one that is there is
    answered, whatever its arguments. Raises ValueError for a kind nobody declares.
    """
    if kind_of(kind) is None:
        raise ValueError(f"no room declares the kind of job {kind}")
    wanted = Job(
        county=county,
        kind=kind,
        key=key,
        arguments=dict(arguments),
        state=JobState.WAITING,
        run_after=run_after,
        asked_by=by.account_id,
        asked_for=by.for_account,
        asked_name=by.name,
        asker=askers.written(by),
        asked_at=at,
    )
    with writing():
        made = _take_key(wanted) if key else _insert(wanted)
        if made.token != wanted.token:
            unwritten()
            return made
        facts = {"kind": kind, "arguments": arguments, "key": key, "run_after": run_after}
        _note("enqueue", made, facts, by=by, at=at)
    return made


def retry(job: Job, *, by: Actor, at: datetime) -> None:
    """Try a failed or cancelled job again, with fresh tries; one in batches goes on where it stood."""
    check_can_change(by, job)
    check_can_retry(job)
    anew = {"state": JobState.WAITING, "failures": 0, "losses": 0, "error": {}, "outcome": {}}
    with writing():
        _change(job, ENDED_SHORT, **anew, run_after=None, paused_at=None, ended_at=None)
        _note("retry", job, {"kind": job.kind, "attempt": job.attempt}, by=by, at=at)


def cancel(job: Job, *, by: Actor, at: datetime) -> None:
    """Cancel a job. One that runs stops before its next batch; what it has committed stays, nothing is added."""
    check_can_change(by, job)
    check_can_cancel(job)
    with writing():
        _change(job, OPEN_STATES, state=JobState.CANCELLED, owner="", ended_at=at)
        _note("cancel", job, {"kind": job.kind, "was": job.state}, by=by, at=at)


def forget_ended(*, by: Actor, at: datetime) -> int:
    """Remove jobs that were done or cancelled more than `JOBS_KEPT_DAYS` ago; how many that were.

    A failed one stays until somebody has dealt with it. What the jobs did and who asked for them stays in the log.
    """
    before = at - timedelta(days=settings.JOBS_KEPT_DAYS)
    old = Job.objects.filter(state__in=(JobState.DONE, JobState.CANCELLED), ended_at__lt=before)
    with writing():
        removed, _each = old.delete()
        if removed:
            facts = {"count": removed, "ended_before": before.isoformat()}
            record(Act("jobs.forget", "jobs", 0, "", facts), by=by, at=at)
        else:
            unwritten()
    return removed


def _insert(job: Job) -> Job:
    job.save(force_insert=True)
    return job


def _take_key(wanted: Job) -> Job:
    """The job that holds the key, which is the wanted one if nobody was first."""
    Job.objects.bulk_create([wanted], ignore_conflicts=True)
    return Job.objects.get(kind=wanted.kind, key=wanted.key)


def _change(job: Job, states: Collection[JobState], **values: object) -> None:
    """Change a job that still stands at one of the states; refused when it moved on meanwhile."""
    if not Job.objects.filter(pk=job.pk, state__in=states).update(**values):
        raise stands_otherwise(Job.objects.get(pk=job.pk))


def _note(act: str, job: Job, facts: Mapping[str, object], *, by: Actor, at: datetime) -> None:
    record(Act(f"jobs.{act}", "job", job.pk, job.county, facts), by=by, at=at)
