"""When one person may stand in for another (代办)."""

from datetime import date

from luoshi.org.models import Delegation, Post
from luoshi.people.models import Account
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def check_in_own_name(by: Actor) -> None:
    """What is lent is not lent on."""
    if by.for_account is not None:
        raise Refused(
            "org.no_further_delegation",
            reason=Text(
                f"您正代{by.on_behalf_of}办理，代办权不得转委托。",
                f"You act for {by.on_behalf_of}; that is not passed on.",
            ),
            remedy=Text("请岗位本人或管理员委托。", "Ask the holder of the post, or an administrator."),
        )


def check_deputy(post: Post, deputy: Account, reason: str) -> None:
    """A deputy is somebody else, and a reason is given."""
    if deputy.pk == post.account_id:
        raise Refused(
            "org.own_deputy",
            reason=Text("不能委托本人代办。", "Nobody is their own deputy."),
            remedy=Text("选择另一人。", "Choose somebody else."),
        )
    if not reason.strip():
        raise Refused(
            "org.no_reason",
            reason=Text("未写明委托事由。", "No reason is given."),
            remedy=Text("写明事由，例如“出差”“休假”。", "Say why, such as travel or leave."),
            where="reason",
        )


def check_within_post(post: Post, since: date, until: date) -> None:
    """A post is lent only while it is held."""
    if not post.covers(since, until):
        raise Refused(
            "org.post_not_held",
            reason=Text(
                f"委托期{since}至{until}超出任职期（{post.valid_from}至{post.valid_to or '今'}）。",
                f"{since} to {until} reaches beyond the post, held {post.valid_from} to {post.valid_to or 'now'}.",
            ),
            remedy=Text("把委托期改在任职期之内。", "Choose days within the time in the post."),
        )


def lent_already(delegation: Delegation) -> Refused:
    """The refusal of a second deputy for one post over the same days."""
    name = delegation.deputy.display_name
    return Refused(
        "org.delegation_overlap",
        reason=Text(
            f"该岗位{delegation.valid_from}至{delegation.valid_to}已委托{name}代办。",
            f"{name} stands in for this post from {delegation.valid_from} to {delegation.valid_to} already.",
        ),
        remedy=Text("先收回原委托，或改用不重叠的日期。", "Revoke that first, or choose days that do not overlap."),
    )
