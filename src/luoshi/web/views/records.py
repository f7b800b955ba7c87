"""记录: one record with its fields, moves, parties, history; correcting it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luoshi.audit.permissions import can_read_log
from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.packs.queries import register as declared
from luoshi.registers import queries
from luoshi.registers.actions import correct
from luoshi.registers.exhibits import exhibits_by_revision, exhibits_of_move
from luoshi.registers.models import Move, MoveStatus, Outcome, Record, Version, VersionKind, Waiver
from luoshi.registers.permissions import can_edit, check_can_confirm
from luoshi.registers.policies import declared_move
from luoshi.registers.values import Unfit, date_from
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.web import entering, looking, overtaking, showing, states, timed
from luoshi.web.acting import actor_of
from luoshi.web.below import below_of
from luoshi.web.clock import now, today
from luoshi.web.components.forms import Form, FormField, Input, Section
from luoshi.web.components.records import Event, Fact, MoveButton, RecordHead
from luoshi.web.exhibiting import sheet_of, tiles_of, with_files
from luoshi.web.resending import answer, done_once, submitted_of
from luoshi.web.wording import say


@require_GET
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one record."""
    actor = actor_of(request)
    found = queries.get(actor, pk)
    register = declared(found.register, found.pack_version_id)
    timed.fetch(found)
    waiting = queries.proposed_move(found)
    context = {
        "register": register,
        "record": found,
        "head": head_of(register, found),
        "parts": parts_of(actor, register, found),
        "parties": parties_of(found),
        "moves": moves_of(actor, found),
        "waivable": waivable_of(actor, register, found),
        "waiting": waiting_of(actor, register, waiting) if waiting else None,
        "evidence": sheet_of(actor, register, found),
        "waiting_tiles": tiles_of(actor, register, exhibits_of_move(waiting)) if waiting else (),
        "events": events_of(actor, register, found),
        "claims": queries.claims_of(found),
        "below": below_of(actor, found),
        "checks": looking.checks_of(actor, register, found, today()),
        "timed": timed.timed_of(actor, register, found, today=today(), until=_until(request)),
        "may_edit": can_edit(actor, register, found.unit),
        "may_read_log": can_read_log(actor),
    }
    return render(request, "web/record.html", context)


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
    if found.reopened:
        facts.append(Fact(_("重新打开"), _("%(count)s 次") % {"count": found.reopened}))
    if found.parent:
        facts.append(Fact(_("上级"), found.parent.label, reverse("record", args=[found.parent_id])))
    return RecordHead(
        title=found.label or found.number,
        number=found.number,
        state=states.state_light(register, found.state),
        light=states.light_of(register, found, today()),
        facts=tuple(facts),
        stages=states.stages_of(register, found),
    )


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
    filled = [each for each in fields if found.data.get(each.id) not in (None, "")]
    facts = tuple(
        Fact(
            showing.titled(each),
            showing.shown(each, found.data[each.id], names),
            showing.link_of(each, found.data[each.id]),
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
    parties = found.parties.select_related("unit").order_by("role", "unit__path")
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
    waived = set(found.waivers.values_list("guard", flat=True))
    open_moves = register.lifecycle.moves_from(found.state) if register.lifecycle else ()
    names = {name for move in open_moves for name in move.guards} - waived
    return [
        {"title": say(guard.refuse), "href": reverse("record_waive", args=[found.pk, guard.id])}
        for guard in register.guards.values()
        if guard.id in names and guard.waivable_by and actor.has_role(guard.waivable_by)
    ]


def events_of(actor: Actor, register: Register, found: Record) -> tuple[Event, ...]:
    """What happened, the newest first: versions with their differences, moves, waivers."""
    rested = exhibits_by_revision(found.pk)
    events = []
    for version, changes in queries.differences(found):
        event = _version_event(actor, register, version, changes)
        events.append((version.at, with_files(event, register, rested[version.revision])))
    events += [(each.at, _waiver_event(register, each)) for each in found.waivers.all()]
    events += [
        (each.settled_at or each.at, _turned_down(register, each))
        for each in found.moves.filter(status=MoveStatus.TURNED_DOWN)
    ]
    return tuple(event for _at, event in sorted(events, key=lambda pair: pair[0], reverse=True))


def _version_event(actor: Actor, register: Register, version: Version, changes: list[queries.Difference]) -> Event:
    shown_fields = {each.id: each for each in queries.shown_fields(actor, register)}
    names = showing.names_for(
        register, [{c.field: c.before} for c in changes] + [{c.field: c.after} for c in changes]
    )
    facts: tuple[Fact, ...] = ()
    if version.kind in (VersionKind.CORRECTED, VersionKind.MOVED):
        facts = tuple(
            Fact(
                say(field.title),
                f"{showing.shown(field, c.before, names) or '—'} → {showing.shown(field, c.after, names) or '—'}",
            )
            for c in changes
            if (field := shown_fields.get(c.field))
        )
    return Event(
        title=_version_title(register, version),
        when=minute_of(version.at),
        who=version.by_name,
        text=version.reason,
        icon="edit" if version.kind == VersionKind.CORRECTED else "done",
        facts=facts,
    )


def _version_title(register: Register, version: Version) -> str:
    match version.kind:
        case VersionKind.MOVED:
            state = register.lifecycle.states.get(version.state) if register.lifecycle else None
            title = say(state.title) if state else version.state
            return _("进入“%(state)s”（%(day)s）") % {"state": title, "day": version.reached.get(version.state, "")}
        case VersionKind.CORRECTED:
            return _("更正")
        case VersionKind.PARTIES:
            return _("调整责任单位")
        case VersionKind.PLACED:
            return _("调整上级")
        case VersionKind.REPUBLISHED:
            return _("转到台账的新版本")
        case VersionKind.REDATED:
            return _("期限变动：%(due)s") % {"due": version.due or "—"}
        case VersionKind.ADOPTED:
            return _("由既有台账接收")
        case _:
            return _("首次登记")


def _waiver_event(register: Register, waiver: Waiver) -> Event:
    guard = register.guards.get(waiver.guard)
    return Event(
        title=_("豁免：%(guard)s") % {"guard": say(guard.refuse) if guard else waiver.guard},
        when=minute_of(waiver.at),
        who=waiver.by_name,
        text=_("依据：%(basis)s") % {"basis": waiver.basis},
        icon="warning",
    )


def _turned_down(register: Register, taken: Move) -> Event:
    move = register.lifecycle.moves.get(taken.name) if register.lifecycle else None
    return Event(
        title=_("退回：%(move)s") % {"move": say(move.title) if move else taken.name},
        when=minute_of(taken.settled_at or taken.at),
        who=taken.settled_name,
        text=taken.settled_reason,
        icon="stop",
    )


def minute_of(at: datetime) -> str:
    """A moment to the minute, in the site's time zone."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


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
