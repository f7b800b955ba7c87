"""What is known about jobs."""

from datetime import datetime

from django.db.models import Q

from luoshi.jobs.models import Job, JobQuerySet
from luoshi.jobs.permissions import can_see, sees_all
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def visible_to(actor: Actor) -> JobQuerySet:
    """The jobs an actor may look at: all of them, or those they asked for."""
    return Job.objects.all() if sees_all(actor) else Job.objects.asked_by(actor)


def lately(actor: Actor, *, since: datetime) -> JobQuerySet:
    """What was asked for in the actor's name and is open, or has ended since a moment; the newest first."""
    return Job.objects.asked_by(actor).filter(Q(ended_at=None) | Q(ended_at__gte=since)).order_by("-pk")


def job_seen(pk: int, *, by: Actor) -> Job:
    """One job; refused in the same words whether it is not there or not theirs to see. Cost: 1 query."""
    found = Job.objects.filter(pk=pk).first()
    if found is None or not can_see(by, found):
        raise Refused(
            "jobs.unknown",
            reason=Text(f"没有您能看到的任务 {pk}。", f"There is no job {pk} that you may see."),
            remedy=Text("请在任务列表中选择。", "Choose one from the list of jobs."),
            where=str(pk),
        )
    return found
