"""报表: a form filled for a unit and a period: what goes where, the file, what changed since, and the way back."""

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.org.models import Unit
from luoshi.packs.queries import current
from luoshi.reports.actions.bringing import choose_tracing
from luoshi.reports.actions.issuing import ask_for_many, ask_for_pdf, ask_for_zip, issue
from luoshi.reports.corrected import only_corrected
from luoshi.reports.drafts import Draft, draft_of
from luoshi.reports.issued import (
    changed_since,
    figure_seen,
    file_of,
    found_by,
    issue_seen,
    issues_seen,
    lineage_of,
    name_of_file,
    pdf_name,
    units_to_issue_for,
    zip_of,
)
from luoshi.reports.kept import kept_file
from luoshi.reports.models import FormFile, Issue, IssuedFigure, Tracing
from luoshi.reports.permissions import can_bring, can_set_aside, check_can_issue
from luoshi.reports.policies import check_is_admitted
from luoshi.reports.queries import form_file_seen
from luoshi.reports.sources import Place
from luoshi.rules.actors import Actor
from luoshi.rules.periods import coverage_of
from luoshi.rules.refusals import Refused
from luoshi.web import entering, issuing, reporting
from luoshi.web.acting import actor_of
from luoshi.web.clock import now, today
from luoshi.web.components.lists import FilterBar, Option, pager
from luoshi.web.exporting import XLSX, answered, files_of, sent, shown_of
from luoshi.web.standing import unit_from
from luoshi.web.wording import say

KINDS = {"xlsx": XLSX, "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
PAGE = 25
MOST = 10_000  # rows of an export


@require_GET
def issues(request: HttpRequest) -> HttpResponse:
    """All forms that were issued for units of the person's part, found by form, unit or period."""
    found, query = _asked(request)
    wanted = request.GET.get("page", "")
    page = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 9 else 1
    pages = pager(total=found.count(), size=PAGE, page=page, query=query)
    filters = (issuing.corrected_filter(query.get("changed", "")),)
    context = {
        "tabs": reporting.tabs("issues"),
        "table": issuing.issues_table(found[max(pages.first - 1, 0) : pages.last], narrowed=bool(query)),
        "pager": pages,
        "bar": FilterBar(reverse("issues"), query.get("q", ""), _("报表、单位或期间"), filters),
        "files": files_of("issues_file", query=query),
    }
    return render(request, "web/issues/list.html", context)


def _asked(request: HttpRequest) -> tuple[QuerySet[Issue], dict[str, str]]:
    """The issued forms that the address asks for, and what it says."""
    words, changed = request.GET.get("q", "").replace("\x00", "")[:80], request.GET.get("changed") == "yes"
    found = found_by(issues_seen(actor_of(request)), words)
    query = {"q": words, "changed": "yes" if changed else ""}
    return only_corrected(found) if changed else found, {name: said for name, said in query.items() if said}


@require_GET
def issues_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The list as it is shown, as a file."""
    found, query = _asked(request)
    table = issuing.issues_table(found[:MOST], narrowed=bool(query))
    shown = shown_of(actor_of(request), table, title=_("已生成的报表"), said=query.get("q", ""))
    return answered(shown, form, name=_("已生成的报表"))


@require_http_methods(["GET", "POST"])
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a unit and a period, see what would be filled and what is missing, then fill."""
    actor, form_file = actor_of(request), form_file_seen(actor_of(request), pk)
    asked = request.POST if request.method == "POST" else request.GET
    unit, period, draft, mistake = None, asked.get("period", "").strip(), None, ""
    if asked.get("unit") or period:
        try:
            unit = unit_from(asked.get("unit", ""), "unit")
            check_can_issue(actor, unit)
            coverage_of(period)
            if request.method == "POST":
                reason = request.POST.get("reason", "")
                made = issue(form_file, unit=unit, period=period, by=actor, at=now(), today=today(), reason=reason)
                return redirect("issue", pk=made.pk)
            draft = draft_of(form_file, Place(unit, period, actor, today(), current()))
        except Refused as refused:
            mistake = entering.mistakes_of(refused)[1][0]
    context = _fill_context(actor, form_file, unit, period, draft)
    return render(request, "web/issues/fill.html", {**context, "mistake": mistake}, status=422 if mistake else 200)


def _fill_context(
    actor: Actor, form_file: FormFile, unit: Unit | None, period: str, draft: Draft | None
) -> dict[str, object]:
    units = units_to_issue_for(actor)
    return {
        "form_file": form_file,
        "record": form_file.record,
        "units": entering.unit_options(units),
        "parents": entering.unit_options(each for each in units if each.kind != "village"),
        "unit": unit,
        "period": period,
        "periods": issuing.recent_periods(today()),
        "draft": draft,
        "table": issuing.draft_table(draft) if draft else None,
        "missing": len(draft.missing) if draft else 0,
        "filled": len(draft.values) if draft else 0,
        "against": _against(form_file),
        "may_set_aside": can_set_aside(actor),
        "may_trace": can_bring(actor, form_file.record) and form_file.kind == "xlsx",
        "tracings": [Option(each.value, say(each.label)) for each in Tracing],
    }


def _against(form_file: FormFile) -> str:
    """Why the form may not be filled without a reason, nothing where it may."""
    try:
        check_is_admitted(form_file.record, day=today())
    except Refused as refused:
        return say(refused.reason)
    return ""


@require_POST
def trace(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether filled files tell the lineage ids of their figures."""
    actor, form_file = actor_of(request), form_file_seen(actor_of(request), pk)
    asked = request.POST.get("tracing", "")
    wanted = Tracing(asked) if asked in set(Tracing) else Tracing.NONE
    try:
        choose_tracing(form_file, wanted, by=actor, at=now())
    except Refused as refused:
        messages.error(request, say(refused.reason) + say(refused.remedy))
    return redirect("issue_fill", pk=pk)


@require_POST
def fill_many(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of every village of a unit, as a job whose page tells how far it is."""
    actor, form_file = actor_of(request), form_file_seen(actor_of(request), pk)
    above = unit_from(request.POST.get("above", ""), "above")
    period = request.POST.get("period", "").strip()
    coverage_of(period)
    units = list(Unit.objects.filter(valid_to=None, kind="village", path__startswith=above.path).order_by("path"))
    if not units:
        messages.error(request, _("%(unit)s 下没有村。") % {"unit": above.title})
        return redirect("issue_fill", pk=pk)
    reason = request.POST.get("reason", "")
    job = ask_for_many(form_file, units=units, period=period, by=actor, at=now(), today=today(), reason=reason)
    return redirect("job", pk=job.pk)


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """An issued form: its figures, each leading back, and which of them would be others now."""
    actor = actor_of(request)
    found = issue_seen(actor, pk)
    changed = changed_since(found, by=actor, today=today())
    context = {
        "issue": found,
        "record": found.form_file.record,
        "facts": issuing.facts_of(found),
        "table": issuing.figures_table(found, changed),
        "changed": len(changed),
        "files": files_of("issue_figures", pk, query={}),
        "has_pdf": kept_file(pdf_name(found)) is not None,
    }
    return render(request, "web/issues/one.html", context)


@require_GET
def figures_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The figures of an issued form with their lineage ids, as a file."""
    actor = actor_of(request)
    found = issue_seen(actor, pk)
    table = issuing.figures_table(found, changed_since(found, by=actor, today=today()))
    return answered(shown_of(actor, table, title=name_of_file(found)[:-5]), form, name=_("数据来源"))


@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The office's own file as it was issued."""
    found = issue_seen(actor_of(request), pk)
    response = HttpResponse(file_of(found), content_type=KINDS[found.form_file.kind])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name_of_file(found))}"
    return response


