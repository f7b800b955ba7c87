"""Who may publish a pack: administrators of the whole city, and the operator at the console."""

from luoshi.rules.actors import OPERATOR_ID, Actor, Role
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def can_publish(by: Actor) -> bool:
    """Whether the actor may put a version into force."""
    at_root = any(post.role is Role.ADMINISTRATOR and post.is_at_root for post in by.posts)
    return by.account_id == OPERATOR_ID or at_root


def check_can_publish(by: Actor) -> None:
    """Refuse everybody else: a pack holds for the whole city."""
    if not can_publish(by):
        raise Refused(
            "packs.may_not_publish",
            reason=Text("业务条线由全市管理员发布。", "Packs are published by administrators of the whole city."),
            remedy=Text("请全市管理员办理。", "Ask an administrator of the city."),
        )
