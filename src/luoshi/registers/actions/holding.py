"""Held while a guard looks: what it counts in other registers cannot change under a move, nor slip in beside it.

A write of a record that some guard counts holds the record it points to; a move whose guard counts holds its own.
So of two at once the second waits, and then sees what the first has done: there is no write skew. Always upwards
first and by number, so that nobody waits in a circle. SQLite lets one writer in at a time and needs none of it.
"""

from collections.abc import Collection, Mapping, Sequence

from django.db import connection

from luoshi.packs.declarations import PARENT
from luoshi.packs.queries import counted_by_guards
from luoshi.registers.models import Record
from luoshi.registers.policies import check_stands
from luoshi.registers.values import Kept
from luoshi.statements.prepared import rows


def hold_counted(records: Sequence[Record], *, under: Record | None = None) -> None:
    """Before records of one register are written: hold what they point to, now and as stored, where a guard counts
    them. No query for any other register; two for 500 records of such a one. `under` is the parent to come."""
    ways = counted_by_guards(records[0].register) if records and connection.features.has_select_for_update else ()
    if not ways:
        return
    known = [record.pk for record in records if record.pk is not None]
    stored = Record.every.filter(pk__in=known).values_list("parent_id", "data") if known else ()
    pairs = [*stored, *((record.parent_id, record.data) for record in records)]
    pairs += [(under.pk, {})] if under is not None else []
    hold({target for parent, data in pairs for target in _targets(ways, parent, data)})


def _targets(ways: Collection[str], parent: int | None, data: Mapping[str, Kept]) -> set[int]:
    pointed = {parent if way == PARENT else data.get(way) for way in ways}
    return {int(each) for each in pointed if each is not None}


def hold_standing(record: Record) -> None:
    """Before something is hung on a record: nobody takes it back until the end; refused where somebody has.

    Others hang things on it, or write it, meanwhile. One query.
    """
    lock = " FOR KEY SHARE" if connection.vendor == "postgresql" else ""
    if not rows(f"SELECT 1 FROM registers_record WHERE id = %s AND withdrawn_at IS NULL{lock}", [record.pk]):  # noqa: S608
        record.refresh_from_db(fields=["withdrawn_at"])
        check_stands(record)


def hold(ids: Collection[int]) -> None:
    """Hold records until the end; rows that merely point to them may be written meanwhile. A query for 500."""
    wanted = sorted(ids)
    for start in range(0, len(wanted) if connection.features.has_select_for_update else 0, 500):
        some = Record.every.filter(pk__in=wanted[start : start + 500]).order_by("pk")
        list(some.select_for_update(no_key=True).values_list("pk", flat=True))