def _batch(actor: Actor, token: UUID) -> QuerySet[Issue]:
    return issues_seen(actor).filter(batch=str(token)).order_by("unit__path")


@require_GET
def batch(request: HttpRequest, token: UUID) -> HttpResponse:
    """The forms that were issued together."""
    actor = actor_of(request)
    found = _batch(actor, token)
    first = found.first()
    context = {
        "token": token,
        "first": first,
        "count": found.count(),
        "has_zip": zip_of(actor, str(token)) is not None,
        "table": issuing.issues_table(found[:MOST], narrowed=False),
    }
    return render(request, "web/issues/batch.html", context, status=200 if first else 404)


@require_GET
def batch_zip(request: HttpRequest, token: UUID) -> HttpResponseBase:
    """Their files in one zip, as a job made it; kept for some days, then made again when somebody asks."""
    found = zip_of(actor_of(request), str(token))
    if found is None:
        messages.error(request, _("压缩包已清理，请重新打包。"))
        return redirect("issue_batch", token=token)
    return sent(found, f"{_('报表')}-{timezone.localtime(now()):%Y-%m-%d}.zip", "application/zip")


@require_POST
def batch_pack(request: HttpRequest, token: UUID) -> HttpResponse:
    """Have the zip made again."""
    actor = actor_of(request)
    get_object_or_404(_batch(actor, token)[:1])
    return redirect("job", pk=ask_for_zip(str(token), by=actor, at=now()).pk)


@require_POST
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Have an issued form turned into a PDF."""
    actor = actor_of(request)
    found = issue_seen(actor, pk)
    try:
        return redirect("job", pk=ask_for_pdf(found, by=actor, at=now()).pk)
    except Refused as refused:
        messages.error(request, say(refused.reason) + say(refused.remedy))
        return redirect("issue", pk=pk)


@require_GET
def pdf_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The PDF of an issued form, while it is kept."""
    found = issue_seen(actor_of(request), pk)
    made = kept_file(pdf_name(found))
    if made is None:
        messages.error(request, _("还没有 PDF，或已清理，请重新转换。"))
        return redirect("issue", pk=pk)
    return sent(made, name_of_file(found)[:-5] + ".pdf", "application/pdf")


@require_GET
def lineage(request: HttpRequest, token: str) -> HttpResponse:
    """One figure of an issued form: what it was made from, who entered it, and what it would be now."""
    actor = actor_of(request)
    figure: IssuedFigure = figure_seen(actor, token)
    found = lineage_of(figure, by=actor, today=today())
    context = {
        "figure": figure,
        "issue": figure.issue,
        "record": figure.issue.form_file.record,
        "facts": issuing.lineage_facts(found),
        "found": found,
        "table": issuing.rows_table(found),
    }
    return render(request, "web/issues/lineage.html", context)
