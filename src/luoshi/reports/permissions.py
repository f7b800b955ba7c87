"""Who may bring and correct the file of a form: who may correct its record. Who sees the record sees the file."""

from luoshi.org.models import Unit
from luoshi.packs.queries import register as declared
from luoshi.registers.models import Record
from luoshi.registers.permissions import can_edit, check_can_edit
from luoshi.reports.policies import refused
from luoshi.rules.actors import Actor, PostHeld, Role
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def check_can_bring(actor: Actor, record: Record) -> None:
    """Refuse a file, or a correction of what was understood of it, by who may not enter the form."""
    check_can_edit(actor, declared(record.register, record.pack_version_id), record.unit)


def can_bring(actor: Actor, record: Record) -> bool:
    """The same, for pages."""
    return can_edit(actor, declared(record.register, record.pack_version_id), record.unit)


def check_can_issue(actor: Actor, unit: Unit) -> None:
    """Refuse to fill a form for a unit outside the person's part of the tree; who audits fills in nothing."""
    if not any(post.is_at_root or unit.path.startswith(post.unit_path) for post in filling_posts(actor)):
        raise refused("not_your_unit", where="unit", unit=unit.title)


def filling_posts(actor: Actor) -> list[PostHeld]:
    """The posts in which a person fills forms: all but an auditor's, who reads and changes nothing."""
    return [post for post in actor.posts if post.role is not Role.AUDITOR]


def can_set_aside(actor: Actor) -> bool:
    """Whether they may have a form filled that is not admitted: who oversees admission, with the reason."""
    return actor.has_role(Role.SUPERVISOR)


def check_can_set_aside(actor: Actor) -> None:
    """Refuse the reason of anybody else."""
    if not can_set_aside(actor):
        raise refused("may_not_set_aside", where="reason")


def check_can_time(actor: Actor) -> None:
    """Refuse timings by who neither oversees nor fills in forms."""
    if not can_time(actor):
        raise Refused(
            "reports.may_not_time",
            reason=Text("您不能登记实测用时。", "You may not keep measured times."),
            remedy=Text("请由督查或乡镇人员登记。", "Ask somebody of the supervision office or a township."),
        )


def can_time(actor: Actor) -> bool:
    """Supervisors, and clerks of the townships where cells are filled in."""
    return actor.has_role(Role.SUPERVISOR, Role.TOWNSHIP_CLERK)


def can_take_back(actor: Actor) -> bool:
    """Whether they may say that a wording somebody confirmed means something else: who oversees admission."""
    return actor.has_role(Role.SUPERVISOR)


def check_can_decline(actor: Actor, confirmed_by: str) -> None:
    """An office that asks may not overrule what somebody confirmed to be held."""
    if confirmed_by and not can_take_back(actor):
        raise Refused(
            "reports.confirmed_by_other",
            reason=Text(
                f"{confirmed_by}已确认这是同一项数据。", f"{confirmed_by} has confirmed that this is the same datum."
            ),
            remedy=Text(
                "认为不对的，请督查员在准入审核时撤回。", "If it is wrong, the supervisor takes it back at admission."
            ),
        )
