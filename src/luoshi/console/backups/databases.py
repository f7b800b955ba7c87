"""The databases as of one moment, and back: SQLite by its backup interface, PostgreSQL by pg_dump in one snapshot."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection
from psycopg import connect, sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

MARK = 0x7FFFFFFF  # what of a file's number fits into the header of the database
RESTORED_TO = "luoshi.restored_to"


def tables() -> list[str]:
    """Every table of this site."""
    return sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)})


def file_mark(path: Path) -> int:
    """The number of this very file, which a copy does not share; never 0."""
    return path.stat().st_ino & MARK or 1


def dump(target: Path) -> dict[str, int]:
    """Write the present database to a new file as of one moment, while others write; its rows by table."""
    return _dump_sqlite(target) if connection.vendor == "sqlite" else _dump_postgres(target)


def _dump_sqlite(target: Path) -> dict[str, int]:
    driver = connection.Database  # type: ignore[attr-defined]  # the driver's, whichever it is
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(driver.connect(connection.settings_dict["NAME"])) as source, closing(driver.connect(target)) as copy:
        source.execute("PRAGMA busy_timeout = 20000")
        source.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode = DELETE")
        return _rows_of(copy)


def _rows_of(database: Any) -> dict[str, int]:
    held = {str(name) for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {
        name: int(database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608  (names of ours)
        for name in tables()
        if name in held
    }


def _dump_postgres(target: Path) -> dict[str, int]:
    """The rows are counted in the very snapshot that is dumped."""
    address = _address(connection.settings_dict)
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with _reading(address) as (cursor, snapshot):
        rows = _counted(cursor)
        what = (f"--snapshot={snapshot}", f"--file={target}")
        _run(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", *what], address)
    return rows


@contextmanager
def _reading(address: str) -> Iterator[tuple[Any, str]]:
    with connect(address) as database, database.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone() or ("",)
        yield cursor, str(snapshot)


def _counted(cursor: Any) -> dict[str, int]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    held = {str(name) for (name,) in cursor.fetchall()}
    rows = {}
    for name in tables():
        if name in held:
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)))
            rows[name] = int(cursor.fetchone()[0])
    return rows


def _address(settings: dict[str, Any]) -> str:
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return make_conninfo(**{key: str(settings[name]) for key, name in named.items() if settings.get(name)})


def conninfo(parts: Mapping[str, str | int | None]) -> str:
    """An address out of its parts."""
    return make_conninfo(**{name: str(value) for name, value in parts.items() if value is not None})


def _run(command: list[str], address: str) -> None:
    """A program of PostgreSQL on a database; the password goes by the environment, where others cannot read it."""
    parts = conninfo_to_dict(address)
    password = str(parts.pop("password", "") or "")
    given = os.environ | ({"PGPASSWORD": password} if password else {})
    try:
        done = subprocess.run(  # noqa: S603  (our own words)
            [*command, "--dbname", conninfo(parts)], env=given, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise Refused(
            "backup.program",
            reason=Text(f"没有找到 {command[0]}。", f"{command[0]} was not found."),
            remedy=Text("请安装 postgresql-client。", "Install postgresql-client."),
        ) from None
    if done.returncode:
        said = (done.stderr.strip() or "?").splitlines()[0]
        raise Refused(
            "backup.database",
            reason=Text(f"{command[0]} 没有完成：{said}", f"{command[0]} did not finish: {said}"),
            remedy=Text("请核对磁盘空间、版本和权限。", "Check disk space, versions and rights."),
        )


def restore_sqlite(database: Path, expected: dict[str, int]) -> None:
    """See that a restored file is whole and holds what it held, and make it ours."""
    driver = connection.Database  # type: ignore[attr-defined]  # the driver's, whichever it is
    with closing(driver.connect(database)) as restored:
        told = [str(line) for (line,) in restored.execute("PRAGMA integrity_check")]
        found = _rows_of(restored)
        restored.execute(f"PRAGMA user_version = {file_mark(database)}")
    check_rows(found, expected, "ok" if told == ["ok"] else told[0])


def is_open(database: Path) -> bool:
    """Whether anybody else has the embedded database open, writing or not; waits up to a second."""
    busy = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    with closing(sqlite3.connect(database, timeout=1, isolation_level=None)) as alone:
        try:
            alone.execute("PRAGMA locking_mode = EXCLUSIVE")
            alone.execute("BEGIN EXCLUSIVE")
            alone.execute("ROLLBACK")
        except sqlite3.DatabaseError as error:
            return error.sqlite_errorcode in busy
    return False


def restore_postgres(dumped: Path, address: str, expected: dict[str, int]) -> None:
    """Fill an empty database, all of it or nothing; numbers of transactions of the old server mean nothing in it."""
    with connect(address) as database, database.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")
        if (cursor.fetchone() or (0,))[0]:
            raise Refused(
                "backup.not_empty",
                reason=Text("目标数据库里已有数据表。", "The target database holds tables already."),
                remedy=Text("请建一个空的数据库，再恢复到那里。", "Create an empty database and restore into it."),
            )
    how = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    _run(["pg_restore", *how, str(dumped)], address)
    with connect(address) as database, database.cursor() as cursor:
        check_rows(_counted(cursor), expected, "ok")
        cursor.execute("SELECT current_database(), coalesce(max(id), 0) FROM registers_version")
        name, newest = cursor.fetchone() or ("", 0)
        cursor.execute(
            sql.SQL("ALTER DATABASE {} SET {} = {}").format(
                sql.Identifier(name), sql.SQL(RESTORED_TO), sql.Literal(str(newest))
            )
        )


def check_rows(found: dict[str, int], expected: dict[str, int], integrity: str) -> None:
    """Refuse a restored database that is not what was backed up."""
    differing = [name for name in expected if found.get(name) != expected[name]]
    if differing or integrity != "ok":
        what = differing[0] if differing else integrity
        raise Refused(
            "backup.differs",
            reason=Text(
                f"恢复出的数据库与备份不符：{what}。", f"The restored database differs from the saved: {what}."
            ),
            remedy=Text("请换用另一份备份，并检查磁盘。", "Use another backup, and check the disk."),
        )
