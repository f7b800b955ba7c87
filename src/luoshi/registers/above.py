"""Approval up the tree: by a unit above the one whose record it is, and above whoever handed it up."""

from luoshi.org.models import Unit
from luoshi.packs.declarations import Move, Party, Register
from luoshi.registers.models import MoveStatus, Record
from luoshi.rules.actors import OVERSEEING, Actor, Role
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

NOT_DECIDING = (*OVERSEEING, Role.VERIFIER)


def is_above(actor: Actor, unit: Unit) -> bool:
    """Whether the person does the work of a unit above this one. No query."""
    return any(
        unit.path.startswith(post.unit_path) and post.unit_path != unit.path and post.role not in NOT_DECIDING
        for post in actor.posts
    )


def check_level(actor: Actor, record: Record, register: Register, move: Move) -> None:
    """Refuse to lock what one's own unit, or a unit below it that is no part of the way up, handed up. One query.

    Each lock is set one level further up; taking a lock off is for the level that set it, too.
    """
    lifecycle = register.lifecycle
    if move.by is not Party.ABOVE or lifecycle is None or move.target not in lifecycle.locked_states:
        return
    step = record.moves.filter(status=MoveStatus.DONE).select_related("by_unit").order_by("id").last()
    handed = step.by_unit if step is not None else None
    level = handed is None or is_above(actor, handed)
    if level and (step is None or not actor.speaks_for(step.by_account)):
        return
    raise Refused(
        "registers.own_level",
        reason=Text(
            f"“{move.title.zh}”须由上报单位的上级办理，自己上报的不能自己审。",
            f"'{move.title.en}' is for a unit above the one that handed it up, and never for who did.",
        ),
        remedy=Text(
            f"请由“{handed.title if handed else record.unit.title}”的上级单位办理。",
            f"It is for a unit above {handed.title if handed else record.unit.title}.",
        ),
        where=record.number,
    )
