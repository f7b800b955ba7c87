"""责任单位 and 上级: who leads, supports and supervises a record, and what it hangs under."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.org.models import Unit
from luoshi.packs.declarations import Register
from luoshi.packs.queries import register as declared
from luoshi.registers import queries
from luoshi.registers.actions import place_under, set_parties
from luoshi.registers.models import PartyRole, Record
from luoshi.registers.permissions import check_can_edit
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.web import entering, standing
from luoshi.web.acting import actor_of
from luoshi.web.clock import now
from luoshi.web.components.forms import Form, FormField, Input, Section
from luoshi.web.overtaking import Side, standing_met, untold
from luoshi.web.wording import listed


@require_http_methods(["GET", "POST"])
def change_parties(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of the units responsible."""
    actor, found, register = _to_edit(request, pk)
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            lead = standing.unit_from(request.POST.get("lead", ""), "lead")
            others = {role: _units(request.POST, role) for role in PartyRole}
            support, supervisor = others[PartyRole.SUPPORT], others[PartyRole.SUPERVISOR]
            found.revision = standing.number_from(request.POST.get("revision", ""))
            set_parties(found, lead=lead, support=support, supervisor=supervisor, by=actor, at=now())
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("责任单位已调整。"))
            return redirect("record", pk=pk)
    return _answer(request, register, found, _parties_form(request, register, found, refusal), refusal)


@require_http_methods(["GET", "POST"])
def change_parent(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of the record above."""
    actor, found, register = _to_edit(request, pk)
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            parent = standing.parent_from(actor, register, request.POST.dict())
            found.revision = standing.number_from(request.POST.get("revision", ""))
            place_under(found, parent=parent, by=actor, at=now())
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("上级已调整。"))
            return redirect("record", pk=pk)
    mistakes, problems = entering.placed_mistakes(refusal, {"parent"})
    held = queries.get(actor, pk).parent
    boxes = standing.parent_box(register, request.POST.dict(), mistakes, held if refusal is None else None)
    seen = [("parent", request.POST.get("seen-parent", held.label if held else ""))]
    mine = request.POST.get(f"parent{standing.SUFFIX}-shown", "")
    sides = [Side("parent", _("上级"), seen[0][1], held.label if held else "", mine)]
    form = _form(request, register, found, Section(boxes), problems, Compared("record_parent", seen, sides, refusal))
    return _answer(request, register, found, form, refusal)


def _to_edit(request: HttpRequest, pk: int) -> tuple[Actor, Record, Register]:
    actor = actor_of(request)
    found = queries.get(actor, pk)
    register = declared(found.register, found.pack_version_id)
    check_can_edit(actor, register, found.unit)
    return actor, found, register


def _units(posted: QueryDict, role: PartyRole) -> list[Unit]:
    ids = [standing.number_from(text) for text in posted.getlist(role.value)]
    return list(Unit.objects.filter(pk__in=ids).order_by("path"))


def _parties_form(request: HttpRequest, register: Register, found: Record, refusal: Refused | None) -> Form:
    mistakes, problems = entering.placed_mistakes(refusal, {"lead"})
    options = entering.unit_options()
    found = queries.get(actor_of(request), found.pk)  # as it is, not as it would have become
    held = {role: [str(each.unit_id) for each in found.parties.all() if each.role == role] for role in PartyRole}

    def several(role: PartyRole, title: str) -> FormField:
        chosen: Sequence[str] = request.POST.getlist(role.value) if request.method == "POST" else held[role]
        ordered = sorted(options, key=lambda option: option.value not in chosen)
        return FormField(role.value, title, Input.UNITS, chosen=tuple(chosen), options=tuple(ordered))

    lead = FormField(
        "lead",
        _("牵头单位"),
        Input.UNIT,
        request.POST.get("lead", str(found.lead_id or "")),
        required=True,
        options=options,
        hint=_("有且只有一个"),
        error=mistakes.get("lead", ""),
    )
    both = (several(PartyRole.SUPPORT, _("配合单位")), several(PartyRole.SUPERVISOR, _("督办单位")))
    now_held = {"lead": [str(found.lead_id or "")]} | {role.value: ids for role, ids in held.items()}
    seen = [(name, request.POST.get(f"seen-{name}", ",".join(ids))) for name, ids in now_held.items()]
    titles = {option.value: option.title for option in options}
    sides = [
        Side(
            box.name,
            box.title,
            _named(before.split(","), titles),
            _named(now_held[box.name], titles),
            _named(request.POST.getlist(box.name), titles),
        )
        for box, (_name, before) in zip((lead, *both), seen, strict=True)
    ]
    compared = Compared("record_parties", seen, sides, refusal)
    return _form(request, register, found, Section((lead, *both)), problems, compared)


def _named(ids: Sequence[str], titles: Mapping[str, str]) -> str:
    return listed(sorted(titles.get(each, each) for each in ids if each))


@dataclass(frozen=True, slots=True)
class Compared:
    """What a form of this page was opened on and is compared with, where somebody wrote first."""

    name: str
    seen: Sequence[tuple[str, str]]
    sides: Sequence[Side]
    refusal: Refused | None


def _form(
    request: HttpRequest,
    register: Register,
    found: Record,
    section: Section,
    problems: tuple[str, ...],
    compared: Compared,
) -> Form:
    present = Record.objects.get(pk=found.pk)
    met = (
        standing_met(compared.refusal, register, present, request.POST, compared.sides) if compared.refusal else None
    )
    return Form(
        action=reverse(compared.name, args=[found.pk]),
        sections=(section,),
        submit=_("调整责任单位") if compared.name == "record_parties" else _("调整上级"),
        cancel_href=reverse("record", args=[found.pk]),
        problems=untold(compared.refusal, problems) if compared.refusal else problems,
        revision=str(present.revision) if met else request.POST.get("revision", str(present.revision)),
        seen=tuple(compared.seen),
        overtaken=met,
    )


def _answer(
    request: HttpRequest, register: Register, found: Record, form: Form, refusal: Refused | None
) -> HttpResponse:
    context = {"register": register, "record": found, "form": form}
    return render(request, "web/record_form.html", context, status=422 if refusal else 200)
