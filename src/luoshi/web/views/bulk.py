"""Many records corrected together: which, which column, which value; each before and after; then done as a job."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.jobs.models import OPEN_STATES, Job
from luoshi.jobs.queries import job_seen
from luoshi.packs.declarations import Field, Register
from luoshi.packs.queries import register as declared
from luoshi.registers.actions import correct_many, take_back
from luoshi.registers.actions.bulk import BACK, KIND, MOST, check_can_take_back, check_many, fields_for_many
from luoshi.registers.actions.correcting import foreseen
from luoshi.registers.models import Record
from luoshi.registers.policies import check_given
from luoshi.registers.queries import shown_fields, visible_to
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web import awaiting, entering, showing
from luoshi.web.acting import actor_of
from luoshi.web.clock import now, today
from luoshi.web.components.forms import Form, FormField, Section
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.ledger import finding
from luoshi.web.ledger.asking import Asked, asked
from luoshi.web.standing import number_from
from luoshi.web.wording import say

FOUND = "found"  # says that all records of the list are meant, not the ticked ones alone
SHOWN = 200  # lines of a preview


@dataclass(frozen=True, slots=True)
class Line:
    """One record before and after; `refused` says why it would stay as it is."""

    record: Record
    before: object
    after: object
    refused: Refused | None

    @property
    def changes(self) -> bool:
        """Whether the record would be another."""
        return self.refused is None and self.before != self.after


@require_http_methods(["GET", "POST"])
def bulk(request: HttpRequest, ref: str) -> HttpResponse:
    """Choose the column, then the value and the reason, then look at what would become of each record."""
    actor, register = actor_of(request), declared(ref)
    sent = request.POST if request.method == "POST" else request.GET
    wanted = asked(register, dict(parse_qsl(sent.get("list", ""))))
    records = _records(actor, register, wanted, sent.getlist("row"), everything=FOUND in sent)
    fields = {each.id: each for each in fields_for_many(shown_fields(actor, register), register)}
    field = fields.get(sent.get("field", ""))
    context = {
        "register": register,
        "records": records,
        "fields": [(each.id, say(each.title)) for each in fields.values()],
        "rows": [] if FOUND in sent else [record.pk for record in records],
        "found": FOUND in sent,
        "many": _many(actor, register, wanted),
        "most": MOST,
        "list": urlencode(wanted.query),
        "back": f"{finding.list_href(register)}?{urlencode(wanted.query) or 'view=0'}",
    }
    if not records or field is None:
        return render(request, "web/bulk.html", context)
    if request.method == "GET" or request.POST.get("step") == "value":
        return render(
            request, "web/bulk.html", {**context, "field": field, "form": _form(actor, register, field, {})}
        )
    return _preview(request, actor, register, field, records, context)


def _records(actor: Actor, register: Register, wanted: Asked, ticked: list[str], *, everything: bool) -> list[Record]:
    """The records that are meant, in the order of the list. One query."""
    if everything:
        records = finding.narrowed(actor, register, wanted, today=today()).order_by("-updated_at", "-pk")
    else:
        ids = [int(each) for each in ticked if each.isascii() and each.isdigit() and len(each) < 19]
        records = visible_to(actor, register).filter(pk__in=ids).order_by("-updated_at", "-pk")
    found = list(records.select_related("unit", "lead")[: MOST + 1])
    check_many(len(found))
    return found


def _many(actor: Actor, register: Register, wanted: Asked) -> int | None:
    return finding.counted(finding.narrowed(actor, register, wanted, today=today()), exact=False)


def _form(
    actor: Actor, register: Register, field: Field, posted: dict[str, str], refused: Refused | None = None
) -> Form:
    mistakes, problems = entering.placed_mistakes(refused, ("reason",))
    value = posted.get(field.id, "")
    names = entering.names_chosen(actor, register, {field.id: value})
    [box] = entering.fields_for(actor, [field], {field.id: value}, mistakes, names)
    reason = FormField(
        "reason", _("更正原因"), value=posted.get("reason", ""), required=True, max_length=300,
        error=mistakes.get("reason", ""),
    )  # fmt: skip
    return Form(action="", sections=(Section((box, reason)),), submit=_("预览"), problems=problems)


def _preview(
    request: HttpRequest,
    actor: Actor,
    register: Register,
    field: Field,
    records: list[Record],
    context: dict[str, object],
) -> HttpResponse:
    value, reason = request.POST.get(field.id, ""), request.POST.get("reason", "")
    lines = [_line(actor, record, field, value) for record in records]
    rows = [(line.record.pk, line.record.revision) for line in lines if line.changes]
    try:
        check_given(reason, "reason", Text("更正必须写明原因。", "A correction needs its reason."), most=300)
        if request.POST.get("step") == "do":
            previewed = _previewed(request.POST.get("previewed", ""), rows)
            page = reverse("bulk_outcome", args=[0]).removesuffix("0/")
            job = correct_many(
                register.ref, previewed, name=field.id, value=value, reason=reason, page=page, by=actor, at=now()
            )
            return redirect("bulk_outcome", pk=job.pk)
    except Refused as refused:
        posted = {name: str(text) for name, text in request.POST.items()}
        form = _form(actor, register, field, posted, refused)
        return render(request, "web/bulk.html", {**context, "field": field, "form": form}, status=422)
    return render(request, "web/bulk.html", {**context, **_drawn(register, field, lines, rows, value, reason)})


def _drawn(
    register: Register, field: Field, lines: list[Line], rows: list[tuple[int, int]], value: str, reason: str
) -> dict[str, object]:
    """What the preview shows."""
    return {
        "field": field,
        "preview": _table(register, field, lines),
        "changing": len(rows),
        "refusing": sum(line.refused is not None for line in lines),
        "same": sum(line.refused is None and not line.changes for line in lines),
        "hidden": max(0, len(lines) - SHOWN),
        "previewed": ",".join(f"{pk}.{revision}" for pk, revision in rows),
        "value": value,
        "reason": reason,
    }


def _previewed(text: str, rows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The records with the revisions the preview showed; of them only those that would change now."""
    pairs = (each.partition(".") for each in text.split(",") if each)
    shown = {int(pk): int(revision) for pk, _dot, revision in pairs if number_from(pk) and number_from(revision)}
    return [(pk, shown[pk]) for pk, _revision in rows if pk in shown]


