"""Executing statements whose text stays the same: PostgreSQL keeps a plan of each, and is sent values alone.

Django's cursor around the driver's takes six times as long in Python as the server takes to answer, and one more is
made for each statement. Here the driver's library is handed the plan's name and the values; what it answers is read
by converters that are kept too. Whoever watches statements (a test that counts them, a wrapper) gets Django's cursor.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import errors
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ExecStatus, TransactionStatus

WAITING = "_luoshi_waiting"  # what is to be sent together, kept on Django's connection
PLANS = "_luoshi_plans"  # the plans of one connection to the server, kept on the driver's
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A statement as one connection to PostgreSQL knows it; `converters` are the driver's, for values and answers."""

    name: bytes
    converters: Any
    formats: list[Any]

    def adapted(self, values: Sequence[Any]) -> Any:
        """The values as the server takes them."""
        return self.converters.dump_sequence(values, self.formats)

    def read(self, result: Any) -> list[Row]:
        """The rows of an answer; none for a statement that answers nothing."""
        self.converters.set_pgresult(result)
        found: list[Row] = self.converters.load_rows(0, result.ntuples, tuple)
        return found


def rows(sql: str, values: Sequence[Any]) -> list[Row]:
    """Execute a statement, with `%s` in the places of its values, and answer its rows. One round trip."""
    connection: Any = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    if not is_quick(connection, sql):
        return _by_django(connection, sql, values)
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        if connection.vendor == "sqlite":
            asked = sql.replace("%s", "?").replace("%%", "%")
            found: list[Row] = connection.connection.execute(asked, values).fetchall()
            return found
        begin(connection)
        plan = plan_of(connection.connection, sql)
        result = connection.connection.pgconn.exec_prepared(plan.name, plan.adapted(values))
        check(result)
        return plan.read(result)


def send(sql: str, values: Sequence[Any]) -> None:
    """Execute a statement whose rows nobody asks for; inside `together` it goes out with the others at its end."""
    connection: Any = connections[DEFAULT_DB_ALIAS]
    waiting = getattr(connection, WAITING, None)
    if waiting is None:
        rows(sql, values)
    else:
        waiting.append((sql, values))


def is_quick(connection: Any, sql: str) -> bool:
    """Whether a statement may go past Django's cursor: nobody watches it, and nothing is expected around it.

    On SQLite a write outside a transaction queues in its cursor. On PostgreSQL a pooler that cannot keep plans is
    told of by a `prepare_threshold` of None, and a transaction that is not as usual is begun by the driver.
    """
    if connection.execute_wrappers or connection.queries_logged:
        return False
    if connection.vendor == "sqlite":
        return connection.in_atomic_block or sql.startswith("SELECT")
    driver = connection.connection
    as_usual = driver.isolation_level is None and driver.read_only is None and driver.deferrable is None
    return as_usual and driver.prepare_threshold is not None


def begin(connection: Any, *, then: str = "") -> bool:
    """Begin the transaction in one message with `then`, where it should be and nothing has been sent in it yet.

    The driver begins with the first statement, in a message of its own; it goes on with one that has been begun.
    """
    driver = connection.connection
    if driver.autocommit or driver.pgconn.transaction_status != TransactionStatus.IDLE:
        return False
    check(driver.pgconn.exec_(f"BEGIN; {then}".encode()))
    return True


def plan_of(driver: Any, sql: str) -> Plan:
    """The plan of a statement on this connection; the first time the server is asked to make it."""
    plans: dict[str, Plan] = vars(driver).setdefault(PLANS, {})
    plan = plans.get(sql)
    if plan is None:
        first, *others = sql.split("%s")
        numbered = first + "".join(f"${number}{text}" for number, text in enumerate(others, 1))
        plan = Plan(f"luoshi_{len(plans)}".encode(), Transformer(driver), [PyFormat.TEXT] * len(others))
        check(driver.pgconn.prepare(plan.name, numbered.replace("%%", "%").encode()))
        plans[sql] = plan
    return plan


def check(result: Any) -> None:
    """Raise the driver's error for an answer that is one."""
    if result.status not in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
        raise errors.error_from_result(result)


def _by_django(connection: Any, sql: str, values: Sequence[Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[Row] = cursor.fetchall() if cursor.description else []
    return found
