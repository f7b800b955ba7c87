"""For tests alone: a database without its triggers, and an act in which a test writes what it needs."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.base.operations import BaseDatabaseOperations

from luoshi.audit.actions import unwritten, writing
from luoshi.audit.triggers import sqlite

ON_EACH = """
DO $$ DECLARE each record; BEGIN
  FOR each IN SELECT tgrelid::regclass AS place, tgname FROM pg_trigger WHERE tgname LIKE 'luoshi!_%' ESCAPE '!'
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
def lifted() -> Iterator[None]:
    """Without triggers, as somebody who owns the database may do; they stand again afterwards."""
    if connection.vendor == "postgresql":
        _on_each("DISABLE")
        yield
        _on_each("ENABLE ALWAYS")
        return
    standing = sqlite.standing(connection)
    for name in standing:
        sqlite.renew(connection, name, None)
    yield
    for name, statement in standing.items():
        sqlite.renew(connection, name, statement)


def _on_each(what: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to come cannot be altered
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(ON_EACH.format(what))


def let_tests_flush() -> None:
    """Have Django's own emptying of the test database pass the triggers, which refuse it everywhere else."""
    flush = BaseDatabaseOperations.execute_sql_flush
    if flush.__name__ == "flushed":
        return

    def flushed(operations: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
        with lifted():
            flush(operations, sql_list)

    BaseDatabaseOperations.execute_sql_flush = flushed  # type: ignore[method-assign, assignment]  # the function's purpose
