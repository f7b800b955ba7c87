"""Who sees how far which returns are, and who may ask for a missing one."""

from luoshi.org.models import Unit
from luoshi.org.queries.tree import Node
from luoshi.packs.declarations import Register
from luoshi.registers.above import is_above
from luoshi.registers.permissions import owns
from luoshi.rules.actors import OVERSEEING, Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def sees(actor: Actor, register: Register, node: Node) -> bool:
    """Whether the person may know how far a unit is: the own part of the tree as it was, or all for its owner."""
    return sees_path(actor, register, node.path)


def sees_path(actor: Actor, register: Register, path: str) -> bool:
    """The same of a unit at a path."""
    return sees_everywhere(actor, register) or any(mark in path for mark in parts_seen(actor))


def parts_seen(actor: Actor) -> tuple[str, ...]:
    """What stands in the path of every unit in the person's own parts of the tree."""
    return tuple(f"/{post.unit_id}/" for post in actor.posts)


def sees_everywhere(actor: Actor, register: Register) -> bool:
    """Whether the person may know it of every unit."""
    return register.sees_all or owns(actor, register)


def may_remind(actor: Actor, register: Register, unit: Unit) -> bool:
    """Whether the person may ask the unit: from a unit above it, or from the register's owner."""
    at_owner = any(post.unit_code == register.owner and post.role not in OVERSEEING for post in actor.posts)
    return at_owner or is_above(actor, unit)


def check_may_remind(actor: Actor, register: Register, unit: Unit) -> None:
    """Refuse asking a unit that is neither below the person's own nor theirs to ask."""
    if not may_remind(actor, register, unit):
        raise Refused(
            "returns.may_not_remind",
            reason=Text(f"您不能向“{unit.title}”催报。", f"You may not ask {unit.title} for its return."),
            remedy=Text("请由其上级单位或主管单位催报。", "It is for a unit above it, or for who owns the return."),
            where=unit.title,
        )
