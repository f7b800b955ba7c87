"""The same table as people would make it: SQL over JSON in PostgreSQL, over typed columns in SQLite, and pandas."""

import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter
from django.db import connection
from typing_extensions import override

from bench.works.returning_work import FLOWS, NAMES, REGISTER, STOCKS

Sums = dict[tuple[str, str], Fraction]
KINDS = {
    name: ("sum" if at < FLOWS else "last" if at < FLOWS + STOCKS else "average") for at, name in enumerate(NAMES)
}


def made(folder: Path) -> Iterator["Peer"]:
    """Each with its own copy of the returns, indexed as its people would."""
    rows = folder / "rows.parquet"
    yield Json()
    to_parquet(rows)
    yield Lite(rows, folder / "peer.sqlite")
    try:
        import pandas  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError:
        return
    yield Frames(rows, pandas)


class Peer:
    """A way to the same figures; months of `label`, stocks of the last of them."""

    name = ""

    def sums(self, label: str) -> Sums:
        raise NotImplementedError

    def to_file(self, label: str, target: Path) -> None:
        """The figures of a month or a year as a plain workbook, as quick as it can be written."""
        sums = self.sums(label)
        book = xlsxwriter.Workbook(str(target), {"constant_memory": True})
        page = book.add_worksheet()
        page.write_row(0, 1, NAMES)
        for row, town in enumerate(sorted({town for town, _name in sums}), start=1):
            page.write_string(row, 0, town)
            for column, name in enumerate(NAMES, start=1):
                if (town, name) in sums:
                    page.write_number(row, column, float(sums[town, name]))
        book.close()


def asked(column: str, source: str, last: str) -> str:
    """Each figure by township out of rows by village: a sum, the last month's, or the mean of the months."""
    ways = {"sum": "sum({0})", "last": f"sum(CASE WHEN period = '{last}' THEN {{0}} END)", "average": "avg({0})"}
    inner = ", ".join(f"{ways[kind].format(column.format(name))} AS {name}" for name, kind in KINDS.items())
    outer = ", ".join(f"sum({name})" for name in NAMES)
    told = f"SELECT town, unit, {inner} FROM {source} GROUP BY town, unit"
    return f"SELECT town, {outer} FROM ({told}) AS told GROUP BY town"


def spanned(label: str) -> tuple[str, str]:
    """The first and the last month of a month or a year."""
    return (label, label) if "-" in label else (f"{label}-01", f"{label}-12")


def exact(row: tuple[Any, ...]) -> Sums:
    """A row of township and figures; a mean of whole numbers over at most twelve months, made exact again."""
    town, *figures = row
    return {
        (town, name): Fraction(Decimal(str(value))).limit_denominator(27_720)
        for name, value in zip(NAMES, figures, strict=True)
        if value is not None
    }


class Json(Peer):
    """The JSON of each return in PostgreSQL, with an index over the months."""

    name = "postgresql"

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TABLE peer AS SELECT record.unit_id AS unit, town.title AS town, period, data "
                "FROM registers_record record JOIN org_placement placed ON placed.unit_id = record.unit_id "
                "JOIN org_unit town ON town.id = placed.parent_id WHERE register = %s",
                [REGISTER],
            )
            cursor.execute("CREATE INDEX ON peer (period)")
            cursor.execute("ANALYZE peer")

    @override
    def sums(self, label: str) -> Sums:
        first, last = spanned(label)
        source = "(SELECT * FROM peer WHERE period BETWEEN %s AND %s) AS rows"
        with connection.cursor() as cursor:
            cursor.execute(asked("(data->>'{0}')::numeric", source, last), [first, last])
            return {key: value for row in cursor.fetchall() for key, value in exact(row).items()}


class Lite(Peer):
    """One typed column a figure in SQLite, with an index over the months."""

    name = "sqlite"

    def __init__(self, rows: Path, file: Path) -> None:
        self._base = sqlite3.connect(file)
        typed = ", ".join(f"{name} INTEGER" for name in NAMES)
        self._base.execute(f"CREATE TABLE peer (unit INTEGER, town TEXT, period TEXT, {typed})")
        read = duckdb.execute("SELECT * FROM read_parquet(?)", [str(rows)])
        marks = ", ".join("?" * (3 + len(NAMES)))
        while batch := read.fetchmany(20_000):
            self._base.executemany(f"INSERT INTO peer VALUES ({marks})", batch)
        self._base.execute("CREATE INDEX of_period ON peer (period)")
        self._base.execute("ANALYZE")
        self._base.commit()

    @override
    def sums(self, label: str) -> Sums:
        first, last = spanned(label)
        source = "(SELECT * FROM peer WHERE period BETWEEN ? AND ?) AS rows"
        found = self._base.execute(asked("{0}", source, last), [first, last]).fetchall()
        return {key: value for row in found for key, value in exact(row).items()}


class Frames(Peer):
    """A Parquet file read month by month into a data frame, written by pandas itself."""

    name = "pandas"

    def __init__(self, rows: Path, pandas: Any) -> None:
        self._rows, self._pandas = rows, pandas

    @override
    def sums(self, label: str) -> Sums:
        first, last = spanned(label)
        within = [("period", ">=", first), ("period", "<=", last)]
        frame = self._pandas.read_parquet(self._rows, filters=within)
        ended = frame["period"] == last
        told = {name: frame[name].where(ended) if kind == "last" else frame[name] for name, kind in KINDS.items()}
        by_unit = self._pandas.DataFrame({"town": frame["town"], "unit": frame["unit"], **told}).groupby(
            ["town", "unit"]
        )
        ways = {name: "mean" if kind == "average" else "sum" for name, kind in KINDS.items()}
        whole = by_unit.agg(ways).groupby("town").sum()
        return {key: value for row in whole.itertuples(name=None) for key, value in exact(row).items()}


def to_parquet(rows: Path) -> None:
    """The returns as PostgreSQL has them, in order of months."""
    figures = ", ".join(f"(data->>'{name}')::int AS {name}" for name in NAMES)
    with connection.cursor() as cursor:
        statement = (
            f"COPY (SELECT unit, town, period, {figures} FROM peer ORDER BY period, unit) TO STDOUT (FORMAT csv)"
        )
        csv = rows.with_suffix(".csv")
        with csv.open("wb") as file, cursor.copy(statement) as copy:
            for part in copy:
                file.write(part)
    typed = ", ".join(f"'{name}': 'INTEGER'" for name in NAMES)
    columns = f"{{'unit': 'BIGINT', 'town': 'VARCHAR', 'period': 'VARCHAR', {typed}}}"
    duckdb.sql(f"COPY (FROM read_csv('{csv}', header=false, columns={columns})) TO '{rows}' (FORMAT parquet)")
    csv.unlink()
