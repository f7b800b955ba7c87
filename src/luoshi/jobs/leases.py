"""What workers write about a job they hold: taken up, still alive, got on, done, failed, handed back.

Every write is one conditional update, fenced by owner and attempt: whoever lost the job changes nothing any more. No
time of day decides who holds a job. An owner that lives keeps counting `beat` up; who watches judges its silence by
a steady clock of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from luoshi.jobs.errors import Trouble, worker_died
from luoshi.jobs.models import Job, JobState
from luoshi.jobs.policies import MOST_LOSSES, pause_after


@dataclass(frozen=True, slots=True)
class Lease:
    """One worker's hold on a job, for one attempt."""

    job: int
    owner: str
    attempt: int

    @property
    def held(self) -> QuerySet[Job]:
        """The job, as long as it is held by this lease."""
        return Job.objects.filter(pk=self.job, state=JobState.RUNNING, owner=self.owner, attempt=self.attempt)


def claim(owner: str, *, at: datetime, lease_seconds: float) -> Job | None:
    """Take up the oldest job that is due; nothing when none is. Each job goes to one worker.

    A plain look comes first: on SQLite the transaction takes the only write lock, and most looks find nothing.
    """
    if not Job.objects.due(at).exists():
        return None
    with transaction.atomic():
        job = Job.objects.due(at).select_for_update(skip_locked=True).first()
        if job is None:
            return None
        mine = {"owner": owner, "attempt": job.attempt + 1, "lease_seconds": lease_seconds}
        still = Job.objects.filter(pk=job.pk, state=JobState.WAITING, attempt=job.attempt)
        if not still.update(**mine, state=JobState.RUNNING, started_at=at, run_after=None, paused_at=None):
            return None
        return Job.objects.get(pk=job.pk)


def beat(lease: Lease) -> bool:
    """Show that the owner lives; whether the job is still its own. Waits while a batch of it is being written."""
    return bool(lease.held.update(beat=F("beat") + 1))


def get_on(lease: Lease, **values: object) -> bool:
    """Write how far a job is, which is a sign of life too; whether the job is still the owner's."""
    return bool(lease.held.update(beat=F("beat") + 1, losses=0, **values))


def finish(lease: Lease, *, outcome: Mapping[str, object], at: datetime) -> bool:
    """Mark a job as done, in the transaction of its effect; whether it was still the owner's."""
    done = {"state": JobState.DONE, "owner": "", "outcome": outcome, "error": {}, "ended_at": at}
    return bool(lease.held.update(**done))


def tell(lease: Lease, outcome: Mapping[str, object]) -> None:
    """Add what came of a job whose work has ended itself and only then said so."""
    Job.objects.filter(pk=lease.job, state=JobState.DONE, attempt=lease.attempt, outcome={}).update(outcome=outcome)


def hand_back(lease: Lease) -> bool:
    """Let another worker go on with a job at once, as if this attempt had not been; for a worker that is to stop."""
    return bool(lease.held.update(state=JobState.WAITING, owner=""))


def stumble(lease: Lease, trouble: Trouble, *, retries: int, at: datetime) -> None:
    """Write an error down: the job pauses and is tried again, or has failed, when it was the last try."""
    with transaction.atomic():
        job = lease.held.select_for_update().first()
        if job is None:
            return
        failures = job.failures + 1
        if trouble.final or failures > retries:
            _fail(lease.held, trouble, at=at, failures=failures)
            return
        pause = pause_after(failures, seed=job.token)
        waiting = {"state": JobState.WAITING, "owner": "", "paused_at": at, "run_after": at + pause}
        lease.held.update(**waiting, failures=failures, error=trouble.written)


def lose(lease: Lease, *, at: datetime, beat: int | None = None) -> bool:
    """Take a job from an owner that is dead, or silent since `beat`; whether it was taken.

    One that is in the middle of writing a batch is alive, however long that takes: it holds the row.
    """
    with transaction.atomic():
        held = lease.held if beat is None else lease.held.filter(beat=beat)
        job = held.select_for_update(skip_locked=True).first()
        if job is None:
            return False
        losses = job.losses + 1
        if losses >= MOST_LOSSES:
            return _fail(held, worker_died(losses), at=at, losses=losses)
        return bool(held.update(state=JobState.WAITING, owner="", losses=losses))


def lose_all_of(owner: str, *, at: datetime) -> int:
    """Take every job from an owner that is known to be dead; how many there were."""
    held = Job.objects.filter(state=JobState.RUNNING, owner=owner)
    return sum(lose(Lease(job.pk, owner, job.attempt), at=at) for job in held)


def _fail(held: QuerySet[Job], trouble: Trouble, *, at: datetime, **counted: int) -> bool:
    failed = {"state": JobState.FAILED, "owner": "", "error": trouble.written, "ended_at": at}
    return bool(held.update(**failed, **counted))
