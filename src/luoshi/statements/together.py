"""Sending statements to PostgreSQL one after the other without waiting for each answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


@contextmanager
def together() -> Iterator[None]:
    """What is executed inside is answered at the end, where an error of any of it is raised; on SQLite at once.

    Only for statements whose row count nobody looks at: it is not known inside. Must run inside a transaction.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql":
        yield
        return
    driver: Any = connection.connection
    with connection.wrap_database_errors, driver.pipeline():
        yield
