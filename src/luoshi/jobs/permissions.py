"""Who sees a job and may act on it: who asked for it, administrators, the operator; auditors look on."""

from luoshi.jobs.models import Job
from luoshi.rules.actors import OPERATOR_ID, Actor, Role
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def sees_all(actor: Actor) -> bool:
    """Whether the actor sees the jobs of everybody."""
    return actor.account_id == OPERATOR_ID or actor.has_role(Role.ADMINISTRATOR, Role.AUDITOR)


def can_see(actor: Actor, job: Job) -> bool:
    """Whether the actor may look at a job."""
    return sees_all(actor) or _asked(actor, job)


def can_change(actor: Actor, job: Job) -> bool:
    """Whether the actor may try a job again or cancel it."""
    return actor.account_id == OPERATOR_ID or actor.has_role(Role.ADMINISTRATOR) or _asked(actor, job)


def check_can_change(actor: Actor, job: Job) -> None:
    """Refuse whoever neither asked for the job nor administers."""
    if not can_change(actor, job):
        raise Refused(
            "jobs.not_yours",
            reason=Text(
                "任务由发起人或管理员重试、取消。",
                "A job is tried again or cancelled by who asked for it, or by an administrator.",
            ),
            remedy=Text("请发起人或管理员办理。", "Ask one of them."),
            where=str(job.pk),
        )


def _asked(actor: Actor, job: Job) -> bool:
    return actor.account_id in (job.asked_by, job.asked_for)
