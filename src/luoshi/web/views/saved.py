"""Saved views of a register: kept from the list, renamed, shared, made usual, removed and restored."""

from urllib.parse import parse_qsl

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.org.models import Unit
from luoshi.packs.declarations import Register
from luoshi.packs.queries import register as declared
from luoshi.registers.actions import change_view, choose_view, remove_view, restore_view, save_view
from luoshi.registers.models import SavedView, Share
from luoshi.registers.views import may_share_with_all, units_to_share_with, usual_view, view_for, views_for
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.web.acting import actor_of
from luoshi.web.clock import now
from luoshi.web.components.lists import Option
from luoshi.web.ledger.asking import asked, read
from luoshi.web.ledger.bars import counties, narrowed_words
from luoshi.web.wording import say


@require_GET
def views(request: HttpRequest, ref: str) -> HttpResponse:
    """The views of a register that the person sees; their own with forms to change them."""
    actor, register = actor_of(request), declared(ref)
    found = list(views_for(actor, ref))
    usual, areas = usual_view(actor, ref), counties()
    context = {
        "register": register,
        "own": [_drawn(actor, register, each, usual, areas) for each in found if each.account == actor.account_id],
        "others": [_drawn(actor, register, each, usual, areas) for each in found if each.account != actor.account_id],
        "shares": shares_for(actor, register),
        "usual": usual,
    }
    return render(request, "web/views.html", context)


def _drawn(
    actor: Actor, register: Register, view: SavedView, usual: SavedView | None, areas: dict[str, str]
) -> dict[str, object]:
    share = Share(view.share)
    return {
        "view": view,
        "href": f"{reverse('register', args=[register.ref])}?view={view.pk}",
        "said": narrowed_words(actor, register, read(register, view.query), areas),
        "share": f"unit-{view.unit_id}" if share == Share.UNIT else share.value,
        "shared": shared_words(view),
        "usual": usual is not None and usual.pk == view.pk,
    }


def shared_words(view: SavedView) -> str:
    """Who else sees a view."""
    if view.share == Share.ALL:
        return _("所有人可见")
    return _("%(unit)s可见") % {"unit": view.unit.title} if view.unit else _("仅自己可见")


def shares_for(actor: Actor, register: Register) -> tuple[Option, ...]:
    """With whom the person may share."""
    units = (
        Option(f"unit-{unit.pk}", _("共享给%(unit)s") % {"unit": unit.title}) for unit in units_to_share_with(actor)
    )
    everybody = (Option("all", _("共享给所有人")),) if may_share_with_all(actor, register) else ()
    return (Option("own", _("仅自己可见")), *units, *everybody)


def _share_of(request: HttpRequest) -> tuple[Share, Unit | None]:
    """What was chosen; anything unknown shares nothing."""
    text = request.POST.get("share", "")
    if text.startswith("unit-") and text[5:].isascii() and text[5:].isdigit() and len(text) < 20:
        return Share.UNIT, Unit.objects.filter(pk=int(text[5:])).first()
    return (Share.ALL if text == "all" else Share.OWN), None


def _query_of(request: HttpRequest, register: Register) -> str:
    """The address to keep, written anew from what of it is understood."""
    return asked(register, dict(parse_qsl(request.POST.get("query", "")))).kept


def _refused(request: HttpRequest, refused: Refused, ref: str) -> HttpResponse:
    messages.error(request, f"{say(refused.reason)} {say(refused.remedy)}")
    query = request.POST.get("query", "")
    return redirect(f"{reverse('register', args=[ref])}?{query or 'view=0'}")


@require_POST
def save(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep the list as it stands under a name."""
    actor, register = actor_of(request), declared(ref)
    share, unit = _share_of(request)
    title, query = request.POST.get("title", ""), _query_of(request, register)
    try:
        view = save_view(ref, query, title=title, share=share, unit=unit, by=actor, at=now())
    except Refused as refused:
        return _refused(request, refused, ref)
    messages.success(request, _("已保存视图“%(title)s”。") % {"title": view.title})
    return redirect(f"{reverse('register', args=[ref])}?view={view.pk}")


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename, share, or bring up to the list as it stands (where `query` is sent)."""
    actor = actor_of(request)
    view = view_for(actor, pk)
    share, unit = _share_of(request) if "share" in request.POST else (Share(view.share), view.unit)
    query = _query_of(request, declared(view.register)) if "query" in request.POST else view.query
    title = request.POST.get("title", view.title)
    try:
        change_view(view, title=title, query=query, share=share, unit=unit, by=actor, at=now())
    except Refused as refused:
        messages.error(request, f"{say(refused.reason)} {say(refused.remedy)}")
    else:
        messages.success(request, _("已更新视图“%(title)s”。") % {"title": view.title})
    if "query" in request.POST:
        return redirect(f"{reverse('register', args=[view.register])}?view={view.pk}")
    return redirect("views", ref=view.register)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a view away; the list then offers to bring it back."""
    actor = actor_of(request)
    view = view_for(actor, pk)
    remove_view(view, by=actor, at=now())
    return redirect(f"{reverse('register', args=[view.register])}?view=0&removed={view.pk}")


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a removed view back."""
    actor = actor_of(request)
    view = view_for(actor, pk)
    try:
        restore_view(view, by=actor, at=now())
    except Refused as refused:
        return _refused(request, refused, view.register)
    messages.success(request, _("已恢复视图“%(title)s”。") % {"title": view.title})
    return redirect(f"{reverse('register', args=[view.register])}?view={view.pk}")


@require_POST
def choose(request: HttpRequest, ref: str) -> HttpResponse:
    """Let the register open with a view, or with the plain list where none is named."""
    actor, text, found = actor_of(request), request.POST.get("view", ""), declared(ref)
    view = view_for(actor, int(text)) if text.isascii() and text.isdigit() and len(text) < 19 else None
    choose_view(found.ref, view, by=actor, at=now())
    told = (
        _("这个台账以后按“%(title)s”打开。") % {"title": view.title} if view else _("这个台账以后按通常的样子打开。")
    )
    messages.success(request, told)
    return redirect("views", ref=ref)
