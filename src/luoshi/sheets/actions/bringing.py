"""Bringing confirmed rows in: each by the same act as by hand, once, and not where its record has changed."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from luoshi.audit.actions import unwritten, writing
from luoshi.jobs.actions import enqueue
from luoshi.org.models import Unit
from luoshi.registers.actions import correct, create
from luoshi.registers.models import Record
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.sheets.actions.staging import mark, note, step
from luoshi.sheets.mapping import DUE, LEAD, PARENT, PERIOD, UNIT
from luoshi.sheets.models import Fate, Import, ImportRow, Result, Stage
from luoshi.sheets.permissions import check_is_own
from luoshi.sheets.policies import refused
from luoshi.sheets.queries import results_of
from luoshi.sheets.rows import problem_of

BRING = "sheets.bring"
TO_BRING = (Fate.NEW, Fate.UPDATE)


def confirm(brought: Import, *, by: Actor, at: datetime) -> None:
    """Have the rows that are new or updates brought in; the others stay out."""
    check_is_own(by, brought)
    if not any(brought.counts.get(fate) for fate in TO_BRING):
        raise refused("nothing_to_do", where=brought.file.name)
    with writing():
        step(brought, (Stage.READY,), stage=Stage.IMPORTING)
        job = enqueue(BRING, {"import": brought.pk}, by=by, at=at, county=brought.county)
        Import.objects.filter(pk=brought.pk).update(job=job)
        note("confirm", brought, {"counts": brought.counts}, by=by, at=at)


def bring_in(brought: Import, rows: Sequence[ImportRow], *, by: Actor, at: datetime) -> None:
    """Bring a batch in. Each row's mark goes with its record, so that neither a kill nor a retry doubles it."""
    records = Record.objects.select_related("unit", "lead").in_bulk([row.record_id for row in rows if row.record_id])
    with writing():
        unwritten()  # a batch in which every row is refused writes nothing to the register
        for row in rows:
            try:
                with transaction.atomic():
                    _bring(brought, row, records, by=by, at=at)
            except Refused as told:
                row.result = Result.REFUSED
                row.problems = [*row.problems, _told(told)]
        mark(rows)


def _bring(brought: Import, row: ImportRow, records: dict[int, Record], *, by: Actor, at: datetime) -> None:
    if row.record_id is None:
        record = _create(brought, row, by=by, at=at)
        row.result = Result.CREATED
    else:
        reason = f"导入 {brought.file.name}（#{brought.pk}）第 {row.place} 行"[:400]
        record = records[row.record_id]
        correct(record, row.entered, reason=reason, by=by, at=at, revision=row.revision)
        row.result = Result.CORRECTED
    row.record, row.revision = record, record.revision


def _create(brought: Import, row: ImportRow, *, by: Actor, at: datetime) -> Record:
    said = row.standing
    due = said.get(DUE)
    return create(
        brought.register,
        row.entered,
        unit=Unit.objects.get(pk=said[UNIT]) if UNIT in said else brought.unit,
        lead=Unit.objects.get(pk=said[LEAD]) if LEAD in said else None,
        parent=Record.objects.get(pk=said[PARENT]) if PARENT in said else None,
        due=date.fromisoformat(due) if due else None,
        period=said.get(PERIOD, ""),
        by=by,
        at=at,
    )


def _told(told: Refused) -> dict[str, str]:
    since = Text("核对之后情况有变：", "Since the preview: ")
    return problem_of(Text(since.zh + told.reason.zh, since.en + told.reason.en), told.remedy)


def finish(brought: Import, *, by: Actor, at: datetime) -> dict[str, int]:
    """All confirmed rows have had their turn: the import is done."""
    results = results_of(brought)
    counts = {**brought.counts, **{f"result_{name}": many for name, many in results.items()}}
    with writing():
        step(brought, (Stage.IMPORTING,), stage=Stage.DONE, counts=counts, ended_at=at)
        note("finish", brought, {"results": results}, by=by, at=at)
    return results
