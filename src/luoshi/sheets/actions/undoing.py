"""Undoing an import: corrections made back, new records withdrawn; what changed since is left alone and listed."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from luoshi.audit.actions import unwritten, writing
from luoshi.jobs.actions import enqueue
from luoshi.jobs.models import ENDED_SHORT
from luoshi.registers.actions import correct, withdraw
from luoshi.registers.models import Record
from luoshi.registers.policies import check_given
from luoshi.registers.uses import unused_among
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.sheets.actions.staging import mark, not_now, note, step
from luoshi.sheets.models import Import, ImportRow, Result, Stage
from luoshi.sheets.permissions import check_is_own
from luoshi.sheets.queries import results_of
from luoshi.sheets.rows import problem_of

UNDO = "sheets.undo"
TO_UNDO = (Result.CREATED, Result.CORRECTED)


def undo(brought: Import, *, reason: str, by: Actor, at: datetime) -> None:
    """Have everything an import wrote taken back, with the reason; also one that stopped half-way."""
    check_is_own(by, brought)
    check_given(reason, "reason", Text("撤销必须写明原因。", "Undoing needs its reason."), most=300)
    half_way = brought.job is not None and brought.job.state in ENDED_SHORT
    if brought.stage == Stage.IMPORTING and not half_way:
        raise not_now(brought)
    with writing():
        step(brought, (Stage.DONE, Stage.IMPORTING), stage=Stage.UNDOING, reason=reason.strip())
        job = enqueue(UNDO, {"import": brought.pk}, by=by, at=at, county=brought.county)
        Import.objects.filter(pk=brought.pk).update(job=job)
        note("undo", brought, {"reason": reason.strip()}, by=by, at=at)


def take_back(brought: Import, rows: Sequence[ImportRow], *, by: Actor, at: datetime) -> None:
    """Take a batch of rows back, each in the transaction of its mark."""
    records = Record.objects.select_related("unit", "lead").in_bulk([row.record_id for row in rows if row.record_id])
    with writing():
        unwritten()  # a batch in which every record has changed since writes nothing to the register
        made = [row.record_id for row in rows if row.result == Result.CREATED]
        unused = unused_among([records[pk] for pk in made if pk in records])
        for row in rows:
            try:
                with transaction.atomic():
                    _take_back(brought, row, records, unused, by=by, at=at)
            except Refused as told:
                row.result = Result.KEPT
                row.problems = [*row.problems, problem_of(told.reason, told.remedy)]
        mark(rows)


def _take_back(
    brought: Import, row: ImportRow, records: dict[int, Record], unused: set[int], *, by: Actor, at: datetime
) -> None:
    """One row. A record in use at first may be free by now: what hung under it stood further down."""
    reason = f"撤销导入 #{brought.pk}：{brought.reason}"
    record = records.get(row.record_id or 0)
    if record is None:
        raise Refused(
            "sheets.gone_already",
            reason=Text("这条登记已另行撤回。", "The record was taken back already."),
            remedy=Text("不需要再办。", "Nothing is left to do."),
        )
    if row.result == Result.CREATED:
        free = record.pk in unused
        withdraw(record, reason=reason, by=by, at=at, revision=row.revision, known_unused=free)
    else:
        correct(record, row.was, reason=reason, by=by, at=at, revision=row.revision)
    row.result, row.revision = Result.TAKEN_BACK, record.revision


def finish_undo(brought: Import, *, by: Actor, at: datetime) -> dict[str, int]:
    """All rows have had their turn: the import is undone."""
    results = results_of(brought)
    counts = {**brought.counts, **{f"result_{name}": many for name, many in results.items()}}
    with writing():
        step(brought, (Stage.UNDOING,), stage=Stage.UNDONE, counts=counts)
        note("undone", brought, {"results": results}, by=by, at=at)
    return results
