"""Many rows at once into the table of a model: COPY on PostgreSQL, one prepared statement on SQLite."""

import io
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.csv
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, JSONField, Model

BATCH = 10_000  # rows sent at a time


def enter_columns(model: type[Model], columns: Mapping[str, object], *, many: int) -> None:
    """Insert rows told column by column: an Arrow array each, or one value for all; what is not told by its default.

    Columns that the database fills by itself are left to it. Texts of a JSON column are JSON as it stands.
    """
    fields = [field for field in model._meta.local_concrete_fields if field.attname in columns or _is_ours(field)]
    arrays = [_array(field, columns[field.attname] if field.attname in columns else field.get_default(), many)
              for field in fields]  # fmt: skip
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    _send(quote(model._meta.db_table), names, pa.table(arrays, names=[str(field.column) for field in fields]))


def _is_ours(field: "Field[Any, Any]") -> bool:
    return not (field.primary_key or field.has_db_default() or getattr(field, "generated", False))


def _array(field: "Field[Any, Any]", told: object, many: int) -> Any:
    """The column as it is sent; a value that stands in every row is made fit for the database once."""
    if isinstance(told, pa.Array | pa.ChunkedArray):
        return told
    if isinstance(field, JSONField):
        return pa.repeat(json.dumps(told), many)
    sent = field.get_db_prep_save(told, connections[DEFAULT_DB_ALIAS])
    if sent is None:
        return pa.nulls(many, pa.string())
    return pa.repeat(sent.isoformat() if isinstance(sent, date) else sent, many)


def _send(table: str, names: str, rows: pa.Table) -> None:
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with (
                connection.wrap_database_errors,
                cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT csv)") as copy,
            ):
                for part in _written(rows):
                    copy.write(part)
            return
        marks = ", ".join(["%s"] * rows.num_columns)
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  (names of a model)
        for batch in rows.to_batches(BATCH):
            cursor.executemany(statement, list(zip(*(column.to_pylist() for column in batch.columns), strict=True)))


def _written(rows: pa.Table) -> Iterator[bytes]:
    """CSV as COPY reads it: what is not there is nothing at all, an empty text is quoted."""
    options = pa.csv.WriteOptions(include_header=False)
    for batch in rows.to_batches(BATCH):
        part = io.BytesIO()
        pa.csv.write_csv(batch, part, options)
        yield part.getvalue()
