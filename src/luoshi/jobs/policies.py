"""How long a job pauses after an error, when it has failed for good, and what people may do with it then."""

import random
from datetime import timedelta
from uuid import UUID

from luoshi.jobs.models import ENDED_SHORT, OPEN_STATES, Job, JobState
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

FIRST_PAUSE = 2.0  # seconds
LONGEST_PAUSE = 900.0  # seconds
MOST_LOSSES = 20
"""How many workers in a row may die with a job that does not get on, before the job itself is taken for the cause."""


def pause_after(failures: int, *, seed: UUID) -> timedelta:
    """The pause after the n-th failure: doubled each time up to a quarter of an hour, then cut by up to a half.

    The cut keeps jobs that failed together from coming back together. It is drawn from the seed and the number of
    the failure, so a pause can be computed again.
    """
    whole = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(failures - 1, 30))
    drawn = random.Random(f"{seed}:{failures}").random()  # noqa: S311  (spreads load; nothing secret hangs on it)
    return timedelta(seconds=whole * (1 - drawn / 2))


def can_retry(job: Job) -> bool:
    """Whether a job may be tried again: it has ended without doing what was asked."""
    return job.state in ENDED_SHORT


def can_cancel(job: Job) -> bool:
    """Whether there is still something to cancel."""
    return job.state in OPEN_STATES


def check_can_retry(job: Job) -> None:
    """Refuse what waits, runs, or is done."""
    if not can_retry(job):
        raise stands_otherwise(job)


def check_can_cancel(job: Job) -> None:
    """Refuse what has ended."""
    if not can_cancel(job):
        raise stands_otherwise(job)


def stands_otherwise(job: Job) -> Refused:
    """The refusal of an act that does not fit where the job stands by now."""
    state = JobState(job.state).label
    return Refused(
        "jobs.state",
        reason=Text(
            f"任务 {job.pk} 现在是“{state.zh}”，不能这样办理。",
            f"Job {job.pk} stands at “{state.en}” now; this cannot be done with it.",
        ),
        remedy=Text("刷新页面，看它现在的状态。", "Reload the page to see how it stands."),
        where=str(job.pk),
    )
