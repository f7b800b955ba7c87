"""待裁定: two values for one cell, side by side with who entered them; one is chosen, the other stays readable."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.packs.declarations import Register
from luoshi.packs.queries import register as declared
from luoshi.registers.actions import settle_offer
from luoshi.registers.models import Offer, OfferStatus
from luoshi.registers.permissions import check_can_settle_offer, may_see_field
from luoshi.registers.queries import get, hanging, visible_to
from luoshi.rules.actors import Actor
from luoshi.rules.periods import parse
from luoshi.rules.refusals import Refused
from luoshi.web import showing
from luoshi.web.acting import actor_of
from luoshi.web.clock import now
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.entry.due import returns_of
from luoshi.web.wording import say

SETTLED_SHOWN = 30
NO_NAMES = showing.Names()


@dataclass(frozen=True, slots=True)
class Waiting:
    """One cell with its two values in words; `refused` says why this person may not choose."""

    pk: int
    title: str
    href: str
    stands: str
    stands_by: str
    offered: str
    offered_by: str
    refused: str


@require_GET
def offers(request: HttpRequest) -> HttpResponse:
    """The cells that wait for a choice, and what was chosen last."""
    actor = actor_of(request)
    registers = returns_of(actor)
    waiting = [one for each in registers for one in _open_ones(actor, each)]
    settled = [one for each in registers for one in _settled_ones(actor, each)]
    context = {"waiting": waiting, "settled": _table(sorted(settled, key=lambda one: one[0], reverse=True))}
    return render(request, "web/entry/offers.html", context)


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose one of the two."""
    actor = actor_of(request)
    offer = hanging(Offer.objects.select_related("record"), pk)
    get(actor, offer.record_id)
    take = request.POST.get("take") == "1"
    settle_offer(offer, take=take, why=request.POST.get("why", ""), by=actor, at=now())
    messages.success(request, _("已采用后填的值。") if take else _("已保留现值。"))
    return redirect("offers")


def _of(actor: Actor, register: Register) -> "list[Offer]":
    seen = visible_to(actor, register)
    found = Offer.objects.filter(record__in=seen, status=OfferStatus.OPEN).select_related("record__unit")
    return [each for each in found.order_by("pk")[:200] if _may_see(actor, register, each)]


def _may_see(actor: Actor, register: Register, offer: Offer) -> bool:
    field = register.fields.get(offer.field)
    return field is not None and may_see_field(actor, field)


def _open_ones(actor: Actor, register: Register) -> list[Waiting]:
    return [_waiting(actor, each) for each in _of(actor, register)]


def _waiting(actor: Actor, offer: Offer) -> Waiting:
    record = offer.record
    register = declared(record.register, record.pack_version_id)
    field = register.fields[offer.field]
    refused = ""
    try:
        check_can_settle_offer(actor, register, record, offer)
    except Refused as met:
        refused = f"{say(met.reason)} {say(met.remedy)}"
    return Waiting(
        pk=offer.pk,
        title=" · ".join((record.unit.title, say(parse(record.period).text), showing.titled(field))),
        href=reverse("record", args=[record.pk]),
        stands=showing.shown(field, record.data.get(offer.field), NO_NAMES) or _("空"),
        stands_by=offer.stood_by_name,
        offered=showing.shown(field, offer.value, NO_NAMES) or _("空"),
        offered_by=f"{offer.by_name} · {timezone.localtime(offer.at):%Y-%m-%d %H:%M}",
        refused=refused,
    )


def _settled_ones(actor: Actor, register: Register) -> list[tuple[int, Row]]:
    seen = visible_to(actor, register)
    found = Offer.objects.filter(record__in=seen).exclude(status=OfferStatus.OPEN).select_related("record__unit")
    newest = found.order_by("-pk")[:SETTLED_SHOWN]
    return [(each.pk, _row(register, each)) for each in newest if _may_see(actor, register, each)]


def _row(register: Register, offer: Offer) -> Row:
    field, record = register.fields[offer.field], offer.record
    pair = [showing.shown(field, value, NO_NAMES) or _("空") for value in (offer.stood, offer.value)]
    chosen = _("采用后填的值") if offer.status == OfferStatus.TAKEN else _("保留现值")
    day = timezone.localtime(offer.settled_at).date().isoformat() if offer.settled_at else ""
    return Row(
        (
            Cell(record.unit.title, reverse("record", args=[record.pk]), note=record.period),
            Cell(showing.titled(field)),
            Cell(pair[0], note=offer.stood_by_name),
            Cell(pair[1], note=offer.by_name),
            Cell(chosen, note=offer.why),
            Cell(offer.settled_by_name),
            Cell(day),
        )
    )


def _table(rows: list[tuple[int, Row]]) -> Table:
    titles = (_("单位"), _("栏"), _("现值"), _("后填的值"), _("裁定"), _("裁定人"))
    columns = (*(Column(title) for title in titles), Column(_("日期"), ColumnKind.DATE))
    shown = tuple(row for _pk, row in rows[:SETTLED_SHOWN])
    return Table(columns, shown, Empty(_("还没有裁定过")))
