"""Acts about time: a clock stands still and runs again, more time is asked for and decided, a record is chased."""

from collections.abc import Callable, Mapping
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.packs.declarations import Register
from luoshi.packs.queries import register as declared
from luoshi.registers import queries
from luoshi.registers.actions import (
    Halt,
    ask_for_time,
    chase,
    grant_time,
    refuse_time,
    reply,
    resume_clock,
    stop_clock,
)
from luoshi.registers.models import Chase, Clock, MoreTime, Record
from luoshi.registers.values import Unfit, date_from
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web import entering, timed
from luoshi.web.acting import actor_of
from luoshi.web.clock import now, today
from luoshi.web.components.forms import Form, FormField, Input, Section
from luoshi.web.components.lists import Option
from luoshi.web.components.records import Fact
from luoshi.web.wording import say

Posted = Mapping[str, str]


@require_http_methods(["GET", "POST"])
def clock_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """The form of an act on a clock: stop, resume, or ask for more time."""
    actor = actor_of(request)
    clock = queries.hanging(Clock.objects.all(), pk)
    found = queries.get(actor, clock.record_id)
    if act not in ACTS:
        raise Refused("web.no_such_act", reason=Text("没有这项办理。", "There is no such act."), remedy=_BACK)
    posted, problems = request.POST.dict(), tuple[str, ...]()
    if request.method == "POST":
        try:
            DO[act](clock, posted, actor)
        except Refused as refused:
            _mistakes, problems = entering.mistakes_of(refused)
        else:
            messages.success(
                request,
                _("已申请，等待审批；批准之前期限不变。") if act == "ask" else _("已办理，期限按规定重新计算。"),
            )
            return redirect("record", pk=found.pk)
    register = declared(found.register, found.pack_version_id)
    title, fields = ACTS[act](register, clock, posted)
    return _page(request, found, register, Form(request.path, (Section(fields),), title, problems=problems))


_BACK = Text("请返回记录查看。", "Go back to the record.")


def _page(request: HttpRequest, found: Record, register: Register, form: Form) -> HttpResponse:
    context = {"register": register, "record": found, "form": form}
    return render(request, "web/record_form.html", context, status=422 if form.problems else 200)


def _stop(clock: Clock, posted: Posted, actor: Actor) -> None:
    halt = Halt(posted.get("reason", ""), posted.get("basis", ""), _day(posted, "since"))
    stop_clock(clock, halt, by=actor, at=now())


def _resume(clock: Clock, posted: Posted, actor: Actor) -> None:
    resume_clock(clock, on=_day(posted, "on"), by=actor, at=now())


def _ask(clock: Clock, posted: Posted, actor: Actor) -> None:
    days = posted.get("days", "")
    number = int(days) if days.isascii() and days.isdigit() and len(days) < 5 else 0
    ask_for_time(clock, number, reason=posted.get("reason", ""), by=actor, at=now())


def _day(posted: Posted, name: str) -> date:
    try:
        return date_from(posted.get(name, ""))
    except Unfit as unfit:
        raise Refused("registers.day", reason=unfit.reason, remedy=unfit.remedy, where=name) from None


def _stop_form(register: Register, clock: Clock, posted: Posted) -> tuple[str, tuple[FormField, ...]]:
    limit = register.lifecycle.clock(clock.clock) if register.lifecycle else None
    reasons = tuple(Option(each.id, say(each.title)) for each in (limit.stops.values() if limit else ()))
    return _("停表"), (
        FormField("reason", _("事由"), Input.CHOICE, posted.get("reason", ""), required=True, options=reasons),
        FormField("basis", _("依据的文书"), Input.TEXT, posted.get("basis", ""), required=True, max_length=400),
        FormField("since", _("从哪天起停"), Input.DATE, posted.get("since", today().isoformat()), required=True),
    )


