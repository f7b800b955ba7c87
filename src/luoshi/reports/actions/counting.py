"""Counting the cells of a form, so that its record says what it asks for; and keeping how long cells took."""

from datetime import date, datetime

from luoshi.audit.actions import Act, writing
from luoshi.audit.actions import record as leave_entry
from luoshi.packs.queries import register as declared
from luoshi.registers.actions import correct
from luoshi.reports.actions.bringing import note
from luoshi.reports.burden.cells import Cells, tally
from luoshi.reports.burden.reach import indicators_with
from luoshi.reports.matching.proposals import proposals_of
from luoshi.reports.models import CellTiming, FormCount, FormFile
from luoshi.reports.permissions import check_can_bring, check_can_time
from luoshi.reports.policies import check_rows_of_roster, check_timing
from luoshi.rules.actors import Actor
from luoshi.rules.burden import Timing

_REASON = "按报表文件第{version}版计数"


def count_form(form_file: FormFile, *, roster_rows: int = 1, by: Actor, at: datetime) -> FormCount:
    """Count what a file asks of one unit, keep it, and write it onto the record, whose guards judge it."""
    check_can_bring(by, form_file.record)
    check_rows_of_roster(roster_rows)
    cells = tally(proposals_of(form_file), roster_rows=roster_rows)
    with writing():
        kept = FormCount.objects.create(
            county=form_file.county,
            form_file=form_file,
            asked={kind.value: number for kind, number in cells.asked.items()},
            filled={kind.value: number for kind, number in cells.filled.items()},
            held=cells.held,
            roster_rows=roster_rows,
            by_account=by.account_id,
            for_account=by.for_account,
            by_name=by.name,
            at=at,
        )
        facts: dict[str, object] = {"asked": kept.asked, "filled": kept.filled, "held": kept.held}
        note("count", form_file, facts, by=by, at=at)
        _onto_record(form_file, cells, by=by, at=at)
    return kept


def _onto_record(form_file: FormFile, cells: Cells, *, by: Actor, at: datetime) -> None:
    record = form_file.record
    known = declared(record.register, record.pack_version_id).fields
    numbers = {"cells_asked": cells.asked_in_all, "cells_held": cells.held, "cells_filled": cells.filled_in_all}
    numbers["office_indicators"] = indicators_with(record)
    changes = {name: number for name, number in numbers.items() if name in known}
    if changes:
        correct(record, changes, reason=_REASON.format(version=form_file.version), by=by, at=at)


def keep_timing(timing: Timing, *, measured_on: date, how: str, by: Actor, at: datetime) -> CellTiming:
    """Keep what somebody measured of one kind of cell: the median, the range, and on how many cells."""
    check_can_time(by)
    check_timing(timing, how)
    with writing():
        kept = CellTiming.objects.create(
            kind=timing.kind.value,
            seconds=timing.seconds,
            low=timing.low,
            high=timing.high,
            sample=timing.sample,
            measured_on=measured_on,
            how=how.strip()[:200],
            by_account=by.account_id,
            for_account=by.for_account,
            by_name=by.name,
            at=at,
        )
        facts = {"kind": kept.kind, "seconds": str(kept.seconds), "sample": kept.sample}
        leave_entry(Act("reports.keep_timing", "cell_timing", kept.pk, "", facts), by=by, at=at)
    return kept
