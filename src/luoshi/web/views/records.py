"""记录: one record with its fields, moves, parties, history; correcting it."""

import secrets
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luoshi.audit.permissions import can_read_log
from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.packs.queries import register as declared
from luoshi.registers import queries
from luoshi.registers.actions import correct
from luoshi.registers.locks import may_be_corrected
from luoshi.registers.models import Move, MoveStatus, Outcome, Party, Record
from luoshi.registers.permissions import can_edit, check_can_confirm
from luoshi.registers.policies import declared_move, is_struck_off
from luoshi.registers.values import Unfit, date_from
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.web import audited, entering, looking, onepage, overtaking, showing, states, timed
from luoshi.web.acting import actor_of
from luoshi.web.below import below_of
from luoshi.web.clock import now, today
from luoshi.web.commenting import talk_of
from luoshi.web.components.forms import Form, FormField, Input, Section
from luoshi.web.components.records import Fact, MoveButton, RecordHead
from luoshi.web.exhibiting import sheet_of, tiles_of
from luoshi.web.resending import answer, done_once, submitted_of
from luoshi.web.telling import minute_of, told_of
from luoshi.web.today import beyond_told
from luoshi.web.wording import say

MOST_BESIDE = 12  # fields shown next to a list
EVENTS = 20  # of the line of time on the page; the whole of it is a page of its own


@require_GET
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one record."""
    actor = actor_of(request)
    found = queries.get(actor, pk)
    register = declared(found.register, found.pack_version_id)
    _fetch(found)
    timed.fetch(found)
    waiting = queries.proposed_move(found)
    tiles = tiles_of(actor, register, found)
    told = told_of(actor, register, found, most=EVENTS + 1, files=tuple(tiles))
    context = {
        "register": register,
        "record": found,
        "head": head_of(register, found),
        "parts": parts_of(actor, register, found),
        "parties": parties_of(found),
        "moves": () if found.withdrawn_at else moves_of(actor, found),
        "waivable": waivable_of(actor, register, found),
        "waiting": waiting_of(actor, register, waiting) if waiting else None,
        "audits": audited.sheet_of(register, found),
        "evidence": sheet_of(actor, register, found, tiles),
        "waiting_tiles": tuple(tile for each, tile in tiles.items() if waiting and each.move_id == waiting.pk),
        "events": tuple(each.event for each in told[:EVENTS]),
        "more_events": len(told) > EVENTS,
        "talk": talk_of(actor, found, every=request.GET.get("comments") == "all"),
        "submission": secrets.token_urlsafe(16),
        "claims": queries.claims_of(found),
        "below": below_of(actor, found),
        "checks": looking.checks_of(actor, register, found, today()),
        "timed": timed.timed_of(actor, register, found, today=today(), until=_until(request)),
        "may_edit": can_edit(actor, register, found.unit) and not found.withdrawn_at,
        "may_correct": can_edit(actor, register, found.unit)
        and not found.withdrawn_at
        and may_be_corrected(found, register),
        "may_read_log": can_read_log(actor),
    }
    return render(request, "web/record.html", context)


def _fetch(found: Record) -> None:
    """Read the units responsible and the waivers once, for all parts of the page."""
    prefetch_related_objects([found], Prefetch("parties", Party.objects.select_related("unit")), "waivers")


@require_GET
def beside(request: HttpRequest, pk: int) -> HttpResponse:
    """The essentials of a record and its moves, for the place next to a list."""
    actor = actor_of(request)
    found = queries.get(actor, pk)
    register = declared(found.register, found.pack_version_id)
    waiting = queries.proposed_move(found)
    context = {
        "register": register,
        "record": found,
        "head": head_of(register, found),
        "facts": parts_of(actor, register, found)[0].facts[:MOST_BESIDE],
        "moves": moves_of(actor, found),
        "waiting": waiting_of(actor, register, waiting) if waiting else None,
        "events": tuple(each.event for each in told_of(actor, register, found, most=3)),
    }
    return render(request, "web/record_beside.html", context)


@require_GET
def one_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The record on one sheet of paper."""
    actor = actor_of(request)
    found = queries.get(actor, pk)
    register = declared(found.register, found.pack_version_id)
    _fetch(found)
    facts = tuple(fact for part in parts_of(actor, register, found) for fact in part.facts)
    context = {
        "register": register,
        "record": found,
        "head": head_of(register, found),
        "parties": parties_of(found)[1:],
        "sheet": onepage.one_page(request, actor, register, found, facts),
    }
    return render(request, "web/record_sheet.html", context)


def _until(request: HttpRequest) -> date | None:
    """Another date for the back-schedule, tried without saving it; what cannot be read is left out."""
    try:
        return date_from(request.GET.get("until", "")) if request.GET.get("until") else None
    except Unfit:
        return None


def head_of(register: Register, found: Record) -> RecordHead:
    """Name, state, clock and stages."""
    facts = [Fact(_("登记单位"), found.unit.title)]
    if found.lead:
        facts.append(Fact(_("牵头单位"), found.lead.title))
    if found.due:
        provisional = _("（次年放假安排未公布，暂按法定节日推算）") if found.due_provisional else ""
        facts.append(Fact(_("期限"), f"{found.due.isoformat()}{provisional}"))
    if is_struck_off(found, register) and found.adopted_from:
        told = _adopted(found)
        facts += [Fact(_("旧台账"), told, wide=True)] if told else []
    if found.reopened:
        facts.append(Fact(_("重新打开"), _("%(count)s 次") % {"count": found.reopened}))
    if found.parent:
        facts.append(Fact(_("上级"), found.parent.label, reverse("record", args=[found.parent_id])))
        if beyond := beyond_told(found):
            facts.append(Fact(_("晚于上级"), beyond))
    return RecordHead(
        title=found.label or found.number,
        number=found.number,
        state=states.state_light(register, found.state),
        light=states.light_of(register, found, today()),
        facts=tuple(facts),
        stages=states.stages_of(register, found),
    )


def _adopted(found: Record) -> str:
    """Said of what an older ledger had struck off and nobody here has looked at; one query."""
    if found.moves.filter(strikes_off=True, status=MoveStatus.DONE).exists():
        return ""
    return _("在旧台账中已办结，%(day)s 由“%(source)s”接收，未经本系统核验") % {
        "day": found.adopted_on,
        "source": found.adopted_from,
    }


@dataclass(frozen=True, slots=True)
class Part:
    """Fields of one origin: those that say something, and the names of those that do not."""

    title: str
    facts: tuple[Fact, ...]
    blank: str
    blank_title: str


def parts_of(actor: Actor, register: Register, found: Record) -> tuple[Part, ...]:
    """Every field the person may see: what was entered, then what follows from it."""
    names = showing.names_for(register, [found.data])
    fields = queries.shown_fields(actor, register)
    entered = [each for each in fields if each.formula is None]
    derived = [each for each in fields if each.formula is not None]
    parts = [_part(_("登记内容"), _("尚未填写"), entered, found, names)]
    return (*parts, _part(_("由系统算出"), _("缺数，尚未算出"), derived, found, names)) if derived else tuple(parts)


def _part(title: str, blank_title: str, fields: list[Field], found: Record, names: showing.Names) -> Part:
    fields = [each for each in fields if not each.reason_for]
    words = {each.id: showing.shown_or_reason(each, found.data, names) for each in fields}
    filled = [each for each in fields if words[each.id]]
    facts = tuple(
        Fact(
            showing.titled(each),
            words[each.id],
            showing.link_of(each, found.data.get(each.id)),
            wide=each.type is FieldType.LONGTEXT,
        )
        for each in filled
    )
    blank = " · ".join(say(each.title) for each in fields if each not in filled)
    return Part(title, facts, blank, blank_title)


def parties_of(found: Record) -> tuple[Fact, ...]:
    """Who leads, supports and supervises."""
    titles = {"support": _("配合单位"), "supervisor": _("督办单位")}
    facts = [Fact(_("牵头单位"), found.lead.title)] if found.lead else []
    parties = sorted(found.parties.all(), key=lambda party: (party.role, party.unit.path))
    return (*facts, *(Fact(titles[party.role], party.unit.title) for party in parties))


