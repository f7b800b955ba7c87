"""Sending statements to PostgreSQL one after the other without waiting for each answer."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg.generators import fetch_many, pipeline_communicate
from psycopg.pq import ConnStatus

from luoshi.statements.prepared import WAITING, begin, check, is_quick, plan_of


@contextmanager
def together() -> Iterator[None]:
    """What is sent inside goes out at the end in one message, where an error of any is raised; on SQLite at once.

    What is asked inside is answered at once, before what waits. Must run inside a transaction.
    """
    connection: Any = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "sqlite" or not is_quick(connection, ""):
        yield
        return
    waiting: list[tuple[str, list[Any]]] = []
    setattr(connection, WAITING, waiting)
    try:
        yield
    finally:
        setattr(connection, WAITING, None)
    if waiting:
        connection.validate_no_broken_transaction()
        with connection.wrap_database_errors:
            begin(connection)
            _exchange(connection.connection, waiting)


def _exchange(driver: Any, waiting: list[tuple[str, list[Any]]]) -> None:
    """Send all and read every answer; the error of the first that failed is raised. One round trip."""
    library = driver.pgconn
    plans = [(plan_of(driver, sql), values) for sql, values in waiting]
    commands = deque(partial(library.send_query_prepared, plan.name, plan.adapted(values)) for plan, values in plans)
    commands.append(library.pipeline_sync)
    library.enter_pipeline_mode()
    try:
        answers = driver.wait(_answers(library, commands, len(commands)))
    finally:
        if library.status != ConnStatus.BAD:
            library.exit_pipeline_mode()
    for results in answers[:-1]:
        check(results[0])


def _answers(library: Any, commands: "deque[Any]", expected: int) -> Any:
    """The driver's way to send and to read at once, so that neither side waits for the other with a full buffer."""
    answers = yield from pipeline_communicate(library, commands)
    while len(answers) < expected:
        answers.append((yield from fetch_many(library)))
    return answers
