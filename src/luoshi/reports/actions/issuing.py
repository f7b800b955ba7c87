"""Issuing a form: filled for a unit and a period, and frozen with every figure and its way back."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime

from luoshi.audit.actions import Act, writing
from luoshi.audit.actions import record as leave_entry
from luoshi.jobs.actions import enqueue
from luoshi.jobs.models import JSON, Job
from luoshi.measures.actions import print_figure
from luoshi.org.models import Unit
from luoshi.packs.queries import current
from luoshi.registers.changelog import position
from luoshi.reports.drafts import Draft, Entry, draft_of, written_out
from luoshi.reports.filling import digest_of
from luoshi.reports.filling.pdf import absent, program
from luoshi.reports.models import FormFile, Issue, IssuedFigure, Tracing
from luoshi.reports.permissions import check_can_issue, check_can_set_aside
from luoshi.reports.policies import check_is_admitted, check_is_open
from luoshi.reports.sources import Place
from luoshi.reports.values import kept, taken
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused

ISSUE_MANY, ZIP_AGAIN, PDF = "reports.issue_many", "reports.zip_again", "reports.pdf"


def issue(
    form_file: FormFile,
    *,
    unit: Unit,
    period: str,
    by: Actor,
    at: datetime,
    today: date,
    batch: str = "",
    reason: str = "",
) -> Issue:
    """Fill the form and freeze it; what is held nowhere stays blank and is counted. Some 20 ms and a write a cell.

    A form that is not admitted is refused, unless who oversees admission gives the `reason`, which is kept.
    """
    check_can_issue(by, unit)
    reason = check_may_be_filled(form_file, reason=reason, by=by, today=today)
    draft = draft_of(form_file, Place(unit, period, by, today, current()))
    stood = position()
    values = {address: taken(kept(value)) for address, value in draft.values.items()}  # as they will be kept
    marks = [secrets.token_hex(8) for _entry in draft.entries]
    trace = [(entry.address, entry.words[:400], mark) for entry, mark in zip(draft.entries, marks, strict=True)]
    content = written_out(form_file, draft.shapes, values, trace, Tracing(form_file.tracing))
    with writing():
        made = Issue.objects.create(
            county=unit.county,
            form_file=form_file,
            unit=unit,
            period=period,
            digest=digest_of(content),
            position=stood,
            rosters=[list(shape) for shape in draft.shapes],
            missing=len(draft.missing),
            batch=batch,
            reason=reason,
            tracing=form_file.tracing,
            by_account=by.account_id,
            for_account=by.for_account,
            by_name=by.name,
            at=at,
        )
        IssuedFigure.objects.bulk_create(_figures(made, draft, marks, by=by, at=at))
        facts = {"form_file": form_file.pk, "unit": unit.pk, "period": period, "digest": made.digest}
        facts |= {"reason": reason} if reason else {}
        leave_entry(Act("reports.issue", "issue", made.pk, made.county, facts), by=by, at=at)
    return made


def check_may_be_filled(form_file: FormFile, *, reason: str, by: Actor, today: date) -> str:
    """Refuse what is not admitted without a reason of who oversees admission; the reason where one was needed."""
    check_is_open(form_file.record)
    try:
        check_is_admitted(form_file.record, day=today)
    except Refused:
        if not reason.strip():
            raise
        check_can_set_aside(by)
        return reason.strip()[:200]
    return ""


def _figures(made: Issue, draft: Draft, marks: Sequence[str], *, by: Actor, at: datetime) -> list[IssuedFigure]:
    return [
        IssuedFigure(
            issue=made,
            sheet=entry.address[0],
            row=entry.address[1],
            column=entry.address[2],
            words=entry.words[:400],
            lineage=mark,
            value=kept(entry.found.value),
            source=entry.source,
            trail=_trail(entry, by=by, at=at),
        )
        for entry, mark in zip(draft.entries, marks, strict=True)
    ]


def _trail(entry: Entry, *, by: Actor, at: datetime) -> dict[str, object]:
    """The way back; a measure's figure is printed, so that it opens for ever."""
    found = entry.found
    if found.figure is None:
        return dict(found.trail)
    return {**found.trail, "printed": print_figure(figure=found.figure, by=by, at=at).pk}


def ask_for_many(
    form_file: FormFile,
    *,
    units: Sequence[Unit],
    period: str,
    by: Actor,
    at: datetime,
    today: date,
    reason: str = "",
) -> Job:
    """Ask for the form of each of these units; done one after the other, with progress, and may be cancelled."""
    reason = check_may_be_filled(form_file, reason=reason, by=by, today=today)
    for unit in units:
        check_can_issue(by, unit)
    arguments: dict[str, JSON] = {
        "form_file": form_file.pk,
        "period": period,
        "units": [unit.pk for unit in units],
        "reason": reason,
    }
    return enqueue(ISSUE_MANY, arguments, by=by, at=at)


def ask_for_zip(batch: str, *, by: Actor, at: datetime) -> Job:
    """Ask for the zip of forms issued together once more, after it was taken away."""
    return enqueue(ZIP_AGAIN, {"batch": batch}, by=by, at=at)


def ask_for_pdf(issue: Issue, *, by: Actor, at: datetime) -> Job:
    """Ask for an issued form as PDF; refused at once where LibreOffice is not installed."""
    if program() is None:
        raise absent()
    return enqueue(PDF, {"issue": issue.pk}, by=by, at=at)
