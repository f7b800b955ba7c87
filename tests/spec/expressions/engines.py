"""The engines that have to give the same answers, each fed the way the product feeds it.

SQLite and PostgreSQL read fields out of the JSON of a record, DuckDB out of typed columns.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any, Protocol

import duckdb
import psycopg
import pysqlite3
import pytest
from sqlglot import exp

from luoshi.rules.expressions import Kind, Node, Raw, Scope, Value, check, evaluate, read, sqlite_functions, to_sql
from luoshi.rules.expressions.dialect import DialectName

POSTGRES = os.environ.get("LUOSHI_TEST_DATABASE_URL") or "postgresql://root@localhost:5432/postgres"


@dataclass(frozen=True)
class Questions:
    """Expressions over one scope, asked of every row on one day."""

    expressions: Sequence[Node]
    scope: Scope
    rows: Sequence[Mapping[str, Raw]]
    today: date

    def sql(self, dialect: DialectName, column: Callable[[str], exp.Expression]) -> str:
        """One SELECT that answers every expression for every row, in order."""
        built = [
            to_sql(node, self.scope, dialect=dialect, column=column, today=self.today).sql(dialect=dialect)
            for node in self.expressions
        ]
        return f"SELECT {', '.join(built)} FROM record ORDER BY id"

    def read(self, rows: Sequence[Sequence[Any]], dialect: DialectName) -> list[list[Value]]:
        kinds = [check(node, self.scope) for node in self.expressions]
        return [[read(raw, kind, dialect=dialect) for raw, kind in zip(row, kinds, strict=True)] for row in rows]


class Engine(Protocol):
    """Answers questions: one list per row, one value per expression."""

    name: str

    def answer(self, questions: Questions) -> list[list[Value]]: ...

    def close(self) -> None: ...


class Python:
    """The engine for one record."""

    name = "python"

    def answer(self, questions: Questions) -> list[list[Value]]:
        return [
            [evaluate(node, row, today=questions.today) for node in questions.expressions] for row in questions.rows
        ]

    def close(self) -> None:
        """Nothing is held open."""


class Sqlite:
    """Fields out of JSON text, with the exact functions registered."""

    name = "sqlite"

    def __init__(self) -> None:
        self._connection = pysqlite3.connect(":memory:")
        for name, arguments, function in sqlite_functions():
            self._connection.create_function(name, arguments, function, deterministic=True)
        self._connection.execute("CREATE TABLE record (id INTEGER PRIMARY KEY, data TEXT)")

    def answer(self, questions: Questions) -> list[list[Value]]:
        self._connection.execute("DELETE FROM record")
        rows = [(number, _json(row)) for number, row in enumerate(questions.rows)]
        self._connection.executemany("INSERT INTO record VALUES (?, ?)", rows)
        asked = questions.sql("sqlite", _out_of_json_text)
        return questions.read(self._connection.execute(asked).fetchall(), "sqlite")

    def close(self) -> None:
        self._connection.close()


class Postgres:
    """Fields out of JSONB, in a temporary table."""

    name = "postgres"

    def __init__(self) -> None:
        self._connection = psycopg.connect(POSTGRES, connect_timeout=3, autocommit=True)
        self._connection.execute("CREATE TEMPORARY TABLE record (id INTEGER PRIMARY KEY, data JSONB)")

    def answer(self, questions: Questions) -> list[list[Value]]:
        self._connection.execute("TRUNCATE record")
        rows = [(number, _json(row)) for number, row in enumerate(questions.rows)]
        with self._connection.cursor() as cursor:
            cursor.executemany("INSERT INTO record VALUES (%s, %s)", rows)
            asked = questions.sql("postgres", _out_of_jsonb)
            return questions.read(cursor.execute(asked.encode()).fetchall(), "postgres")

    def close(self) -> None:
        self._connection.close()


class Duckdb:
    """Typed columns, as in the reading copy, but wide enough for numbers that still have to be settled."""

    name = "duckdb"

    def __init__(self) -> None:
        self._connection = duckdb.connect(":memory:", config={"threads": 1})
        self._made: Scope | None = None

    def answer(self, questions: Questions) -> list[list[Value]]:
        names = list(questions.scope)
        self._make_table(questions.scope)
        rows = [[number, *(row.get(name) for name in names)] for number, row in enumerate(questions.rows)]
        one = f"(?{', ?' * len(names)})"
        if rows:
            self._connection.execute(f"INSERT INTO record VALUES {', '.join([one] * len(rows))}", list(chain(*rows)))
        asked = questions.sql("duckdb", lambda name: exp.column(name, quoted=True))
        return questions.read(self._connection.execute(asked).fetchall(), "duckdb")

    def close(self) -> None:
        self._connection.close()

    def _make_table(self, scope: Scope) -> None:
        if scope == self._made:
            self._connection.execute("TRUNCATE record")
            return
        columns = [f"{exp.to_identifier(name, quoted=True)} {_DUCKDB[kind.kind]}" for name, kind in scope.items()]
        self._connection.execute(f"CREATE OR REPLACE TABLE record (id INTEGER, {', '.join(columns)})")
        self._made = scope


ENGINES: dict[str, type[Python | Sqlite | Duckdb | Postgres]] = {
    engine.name: engine for engine in (Python, Sqlite, Duckdb, Postgres)
}


@contextmanager
def opened(name: str) -> Iterator[Engine]:
    """The engine of this name; a test that needs a PostgreSQL which does not answer says so and is skipped."""
    try:
        engine = ENGINES[name]()
    except psycopg.OperationalError:
        pytest.skip(f"NOT COMPARED: no PostgreSQL answers at {POSTGRES}; LUOSHI_TEST_DATABASE_URL names another")
    try:
        yield engine
    finally:
        engine.close()


_DUCKDB = {
    Kind.NUMBER: "DECIMAL(38, 12)",
    Kind.MONEY: "DECIMAL(38, 12)",
    Kind.PERCENT: "DECIMAL(38, 12)",
    Kind.DATE: "DATE",
    Kind.TEXT: "VARCHAR",
    Kind.CHOICE: "VARCHAR",
    Kind.YESNO: "BOOLEAN",
    Kind.REF: "BIGINT",
}


def _json(row: Mapping[str, Raw]) -> str:
    """A record's data as the registers keep it: numbers and dates as text, blank fields absent."""
    kept = {name: value for name, value in row.items() if value is not None}
    return json.dumps(kept, default=_text, ensure_ascii=False)


def _text(value: Decimal | date) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else value.isoformat()


def _out_of_json_text(name: str) -> exp.Expression:
    return exp.Anonymous(this="JSON_EXTRACT", expressions=[exp.column("data"), exp.Literal.string(f"$.{name}")])


def _out_of_jsonb(name: str) -> exp.Expression:
    return exp.Anonymous(this="JSONB_EXTRACT_PATH_TEXT", expressions=[exp.column("data"), exp.Literal.string(name)])
