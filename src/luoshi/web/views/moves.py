"""流转: taking a move, confirming or turning down a proposed one, waiving a guard."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.packs.declarations import Move, Register
from luoshi.packs.queries import register as declared
from luoshi.registers import queries
from luoshi.registers.actions import Step, confirm, move, turn_down, waive
from luoshi.registers.exhibits import ready_files
from luoshi.registers.models import MoveStatus, Outcome, Record
from luoshi.registers.policies import check_state_allows, declared_move
from luoshi.registers.values import Unfit, date_from
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web import audited, entering, overtaking, showing
from luoshi.web.acting import actor_of
from luoshi.web.clock import now, today
from luoshi.web.components.forms import Form, FormField, Input, Section
from luoshi.web.resending import answer, done_once, submitted_of
from luoshi.web.wording import say


@require_http_methods(["GET", "POST"])
@done_once
def move_record(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The form of a move: the day it took place, its evidence, the fields it sets, a note."""
    actor = actor_of(request)
    found = queries.get(actor, pk)
    register = declared(found.register, found.pack_version_id)
    step = declared_move(register, name)
    mistakes: dict[str, str] = {}
    problems: tuple[str, ...] = ()
    met: overtaking.Met | None = None
    posted = request.POST.dict()
    if request.method == "GET" and (against := _against(actor, register, found, step)):
        context = {"register": register, "record": found, "step": step, "refused": against}
        return render(request, "web/move_refused.html", context, status=409)
    if request.method == "POST":
        entered = {field: posted[field] for field in step.sets if field in posted}
        try:
            seen = request.POST.get("revision")
            taken = move(
                found,
                name,
                step=_step_of(step, posted, overtaking.settled(entered, request.POST)),
                by=actor,
                at=now(),
                revision=None if seen is None else entering.revision_seen(seen),
                submitted=submitted_of(request),
            )
        except Refused as refused:
            found = queries.get(actor, pk)
            mistakes, problems = entering.mistakes_of(refused)
            problems = overtaking.untold(refused, problems)
            met = overtaking.met_by(refused, actor, register, found, entered, request.POST)
            mistakes |= (
                {entering.EVIDENCE + refused.where: say(refused.reason)} if refused.where in step.needs else {}
            )
        else:
            outcome = Outcome.PROPOSED if taken.status == MoveStatus.PROPOSED else Outcome.MOVED
            return answer(request, outcome, found)
    form = _move_form(actor, register, found, step, posted, mistakes, problems, met)
    context = {"register": register, "record": found, "form": form, "step": step}
    return render(request, "web/record_form.html", context, status=422 if mistakes or problems or met else 200)


def _against(actor: Actor, register: Register, found: Record, step: Move) -> Refused | None:
    """Why the form of a move is not opened for this person now; what is filled in could not be sent anyway."""
    try:
        check_state_allows(found, register, step)
    except Refused as refused:
        return refused
    choices = queries.available_moves(actor, found, today=today())
    return next((choice.refused for choice in choices if choice.move.id == step.id), None)


def _step_of(step: Move, posted: Mapping[str, str], values: Mapping[str, str]) -> Step:
    """What the person brought; a date nobody can read is refused here."""
    try:
        on = date_from(posted.get("on", ""))
    except Unfit as unfit:
        raise Refused("registers.day", reason=unfit.reason, remedy=unfit.remedy, where="on") from None
    evidence = {kind: words for kind in step.needs if (words := posted.get(entering.EVIDENCE + kind, "").strip())}
    return Step(
        on=on, evidence=evidence, values=values, note=posted.get("note", ""), explained=audited.told_in(posted)
    )


def _move_form(
    actor: Actor,
    register: Register,
    found: Record,
    step: Move,
    posted: Mapping[str, str],
    mistakes: Mapping[str, str],
    problems: tuple[str, ...],
    met: overtaking.Met | None,
) -> Form:
    values = {name: posted.get(name, found.data.get(name)) for name in step.sets} | (dict(met.values) if met else {})
    names = showing.names_for(register, [{}])
    day = FormField(
        "on",
        _("发生日期"),
        Input.DATE,
        posted.get("on", today().isoformat()),
        required=True,
        error=mistakes.get("on", ""),
    )
    set_fields = entering.fields_for(actor, (register.fields[name] for name in step.sets), values, mistakes, names)
    held = ready_files(found, step.needs)
    note = FormField(
        "note",
        _("原因") if step.reason else _("说明"),
        Input.LONGTEXT,
        posted.get("note", ""),
        required=step.reason,
        error=mistakes.get("note", ""),
        max_length=1000,
    )
    told = audited.boxes(register, found, step, posted, mistakes)
    problems = problems or audited.against(register, found, step)
    return Form(
        action=reverse("record_move", args=[found.pk, step.id]),
        sections=(Section((day, *set_fields, *entering.evidence_fields(register, step, posted, held), *told, note)),),
        submit=_("提交待确认") if step.confirm else say(step.title),
        cancel_href=reverse("record", args=[found.pk]),
        problems=problems,
        revision=str(found.revision) if met else posted.get("revision", str(found.revision)),
        overtaken=met.overtaken if met else None,
    )


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the proposed move, or turn it down with a reason."""
    actor = actor_of(request)
    proposed = queries.proposed_move(queries.get(actor, pk))
    if proposed is None:
        raise Refused(
            "registers.already_settled",
            reason=Text("这项流转已有人处理。", "This move has been settled already."),
            remedy=Text("请返回记录查看。", "Go back to the record."),
        )
    if request.POST.get("decision") == "confirm":
        confirm(proposed, by=actor, at=now())
        messages.success(request, _("已确认。"))
    else:
        turn_down(proposed, reason=request.POST.get("reason", ""), by=actor, at=now())
        messages.success(request, _("已退回，理由已告知办理人。"))
    return redirect("record", pk=pk)


@require_http_methods(["GET", "POST"])
def waive_guard(request: HttpRequest, pk: int, guard: str) -> HttpResponse:
    """Set a guard aside for a record, with the legal basis."""
    actor = actor_of(request)
    found = queries.get(actor, pk)
    register = declared(found.register, found.pack_version_id)
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            waive(found, guard, basis=request.POST.get("basis", ""), by=actor, at=now())
        except Refused as refused:
            _mistakes, problems = entering.mistakes_of(refused)
        else:
            messages.success(request, _("豁免已登记，依据和登记人随记录公开。"))
            return redirect("record", pk=pk)
    basis = FormField(
        "basis",
        _("法律依据"),
        Input.TEXT,
        request.POST.get("basis", ""),
        required=True,
        max_length=400,
        hint=_("法规名称、条款或批准文号"),
    )
    form = Form(
        action=reverse("record_waive", args=[pk, guard]),
        sections=(Section((basis,)),),
        submit=_("登记豁免"),
        cancel_href=reverse("record", args=[pk]),
        problems=problems,
    )
    context = {"register": register, "record": found, "form": form, "guard": register.guards.get(guard)}
    return render(request, "web/record_form.html", context, status=422 if problems else 200)
