"""One look at the database, as it stood at one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

BEGIN = {"postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "sqlite": "BEGIN DEFERRED"}
CHUNK = 5_000


@contextmanager
def one_moment() -> Iterator[None]:
    """All reads inside see the same state; nobody waits for it. Inside a transaction, that transaction's view."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(BEGIN[connection.vendor])
    try:
        yield
    finally:
        if connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")


def rows(sql: str) -> Iterator[tuple[object, ...]]:
    """The rows of a query, without holding them all."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        while found := cursor.fetchmany(CHUNK):
            yield from found