def _resume_form(register: Register, clock: Clock, posted: Posted) -> tuple[str, tuple[FormField, ...]]:
    value = posted.get("on", today().isoformat())
    return _("恢复计时"), (FormField("on", _("从哪天起恢复"), Input.DATE, value, required=True),)


def _ask_form(register: Register, clock: Clock, posted: Posted) -> tuple[str, tuple[FormField, ...]]:
    limit = register.lifecycle.clock(clock.clock) if register.lifecycle else None
    most = limit.extension.at_most if limit and limit.extension else 0
    hint = _("每次最多 %(most)s 个工作日") % {"most": most}
    return _("申请延期"), (
        FormField("days", _("延长的工作日"), Input.INTEGER, posted.get("days", ""), required=True, hint=hint),
        FormField("reason", _("理由"), Input.LONGTEXT, posted.get("reason", ""), required=True, max_length=1000),
    )


ACTS: Mapping[str, Callable[[Register, Clock, Posted], tuple[str, tuple[FormField, ...]]]] = {
    "stop": _stop_form,
    "resume": _resume_form,
    "ask": _ask_form,
}
DO: Mapping[str, Callable[[Clock, Posted, Actor], None]] = {"stop": _stop, "resume": _resume, "ask": _ask}


@require_POST
def settle_time(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant a request for more time, or refuse it with a reason."""
    actor = actor_of(request)
    asked = queries.hanging(MoreTime.objects.select_related("clock"), pk)
    found = queries.get(actor, asked.clock.record_id)
    if request.POST.get("decision") == "grant":
        grant_time(asked, by=actor, at=now())
        messages.success(request, _("已同意延期，原期限保留在时限中。"))
    else:
        refuse_time(asked, reason=request.POST.get("reason", ""), by=actor, at=now())
        messages.success(request, _("已不予延期，理由已记录。"))
    return redirect("record", pk=found.pk)


@require_http_methods(["GET", "POST"])
def chase_record(request: HttpRequest, pk: int, rung: str) -> HttpResponse:
    """The form that sends the notice of a rung."""
    actor = actor_of(request)
    found = queries.get(actor, pk)
    register = declared(found.register, found.pack_version_id)
    words, problems = request.POST.get("words", ""), tuple[str, ...]()
    if request.method == "POST":
        try:
            notice = chase(found, rung, words=words, by=actor, at=now())
        except Refused as refused:
            _mistakes, problems = entering.mistakes_of(refused)
        else:
            messages.success(request, _("已发出 %(number)s。") % {"number": notice.number})
            return redirect("chase", pk=notice.pk)
    field = FormField("words", _("附言（可不填）"), Input.LONGTEXT, words, max_length=1000)
    title = timed.rung_title(register, rung)
    return _page(request, found, register, Form(request.path, (Section((field,)),), title, problems=problems))


@require_GET
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """A notice as a letter of one page, with the answer to it."""
    actor = actor_of(request)
    notice = queries.hanging(Chase.objects.select_related("unit", "by_unit"), pk)
    found = queries.get(actor, notice.record_id)
    register = declared(found.register, found.pack_version_id)
    facts = [Fact(_("事项"), found.label, reverse("record", args=[found.pk])), Fact(_("编号"), found.number)]
    facts += [Fact(_("期限"), notice.due.isoformat())] if notice.due else []
    context = {
        "notice": notice,
        "record": found,
        "register": register,
        "title": timed.rung_title(register, notice.rung),
        "facts": facts,
        "late": -notice.days_left if notice.days_left is not None and notice.days_left < 0 else 0,
        "may_reply": notice.reply_at is None and actor.sits_at(notice.unit_id),
    }
    return render(request, "web/letter.html", context)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The lead unit's answer to a notice."""
    actor = actor_of(request)
    notice = queries.hanging(Chase.objects.select_related("unit", "record"), pk)
    queries.get(actor, notice.record_id)
    reply(notice, request.POST.get("reply", ""), by=actor, at=now())
    messages.success(request, _("已答复。"))
    return redirect("chase", pk=notice.pk)
