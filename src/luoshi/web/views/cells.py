"""One field of one record corrected where it stands in a list; without script on a page of its own."""

from urllib.parse import parse_qsl

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.packs.declarations import Field, Register
from luoshi.packs.queries import register as declared
from luoshi.registers import queries
from luoshi.registers.actions import correct
from luoshi.registers.models import Record
from luoshi.registers.permissions import check_can_edit, check_can_fill
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web import entering, overtaking
from luoshi.web.acting import actor_of
from luoshi.web.clock import now, today
from luoshi.web.components.forms import Form, FormField, Section
from luoshi.web.ledger import bars, columns
from luoshi.web.ledger.asking import Asked, asked
from luoshi.web.resending import done_once, submitted_of

REASON = "correcting_because"  # the session's word for the reason given last


@require_http_methods(["GET", "POST"])
@done_once
def cell(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The box for one field and the reason; the row as it then stands, or what is against it."""
    actor, record = actor_of(request), queries.get(actor_of(request), pk)
    register = declared(record.register, record.pack_version_id)
    field = _field(actor, register, record, name)
    inside = request.GET.get("in") == "cell"
    if inside and request.GET.get("as") == "shown":
        return _row(request, actor, record)
    if request.method == "GET":
        return _form(request, actor, register, record, field, inside=inside)
    entered = {name: request.POST.get(name, "")}
    try:
        correct(
            record,
            overtaking.settled(entered, request.POST),
            reason=request.POST.get("reason", ""),
            by=actor,
            at=now(),
            revision=entering.revision_seen(request.POST.get("revision", "")),
            submitted=submitted_of(request),
        )
    except Refused as refused:
        present = queries.get(actor, pk)  # as it is, not as it would have become
        return _form(request, actor, register, present, field, refused, inside=inside)
    request.session[REASON] = request.POST.get("reason", "")
    if inside:
        return _row(request, actor, record)
    messages.success(request, _("已更正，原内容保留在经过中。"))
    return redirect(f"{reverse('register', args=[record.register])}?{request.GET.get('list', '') or 'view=0'}")


def _field(actor: Actor, register: Register, record: Record, name: str) -> Field:
    """The field, if the person may correct it here and it is no result of a formula."""
    field = register.fields.get(name)
    if field is None or field.formula is not None:
        raise Refused(
            "web.no_such_cell",
            reason=Text("这一栏不能直接更正。", "This column cannot be corrected."),
            remedy=Text("由公式算出的，请更正它所用的栏。", "If a formula makes it, correct what the formula uses."),
            where=name,
        )
    check_can_edit(actor, register, record.unit)
    check_can_fill(actor, register, [name])
    return field


def _asked(request: HttpRequest, record: Record) -> Asked:
    return asked(declared(record.register), dict(parse_qsl(request.GET.get("list", ""))))


def _row(request: HttpRequest, actor: Actor, record: Record) -> HttpResponse:
    """The whole row anew, since other columns may follow from this one; it stays where it is in the list."""
    present = queries.get(actor, record.pk)
    table = columns.table_of_one(
        actor, declared(record.register), _asked(request, record), present, counties=bars.counties(), today=today()
    )
    return render(request, "web/ledger_row.html", {"table": table})


def _form(
    request: HttpRequest,
    actor: Actor,
    register: Register,
    record: Record,
    field: Field,
    refused: Refused | None = None,
    *,
    inside: bool,
) -> HttpResponse:
    mistakes, problems = entering.placed_mistakes(refused, ("reason",))
    entered = {field.id: request.POST[field.id]} if field.id in request.POST else {}
    met = overtaking.met_by(refused, actor, register, record, entered, request.POST) if refused else None
    if refused and not inside:
        problems = overtaking.untold(refused, problems)
    values = {**record.data, **entered, **(met.values if met else {})}
    names = entering.names_chosen(actor, register, values, record.data)
    boxes = entering.fields_for(actor, [field], values, mistakes, names)
    given = request.POST.get("reason", request.session.get(REASON, ""))
    reason = FormField(
        "reason", _("更正原因"), value=given, required=True, max_length=400, error=mistakes.get("reason", "")
    )
    keeps = request.POST.get("revision", str(record.revision)) if inside or not met else str(record.revision)
    form = Form(
        action=request.get_full_path(),
        sections=(Section((*boxes, reason)),),
        submit=_("保存更正"),
        cancel_href=f"{reverse('register', args=[record.register])}?{request.GET.get('list', '') or 'view=0'}",
        problems=problems,
        revision=keeps,
        overtaken=None if inside or not met else met.overtaken,
    )
    context = {"register": register, "record": record, "form": form, "refused": refused}
    template = "web/ledger_cell.html" if inside else "web/record_form.html"
    return render(request, template, context, status=422 if refused else 200)
