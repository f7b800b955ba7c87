"""Rows for the reading copy: current records in bulk, and what the change log says since a position."""

import io
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pyarrow as pa
import pyarrow.csv
from django.db import connection, models
from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.functions import Cast

from luoshi.registers.changelog import settled_before, visible_at
from luoshi.registers.models import Record, Version, VersionKind

BATCH = 50_000
BYTES = 1 << 24
ERASED = "erased"  # the kind of a version that a retention rule left as a tombstone
KIND = Case(When(kind=VersionKind.WITHDRAWN, then=Value(ERASED)), default=F("kind"))
"""The kind of a version; what was withdrawn counts no more, as what was erased."""

TEXTS = ("data", "reached")
RAW = pa.schema(
    [
        ("register", pa.string()),
        ("record", pa.int64()),
        ("revision", pa.int64()),
        ("county", pa.string()),
        ("unit", pa.int64()),
        ("lead", pa.int64()),
        ("parent", pa.int64()),
        ("period", pa.string()),
        ("state", pa.string()),
        ("due", pa.string()),
        ("reopened", pa.int64()),
        ("data", pa.string()),
        ("reached", pa.string()),
        ("kind", pa.string()),
    ]
)


def current_rows(register: str) -> Iterator[pa.RecordBatch]:
    """Every record of one register as it stands, in batches; 1 million take a few seconds."""
    rows = Record.objects.filter(register=register).annotate(_kind=Value(""))
    return _batches(_columns(rows, record=F("id"), kind=F("_kind")))


def changes(since: str, until: str) -> pa.Table:
    """Every version visible at one position and not at an earlier one."""
    fresh = Version.objects.filter(visible_at(until)).exclude(settled_before(since)).exclude(visible_at(since))
    return _table(_columns(fresh, record=F("record_id"), kind=KIND))


def changed_since(position: str, register: str) -> QuerySet[Version]:
    """The versions of one register that were not there at a position."""
    later = Version.objects.filter(register=register).exclude(settled_before(position))
    return later.exclude(visible_at(position))


def rows_then(position: str, register: str, changed: QuerySet[Version] | None) -> pa.Table:
    """Versions of one register visible at a position, of the changed records or of all; the latest has the say."""
    then = Version.objects.filter(visible_at(position), register=register)
    if changed is not None:
        then = then.filter(record_id__in=changed.values("record_id"))
    return _table(_columns(then, record=F("record_id"), kind=KIND))


def _columns(rows: QuerySet[Any], **own: F | Case) -> QuerySet[Any, Any]:
    """The columns of RAW in order, as the driver gives them: JSON and dates as text."""
    text = {f"{name}_": Cast(name, models.TextField()) for name in (*TEXTS, "due")}
    same = {"lead_": F("lead_id"), "unit_": F("unit_id"), "parent_": F("parent_id")}
    named = {f"{name}_": value for name, value in own.items()}
    order = [name if name in PLAIN else f"{name}_" for name in RAW.names]
    listed: QuerySet[Any, Any] = rows.annotate(**text, **same, **named).order_by().values_list(*order)
    return listed


PLAIN = {"register", "revision", "county", "period", "state", "reopened"}


def _table(rows: QuerySet[Any, Any]) -> pa.Table:
    return pa.Table.from_batches(_batches(rows), RAW)


def _batches(rows: QuerySet[Any, Any]) -> Iterator[pa.RecordBatch]:
    sql, parameters = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            yield from _copied(cursor, sql, parameters)
            return
        cursor.execute(sql, parameters)
        while found := cursor.fetchmany(BATCH):
            yield _batch(found)


def _batch(rows: list[tuple[Any, ...]]) -> pa.RecordBatch:
    columns = zip(*rows, strict=True)
    arrays = [pa.array(column, part.type) for column, part in zip(columns, RAW, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=RAW)


def _copied(cursor: Any, sql: str, parameters: tuple[Any, ...]) -> Iterator[pa.RecordBatch]:
    """COPY gives text that Arrow reads without a Python object for each value.

    Asked of the driver's own cursor: the one Django counts queries with takes no parameters for a copy.
    """
    statement = f"COPY ({sql}) TO STDOUT (FORMAT csv)"
    with connection.wrap_database_errors, cursor.cursor.copy(statement, parameters) as copy:
        for part in _parts(copy):
            yield from _parsed(part)


def _parts(rows: Any) -> Iterator[bytes]:
    part = io.BytesIO()
    for row in chain(rows):
        part.write(row)
        if part.tell() >= BYTES:
            yield part.getvalue()
            part = io.BytesIO()
    if part.tell():
        yield part.getvalue()


def _parsed(part: bytes) -> list[pa.RecordBatch]:
    read = pa.csv.ReadOptions(column_names=RAW.names, block_size=2 * BYTES)
    convert = pa.csv.ConvertOptions(
        column_types=RAW, strings_can_be_null=True, quoted_strings_can_be_null=False, null_values=[""]
    )
    parse = pa.csv.ParseOptions(newlines_in_values=True)
    table = pa.csv.read_csv(pa.BufferReader(part), read_options=read, parse_options=parse, convert_options=convert)
    return list(table.to_batches())
