"""Looking at the rows before anybody confirms: what each would do is kept beside the import."""

from collections.abc import Sequence
from datetime import datetime

from luoshi.audit.actions import writing
from luoshi.rules.actors import Actor
from luoshi.sheets.actions.staging import note, step
from luoshi.sheets.checking import Checker
from luoshi.sheets.models import Import, ImportRow, Stage
from luoshi.sheets.queries import counts_of
from luoshi.sheets.rows import Cells


def look(rows: Sequence[tuple[int, Cells]], *, checker: Checker) -> list[ImportRow]:
    """Keep what a batch of rows would do. The transaction is the caller's; the entry comes with `looked_through`."""
    found = checker.check(rows)
    ImportRow.objects.bulk_create(found, batch_size=500)
    return found


def looked_through(brought: Import, *, by: Actor, at: datetime) -> None:
    """All rows have been looked at: who brought the table may confirm."""
    counts = counts_of(brought)
    with writing():
        step(brought, (Stage.CHECKING,), stage=Stage.READY, counts=counts)
        note("look", brought, {"counts": counts}, by=by, at=at)
