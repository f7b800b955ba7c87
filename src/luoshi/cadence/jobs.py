"""The daily look: opens what has come due, and asks for the next day's look."""

from datetime import datetime, time, timedelta

from luoshi.cadence.actions import open_due
from luoshi.jobs.actions import enqueue, forget_ended
from luoshi.jobs.kinds import Outcome, Run, job
from luoshi.jobs.models import Job
from luoshi.rules.actors import Actor
from luoshi.rules.moments import CHINA, day_of
from luoshi.rules.texts import Text

KIND = "cadence.open"
EARLY = time(0, 30)


def ask(*, by: Actor, at: datetime) -> Job:
    """Ask for the look of the day, at once; asked again on the same day it is the same job."""
    return enqueue(KIND, {}, key=day_of(at).isoformat(), by=by, at=at)


@job(KIND, title=Text("打开到期的例行事项", "Open what has come due"), retries=5)
def look(run: Run) -> Outcome:
    """Each record is opened once whatever happens to the attempt: its slot is taken in its own transaction.

    The next day's look is asked for first: what cannot be opened today fails this job and no other. Jobs that ended
    long ago are cleaned away beside it.
    """
    tomorrow = day_of(run.at) + timedelta(days=1)
    early = datetime.combine(tomorrow, EARLY, CHINA)
    with run.batch():
        enqueue(KIND, {}, key=tomorrow.isoformat(), run_after=early, by=run.by, at=run.at)
    forget_ended(by=run.by, at=run.at)
    opened = open_due(by=run.by, at=run.at)
    return Outcome(Text(f"打开 {len(opened)} 条", f"{len(opened)} opened"), href="/cadence/")
