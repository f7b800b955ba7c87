"""How the database knows that an act is open: its number, kept on the connection, asked for by every trigger.

PostgreSQL keeps it in a setting that ends with the transaction. SQLite asks `luoshi_writing()`, a function that only
our own connections have: another program that writes to the file is refused, since it lacks the function.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from luoshi.audit.digesting import hexdigest
from luoshi.statements.prepared import begin, is_quick, rows

SETTING = "luoshi.writing"
HELD = "_luoshi_writing"
_numbers = count()


def _renumber() -> None:
    """Start at a random place: each process counts for itself, and no two meet in 2⁶² numbers."""
    global _numbers
    _numbers = count(secrets.randbits(62) & ~0xFFFFFFFF)


_renumber()
os.register_at_fork(after_in_child=_renumber)


def next_number() -> int:
    """A number no other act has or had; those of one process follow each other."""
    return next(_numbers)


@contextmanager
def opened(number: int) -> Iterator[None]:
    """Tell the database that the act of this number is open; inside a transaction. One statement on PostgreSQL.

    Where a transaction goes on after the act, it is told that the act is over.
    """
    connection: Any = connections[DEFAULT_DB_ALIAS]
    goes_on = bool(connection.savepoint_ids)
    before = getattr(connection, HELD, None)
    _tell(connection, number)
    try:
        yield
        if goes_on:
            _tell(connection, before)
    finally:
        setattr(connection, HELD, before)


def _tell(connection: Any, number: int | None) -> None:
    setattr(connection, HELD, number)
    if connection.vendor != "postgresql":
        return
    connection.ensure_connection()
    if number is not None and is_quick(connection, ""):
        with connection.wrap_database_errors:
            if begin(connection, then=f"SET LOCAL {SETTING} = '{number:d}'"):
                return
    rows(f"SELECT set_config('{SETTING}', %s, true)", ["" if number is None else str(number)])


def equip(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Give a new connection to SQLite the functions the triggers call; received when a connection is made."""
    if connection.vendor == "sqlite":
        kept = vars(connection)
        connection.connection.create_function("luoshi_writing", 0, lambda: kept.get(HELD))
        connection.connection.create_function("luoshi_digest", 1, hexdigest, deterministic=True)