def moves_of(actor: Actor, found: Record) -> tuple[MoveButton, ...]:
    """The moves out of the present state, with what is against each."""
    buttons: list[MoveButton] = []
    for choice in queries.available_moves(actor, found, today=today()):
        refused = choice.refused
        buttons.append(
            MoveButton(
                title=say(choice.move.title),
                href=reverse("record_move", args=[found.pk, choice.move.id]),
                note=say(choice.move.note) if choice.move.note else "",
                reason=say(refused.reason) if refused else "",
                remedy=say(refused.remedy) if refused else "",
                main=refused is None and not any(button.main for button in buttons),
            )
        )
    return tuple(buttons)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposed move on the page: what it is, on what evidence, and why the reader may not settle it, if so."""

    title: str
    who: str
    when: str
    facts: tuple[Fact, ...]
    reason: str = ""
    remedy: str = ""


def waiting_of(actor: Actor, register: Register, taken: Move) -> Waiting:
    """The move that waits for confirmation."""
    move = declared_move(register, taken.name)
    facts = [Fact(_("发生日期"), taken.on.isoformat())]
    facts += [Fact(say(register.evidence[kind].title), words) for kind, words in taken.evidence.items()]
    facts += [Fact(_("说明"), taken.note, wide=True)] if taken.note else []
    reason, remedy = "", ""
    try:
        check_can_confirm(actor, taken.record, register, move, taken)
    except Refused as refused:
        reason, remedy = say(refused.reason), say(refused.remedy)
    return Waiting(say(move.title), taken.by_name, minute_of(taken.at), tuple(facts), reason, remedy)


def waivable_of(actor: Actor, register: Register, found: Record) -> list[dict[str, str]]:
    """Guards the person may set aside for this record, not yet set aside."""
    waived = {waiver.guard for waiver in found.waivers.all()}
    open_moves = register.lifecycle.moves_from(found.state) if register.lifecycle else ()
    names = {name for move in open_moves for name in move.guards} - waived
    return [
        {"title": say(guard.refuse), "href": reverse("record_waive", args=[found.pk, guard.id])}
        for guard in register.guards.values()
        if guard.id in names and guard.waivable_by and actor.has_role(guard.waivable_by)
    ]


@require_http_methods(["GET", "POST"])
@done_once
def correct_record(request: HttpRequest, pk: int) -> HttpResponse:
    """The form that makes a correction: fields as they are, and the reason."""
    actor = actor_of(request)
    found = queries.get(actor, pk)
    register = declared(found.register, found.pack_version_id)
    mistakes: dict[str, str] = {}
    problems: tuple[str, ...] = ()
    values: dict[str, object] = dict(found.data)
    met: overtaking.Met | None = None
    if request.method == "POST":
        entered = {name: request.POST.get(name, "") for name in register.fields if name in request.POST}
        values |= entered
        try:
            correct(
                found,
                overtaking.settled(entered, request.POST),
                reason=request.POST.get("reason", ""),
                by=actor,
                at=now(),
                revision=entering.revision_seen(request.POST.get("revision", "")),
                submitted=submitted_of(request),
            )
        except Refused as refused:
            found = queries.get(actor, pk)  # as it is, not as it would have become
            mistakes, problems = entering.mistakes_of(refused)
            problems = overtaking.untold(refused, problems)
            met = overtaking.met_by(refused, actor, register, found, entered, request.POST)
            values |= met.values if met else {}
        else:
            return answer(request, Outcome.CORRECTED, found)
    names = entering.names_chosen(actor, register, values, found.data)
    reason = FormField(
        "reason", _("更正原因"), Input.TEXT, request.POST.get("reason", ""), required=True, max_length=400
    )
    form = Form(
        action=reverse("record_correct", args=[pk]),
        sections=(
            Section(entering.fields_for(actor, register.fields.values(), values, mistakes, names)),
            Section((reason,)),
        ),
        submit=_("保存更正"),
        cancel_href=reverse("record", args=[pk]),
        problems=problems,
        revision=str(found.revision) if met else request.POST.get("revision", str(found.revision)),
        overtaken=met.overtaken if met else None,
    )
    context = {"register": register, "record": found, "form": form}
    return render(request, "web/record_form.html", context, status=422 if mistakes or problems or met else 200)
