"""For the tests of every room: the jobs that are due are done here and now, in the test's own process."""

from datetime import datetime

from luoshi.audit.actions.sealing import seal_all
from luoshi.jobs import leases
from luoshi.jobs.feeds import follow_all
from luoshi.jobs.models import Job, JobState
from luoshi.jobs.worker import attempt, owner_name


def drain(*, at: datetime, tolerant: bool = False) -> list[Job]:
    """Do every job that is due at a moment, and those they enqueue; each as it stands afterwards, in order.

    Raises AssertionError when one did not get done, unless `tolerant`; a job that pauses is left to pause.
    """
    owner, taken = owner_name(), list[int]()
    while job := leases.claim(owner, at=at, lease_seconds=60):
        attempt(job, clock=lambda: at, stopping=lambda: False)
        taken.append(job.pk)
    ended = [Job.objects.get(pk=pk) for pk in dict.fromkeys(taken)]
    for job in ended:
        if not tolerant and job.state != JobState.DONE:
            raise AssertionError(f"job {job.pk} ({job.kind}) is {job.state}: {job.error}")
    return ended


def follow(*, at: datetime) -> None:
    """Seal what has been written and let every feed catch up with it, as sealer and workers do between them."""
    seal_all(at=at)
    while follow_all(at=at):
        seal_all(at=at)
