"""Saved views: which ones a person sees, and which they may change."""

from django.db.models import Q, QuerySet

from luoshi.org.models import Unit
from luoshi.packs.declarations import Register
from luoshi.registers.models import SavedView, Share, UsualView
from luoshi.registers.permissions import owns
from luoshi.rules.actors import Actor, Role
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

SHARERS = (Role.SUPERVISOR, Role.COUNTY_LEAD, Role.ADMINISTRATOR)


def views_for(actor: Actor, register_ref: str) -> QuerySet[SavedView]:
    """Own ones, those for one's unit or a unit above it, and those for all; own ones first."""
    shown = Q(account=actor.account_id) | Q(share=Share.ALL)
    above = {int(part) for post in actor.posts for part in post.unit_path.strip("/").split("/")}
    shown |= Q(share=Share.UNIT, unit__in=above)
    found = SavedView.objects.filter(shown, register=register_ref, removed_at=None).select_related("unit")
    return found.order_by("share", "title", "pk")


def view_for(actor: Actor, pk: int) -> SavedView:
    """One view, if the person may see it; removed ones of one's own too. Refused otherwise, without telling more."""
    found = SavedView.objects.select_related("unit").filter(pk=pk).first()
    if found is not None:
        own_removed = found.account == actor.account_id and found.removed_at is not None
        if own_removed or views_for(actor, found.register).filter(pk=pk).exists():
            return found
    raise Refused(
        "registers.no_view",
        reason=Text("没有这个视图，或它没有共享给您。", "There is no such view, or it is not shared with you."),
        remedy=Text("请从台账的视图里选一个，或请对方共享。", "Choose one on the list, or ask for it to be shared."),
        where=str(pk),
    )


def usual_view(actor: Actor, register_ref: str) -> SavedView | None:
    """The view the register opens with for this person, as long as they may see it. At most two queries."""
    usual = UsualView.objects.filter(account=actor.account_id, register=register_ref).values_list("view", flat=True)
    pk = usual.first()
    return views_for(actor, register_ref).filter(pk=pk).first() if pk is not None else None


def units_to_share_with(actor: Actor) -> list[Unit]:
    """The units a person may share a view with: where they hold a post."""
    return list(Unit.objects.filter(pk__in={post.unit_id for post in actor.posts}).order_by("path"))


def may_share_with_all(actor: Actor, register: Register) -> bool:
    """Whether the person may put a view on everybody's page: the register's own unit, and who answers for many."""
    return owns(actor, register) or actor.has_role(*SHARERS)


def check_can_share(actor: Actor, register: Register, share: Share, unit: Unit | None) -> None:
    """Refuse sharing further than the person's posts reach."""
    if share == Share.ALL and not may_share_with_all(actor, register):
        raise Refused(
            "registers.may_not_share",
            reason=Text("您不能把视图共享给所有人。", "You may not share a view with everybody."),
            remedy=Text("可共享给本单位，或请归口单位共享。", "Share it with your unit, or ask the register's own."),
            where="share",
        )
    if share == Share.UNIT and (unit is None or not actor.sits_at(unit.pk)):
        raise Refused(
            "registers.may_not_share",
            reason=Text("只能共享给您任职的单位。", "A view is shared with a unit you hold a post in."),
            remedy=Text("请选择本单位。", "Choose your own unit."),
            where="unit",
        )


def check_is_owner(actor: Actor, view: SavedView) -> None:
    """Refuse changing somebody else's view."""
    if view.account != actor.account_id:
        raise Refused(
            "registers.not_your_view",
            reason=Text(f"这个视图是{view.account_name}的。", f"This view is {view.account_name}'s."),
            remedy=Text("可另存为自己的视图后再改。", "Save it as one of your own and change that."),
            where=view.title,
        )
