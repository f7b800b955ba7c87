"""Open deadlines follow the calendar: whoever changes it, or starts the product with another, asks for the job."""

from datetime import datetime

from luoshi.calendars.queries import national
from luoshi.jobs.actions import enqueue
from luoshi.jobs.models import OPEN_STATES, Job
from luoshi.registers.actions.redating import outdated
from luoshi.rules.actors import Actor

REDATE = "registers.redate"


def follow_calendar(*, by: Actor, at: datetime) -> Job | None:
    """Ask for open deadlines to be computed with the calendar in force, if one would change and nobody has asked.

    In the transaction of the act that changes the calendar. One query over the open clocks, one of the jobs; two
    who ask at the same moment leave two jobs, of which the second finds nothing to do.
    """
    version = national().version
    asked = Job.objects.filter(kind=REDATE, state__in=OPEN_STATES, arguments__calendar=version)
    if asked.exists() or not outdated():
        return None
    return enqueue(REDATE, {"calendar": version}, by=by, at=at)