def _line(actor: Actor, record: Record, field: Field, value: str) -> Line:
    before = record.data.get(field.id)
    try:
        after, _changed = foreseen(record, {field.id: value}, by=actor, at=now())
    except Refused as refused:
        return Line(record, before, None, refused)
    return Line(record, before, after.get(field.id), None)


def _table(register: Register, field: Field, lines: list[Line]) -> Table:
    """Refused ones first, then those that change, then those that have the value already."""
    order = sorted(lines, key=lambda line: (line.refused is None, not line.changes))[:SHOWN]
    sides = [{field.id: side} for line in order for side in (line.before, line.after)]
    names = showing.names_for(register, sides)
    rows = tuple(
        Row(
            (
                Cell(
                    line.record.label or line.record.number,
                    reverse("record", args=[line.record.pk]),
                    line.record.number,
                ),
                Cell(line.record.unit.title),
                Cell(showing.shown(field, line.before, names) or "—"),
                Cell("" if line.refused else showing.shown(field, line.after, names) or "—"),
                Cell(note=_said(line), light=_light(line)),
            )
        )
        for line in order
    )
    columns = (
        Column(say(register.fields[register.label].title)),
        Column(_("单位")),
        Column(_("现在")),
        Column(_("更正后")),
        Column(_("结果"), ColumnKind.LIGHT),
    )
    return Table(columns, rows, Empty(_("没有选中记录")), caption=_("批量更正预览"), close=True)


def _light(line: Line) -> Light:
    if line.refused:
        return Light(Tone.RED, _("不能更正"), badge=True)
    return Light(Tone.BLUE, _("更正"), badge=True) if line.changes else Light(Tone.GREY, _("已是此值"), badge=True)


def _said(line: Line) -> str:
    return f"{say(line.refused.reason)} {say(line.refused.remedy)}" if line.refused else ""


@require_GET
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a bulk correction is, what was refused and why, and a button that takes it back."""
    actor = actor_of(request)
    job = job_seen(pk, by=actor)
    if job.kind not in (KIND, BACK):
        return redirect("job", pk=pk)
    register = declared(job.arguments["register"])
    facts = job.outcome.get("facts", {})
    field = register.fields.get(job.arguments["field"])
    context = {
        "line": awaiting.line_of(actor, job),
        "moving": job.state in OPEN_STATES,
        "register": register,
        "field": say(field.title) if field else job.arguments["field"],
        "done": len(facts.get("done", ())),
        "refused": _refused(actor, register, facts.get("refused", [])),
        "back": _back(actor, job),
        "takes_back": job.arguments.get("of"),
    }
    return render(request, "web/bulk_outcome.html", context)


def _back(actor: Actor, job: Job) -> bool:
    """Whether the person may take it back: their own, done, with something done, not taken back yet."""
    try:
        check_can_take_back(job, actor)
    except Refused:
        return False
    taken = Job.objects.filter(kind=BACK, key=f"of-{job.pk}").exists()
    return bool(job.outcome.get("facts", {}).get("done")) and not taken


def _refused(actor: Actor, register: Register, rows: list[list[object]]) -> Table:
    english = (get_language() or "").startswith("en")
    labels = visible_to(actor, register).in_bulk([row[0] for row in rows])
    drawn = tuple(
        Row(
            (
                Cell(labels[pk].label, reverse("record", args=[pk]), labels[pk].number),
                Cell(str(en if english else zh)),
            )
        )
        for pk, zh, en in rows
        if isinstance(pk, int) and pk in labels
    )
    return Table((Column(_("记录")), Column(_("没有更正的原因"))), drawn, Empty(_("每一条都更正了")), close=True)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a bulk correction back."""
    actor = actor_of(request)
    job = take_back(job_seen(pk, by=actor), by=actor, at=now())
    return redirect("bulk_outcome", pk=job.pk)
