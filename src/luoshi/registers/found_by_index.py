"""The index over what records are found by: a table of FTS5 that triggers keep on SQLite, an index on PostgreSQL.

Put in place after each migration, because SQLite drops a table's triggers whenever it rebuilds the table.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connections
from django.db.backends.utils import CursorWrapper
from django.db.migrations import Migration

from luoshi.packs.queries import register as declared
from luoshi.registers.found_by import VECTOR, found_by
from luoshi.registers.models import Record

MIGRATION = "_found_by"
BATCH = 2_000
MANY = 1_000_000  # records, as SQLite is to expect them
FOUND = {"register": 100_000, "county": 100_000, "pack_version_id": 100_000, "parent_id": 10, "id": 1}  # by a value
_TABLE = """CREATE VIRTUAL TABLE IF NOT EXISTS registers_found USING fts5(
    found_by, content='registers_record', content_rowid='id', detail='none', columnsize=0,
    tokenize="ascii tokenchars '@._'")"""
_LEAVE = "INSERT INTO registers_found(registers_found, rowid, found_by) VALUES ('delete', OLD.id, OLD.found_by)"
_ENTER = "INSERT INTO registers_found(rowid, found_by) VALUES (NEW.id, NEW.found_by)"
TRIGGERS = {
    "registers_found_new": f"AFTER INSERT ON registers_record BEGIN {_ENTER}; END",
    "registers_found_changed": "AFTER UPDATE OF found_by ON registers_record WHEN OLD.found_by <> NEW.found_by "
    f"BEGIN {_LEAVE}; {_ENTER}; END",
    "registers_found_gone": f"AFTER DELETE ON registers_record BEGIN {_LEAVE}; END",
}


def install(using: str, plan: Iterable[tuple[Migration, bool]] = (), **_signal: Any) -> None:
    """Put the index in place; where this migration brings the column to records that are there, fill it first."""
    brought = [each for each, backwards in plan if each.app_label == "registers" and not backwards]
    if any(each.name.endswith(MIGRATION) for each in brought):
        fill(using)
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "postgresql":
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS registers_record_found ON registers_record USING gin ({VECTOR})"
            )
            return
        cursor.execute(_TABLE)
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'registers_found_%%'")
        whole = cursor.fetchone()[0] == len(TRIGGERS)
        for name, text in TRIGGERS.items():
            cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {text}")
        _tell_the_planner(cursor)
        if not whole:  # what was written meanwhile is not in the index
            cursor.execute("INSERT INTO registers_found(registers_found) VALUES ('rebuild')")


def _tell_the_planner(cursor: CursorWrapper) -> None:
    """Have SQLite expect large registers where nobody had it count: else it takes an index on the register to lead to
    ten records, and walks through all of them instead of entering by the few ids that the pieces led to.
    """
    cursor.execute("ANALYZE sqlite_schema")  # makes the table of statistics where there is none
    cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'registers_record'")
    if cursor.fetchone()[0]:
        return
    cursor.execute("SELECT name FROM pragma_index_list('registers_record')")
    for (index,) in cursor.fetchall():
        cursor.execute("SELECT name FROM pragma_index_info(%s) ORDER BY seqno", [index])
        columns = [name for (name,) in cursor.fetchall()]
        first = FOUND.get(columns[0], MANY // 1_000)
        told = [MANY, *(max(first // 10**place, 1) for place in range(len(columns)))]
        values = [index, " ".join(map(str, told))]
        cursor.execute("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('registers_record', %s, %s)", values)
    cursor.execute("ANALYZE sqlite_schema")  # reads it anew


def fill(using: str) -> None:
    """Give every record its pieces. About a minute for a million records."""
    records = Record.objects.using(using).only("register", "pack_version_id", "label", "data").order_by("pk")
    with connections[using].cursor() as cursor:
        for batch in _batches(records.iterator(chunk_size=BATCH)):
            rows = [
                (found_by(declared(each.register, each.pack_version_id), each.label, each.data), each.pk)
                for each in batch
            ]
            cursor.executemany("UPDATE registers_record SET found_by = %s WHERE id = %s", rows)


def _batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    batch: list[Record] = []
    for record in records:
        batch.append(record)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch
