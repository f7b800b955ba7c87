"""The first acts at a server: the root of the tree, and somebody who may administer it."""

from datetime import datetime

from luoshi.org.actions.entries import note_post
from luoshi.org.actions.intake import note_created
from luoshi.org.actions.lock import tree_change
from luoshi.org.actions.planting import plant
from luoshi.org.models import Post, Unit, in_force
from luoshi.org.permissions import check_is_operator
from luoshi.org.policies.drafts import UnitDraft, tidied
from luoshi.org.queries.tree import root
from luoshi.people.models import Account
from luoshi.rules.actors import Actor, Role
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def found_city(draft: UnitDraft, *, administrator: Account, by: Actor, at: datetime) -> Unit:
    """The root of the tree and its first administrator; once per server, at its console."""
    check_is_operator(by)
    tidy = tidied(draft)
    with tree_change():
        if tidy.parent or Unit.objects.exists():
            raise Refused(
                "org.already_founded",
                reason=Text(
                    "单位树的根只建立一次，且没有上级。",
                    "The root of the tree is made once, and stands below nothing.",
                ),
                remedy=Text(
                    "由管理员在现有单位之下新建。", "Have an administrator create units below the existing ones."
                ),
                where=tidy.code,
            )
        units = plant([tidy], {})
        note_created(units, [tidy], by=by, at=at)
        appoint_first_administrator(administrator, by=by, at=at)
    return units[0]


def appoint_first_administrator(account: Account, *, by: Actor, at: datetime) -> Post:
    """Give the root an administrator while it has none who can sign in; at the console only.

    The way in at the start, and the way back when every administrator has gone; refused otherwise.
    """
    check_is_operator(by)
    day = day_of(at)
    with tree_change():
        top = root()
        posts = Post.objects.filter(in_force(day), unit=top, role=Role.ADMINISTRATOR, account__is_active=True)
        present = posts.select_related("account").first()
        if present:
            raise Refused(
                "org.has_administrator",
                reason=Text(
                    f"“{top.title}”已有管理员{present.account.display_name}。",
                    f"{top.title} has an administrator: {present.account.display_name}.",
                ),
                remedy=Text("请现任管理员授予岗位。", "Ask that administrator to give the post."),
            )
        post = Post.objects.create(account=account, unit=top, role=Role.ADMINISTRATOR, valid_from=day)
        note_post("hold_post", post, {"from": day}, by=by, at=at)
    return post
