"""Saved views: kept, changed, removed, restored, chosen as the usual one."""

from datetime import datetime

from django.db import IntegrityError, transaction

from luoshi.audit.actions import Act, writing
from luoshi.audit.actions import record as leave_entry
from luoshi.org.models import Unit
from luoshi.packs.queries import register as declared
from luoshi.registers.models import SavedView, Share, UsualView
from luoshi.registers.policies import check_given
from luoshi.registers.views import check_can_share, check_is_owner
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

SUBJECT = "saved_view"


def save_view(
    register_ref: str,
    query: str,
    *,
    title: str,
    share: Share = Share.OWN,
    unit: Unit | None = None,
    by: Actor,
    at: datetime,
) -> SavedView:
    """Keep the address of a list under a name; one's own names are each used once in a register."""
    register = declared(register_ref)
    check_given(title, "title", Text("请给视图起个名字。", "Give the view a name."), most=60)
    check_can_share(by, register, share, unit)
    view = SavedView(
        register=register.ref,
        title=title.strip(),
        query=query,
        share=share,
        unit=unit if share == Share.UNIT else None,
        account=by.account_id,
        account_name=by.name,
        changed_at=at,
    )
    with writing():
        _keep(view)
        _note(view, "save_view", by=by, at=at)
    return view


def change_view(
    view: SavedView,
    *,
    title: str,
    query: str,
    share: Share,
    unit: Unit | None = None,
    by: Actor,
    at: datetime,
) -> SavedView:
    """Another name, another address, other readers; whoever opens the view sees it so from now on."""
    check_is_owner(by, view)
    check_given(title, "title", Text("请给视图起个名字。", "Give the view a name."), most=60)
    check_can_share(by, declared(view.register), share, unit)
    view.title, view.query, view.share, view.changed_at = title.strip(), query, share, at
    view.unit = unit if share == Share.UNIT else None
    with writing():
        _keep(view)
        _note(view, "change_view", by=by, at=at)
    return view


def remove_view(view: SavedView, *, by: Actor, at: datetime) -> None:
    """Take a view away from all who saw it; it can be restored. Whose usual one it was gets the plain list."""
    check_is_owner(by, view)
    view.removed_at = at
    with writing():
        _keep(view)
        _note(view, "remove_view", by=by, at=at)


def restore_view(view: SavedView, *, by: Actor, at: datetime) -> None:
    """Bring a removed view back as it was; refused where its name is taken meanwhile."""
    check_is_owner(by, view)
    view.removed_at = None
    with writing():
        _keep(view)
        _note(view, "restore_view", by=by, at=at)


def choose_view(register_ref: str, view: SavedView | None, *, by: Actor, at: datetime) -> None:
    """Let a register open with a view of it for oneself, or with the plain list again."""
    if view is not None and view.register != register_ref:
        raise Refused(
            "registers.view_of_another",
            reason=Text(f"视图“{view.title}”不是这个台账的。", f"The view '{view.title}' is of another register."),
            remedy=Text("请从这个台账的视图中选。", "Choose one of this register's views."),
            where="view",
        )
    with writing():
        if view is None:
            UsualView.objects.filter(account=by.account_id, register=register_ref).delete()
        else:
            UsualView.objects.update_or_create(account=by.account_id, register=register_ref, defaults={"view": view})
        facts = {"register": register_ref, "view": view.pk if view else None}
        leave_entry(Act("registers.choose_view", "account", by.account_id, "", facts), by=by, at=at)


def _keep(view: SavedView) -> None:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError:
        raise Refused(
            "registers.view_name_taken",
            reason=Text(f"您已有名为“{view.title}”的视图。", f"You have a view named '{view.title}' already."),
            remedy=Text("换一个名字，或更新原来的视图。", "Choose another name, or update that view."),
            where="title",
        ) from None


def _note(view: SavedView, name: str, *, by: Actor, at: datetime) -> None:
    facts = {"register": view.register, "title": view.title, "query": view.query, "share": view.share}
    leave_entry(Act(f"registers.{name}", SUBJECT, view.pk, "", facts), by=by, at=at)
