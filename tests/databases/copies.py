"""The copies a test process works on: one of each kind, and a new one where a test has written what stays."""

import os
import shutil
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings
from django.db import connection, connections, transaction

from luoshi.audit.tests.lifting import lifted
from luoshi.measures.reading import generations
from luoshi.measures.reading.marks import mark_now
from tests.databases.homes import set_mark
from tests.databases.kept import CITY, EMPTY, database_of, made, remake, remove
from tests.databases.making import FILE
from tests.databases.small import unpacked

FEW = 500  # rows of one table, which are deleted sooner than a database is copied
MIGRATED = {"audit_shape", "auth_permission", "django_content_type", "django_migrations"}  # filled with the tables
READING, EVIDENCE = "reading", "evidence"


@dataclass(frozen=True)
class Copy:
    """A database, and the folder of what lies beside it."""

    database: str
    folder: Path


class Copies:
    """The database the tests see, as `connections` knows it."""

    def __init__(self) -> None:
        self._held: dict[str, Copy] = {}
        self._now = ""
        self._numbers = count()
        self._reading: dict[str, Any] = settings.READING
        self._evidence: dict[str, Any] = settings.EVIDENCE

    def use(self, kind: str) -> None:
        """Change over to a clean copy of a kind."""
        if self._now == kind and kind in self._held:
            return
        connections["default"].close()
        fresh = kind not in self._held
        if fresh:
            self._held[kind] = self._copied(kind)
        copy, self._now = self._held[kind], kind
        settings.DATABASES["default"]["NAME"] = connections["default"].settings_dict["NAME"] = copy.database
        settings.READING = self._reading | ({"folder": copy.folder / READING} if kind == CITY else {})
        settings.EVIDENCE = self._evidence | ({"folder": copy.folder / EVIDENCE} if kind == CITY else {})
        if fresh and kind == CITY:
            _own(copy.folder / READING)

    def world(self) -> Any:
        """What the small world of the copy in use holds, unpacked anew."""
        return unpacked(self._held[self._now].folder)

    def spoil(self) -> None:
        """A test has committed something: empty the copy where that is quick, else let it go."""
        if self._now == EMPTY and connection.vendor == "postgresql" and _emptied():
            return
        if (copy := self._held.pop(self._now, None)) is not None:
            self._remove(copy)

    def remove(self) -> None:
        """At the end of the process."""
        while self._held:
            self._remove(self._held.popitem()[1])

    def _copied(self, kind: str) -> Copy:
        folder = Path(settings.HOME) / f"{kind}-{next(self._numbers)}"
        address, base = server()
        shutil.copytree(made(kind, address, base), folder)
        if address:
            name = f"{base}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{folder.name}"
            remake(address, name, database_of(kind, base))
            return Copy(name, folder)
        set_mark(folder / FILE)
        return Copy(str(folder / FILE), folder)

    def _remove(self, copy: Copy) -> None:
        connections.close_all()
        if address := server()[0]:
            remove(address, copy.database)
        shutil.rmtree(copy.folder, ignore_errors=True)


def server() -> tuple[str, str]:
    """Where databases are made on this run, and how their names begin; nothing for files."""
    address = os.environ.get("LUOSHI_TEST_DATABASE_URL", "")
    return address, os.environ.get("LUOSHI_TEST_DB_NAME", "test_luoshi")


def _own(reading: Path) -> None:
    """Let a copied reading copy know which database it now belongs to; it tells a foreign one by its name."""
    if (generation := generations.current(reading)) is None:
        return
    with duckdb.connect(str(generation)) as copy:
        copy.execute("UPDATE mark_ SET source = ?", [mark_now().database])


def _emptied() -> bool:
    """Whether the tables, but those that migrations fill, were emptied; not when a test has filled them well."""
    tables = [name for name in connection.introspection.table_names() if name not in MIGRATED]
    quote = connection.ops.quote_name
    counts = " UNION ALL ".join(
        f"SELECT '{name}', (SELECT count(*) FROM (SELECT FROM {quote(name)} LIMIT {FEW}) few)" for name in tables
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(counts)
        filled = {name: number for name, number in cursor.fetchall() if number}
        if max(filled.values(), default=0) == FEW:
            return False
        with lifted(list(filled)):
            for name in filled:
                cursor.execute(f"DELETE FROM {quote(name)}")
    return True
