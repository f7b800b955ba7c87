"""For tests alone: a database without its triggers, and an act in which a test writes what it needs."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from django.db import connection, transaction

from luoshi.audit.actions import unwritten, writing
from luoshi.audit.triggers import sqlite

ON_EACH = """
DO $$ DECLARE each record; BEGIN
  FOR each IN SELECT tgrelid::regclass AS place, tgname FROM pg_trigger WHERE tgname LIKE 'luoshi!_%' ESCAPE '!'{}
  LOOP EXECUTE format('ALTER TABLE %s {} TRIGGER %I', each.place, each.tgname); END LOOP;
END $$
"""


@contextmanager
def an_act() -> Iterator[None]:
    """Lets a test write rows in its own way; they leave touches, and no entry."""
    with writing():
        unwritten()
        yield


@contextmanager
def lifted(tables: Collection[str] | None = None) -> Iterator[None]:
    """Without triggers, as somebody who owns the database may do; they stand again afterwards."""
    if connection.vendor == "postgresql":
        _on_each("DISABLE", tables)
        yield
        _on_each("ENABLE ALWAYS", tables)
        return
    standing = sqlite.standing(connection)
    _renew(dict.fromkeys(standing))
    yield
    _renew(standing)


@transaction.atomic  # one wait for the disk, not one for each of two hundred
def _renew(triggers: Mapping[str, str | None]) -> None:
    for name, statement in triggers.items():
        sqlite.renew(connection, name, statement)


def _on_each(what: str, tables: Collection[str] | None) -> None:
    names = ", ".join(f"'{connection.ops.quote_name(table)}'::regclass" for table in tables or ())
    among = "" if tables is None else f" AND tgrelid IN ({names or 'NULL'})"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to come cannot be altered
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(ON_EACH.format(among, what))
