"""Which triggers should stand, and which do."""

from collections.abc import Callable

from django.conf import settings
from django.db import connection

from luoshi.audit.protection import Table, protected
from luoshi.audit.triggers import postgres, sqlite

Looked = Callable[[], list[str]]
_OTHERS: list[Looked] = []


def watch(look: Looked) -> None:
    """Have a room's own triggers looked at too: `look` answers the names of those missing, altered or disabled."""
    _OTHERS.append(look)


def differences() -> list[str]:
    """Triggers that are missing, altered, disabled or not ours, by name. Two queries, and one for each room's own."""
    return sorted([*differing(present()), *(name for look in _OTHERS for name in look())])


def present() -> list[Table]:
    """The protected tables that the database has; none before the log's own are there."""
    names = set(connection.introspection.table_names())
    return [table for table in protected() if table.name in names and "audit_touch" in names]


def renew(tables: list[Table], changed: dict[str, str | None]) -> None:
    """Write the differences; the caller holds the transaction."""
    free = {table.name: table.shape for table in tables if table.free_columns and table.shape is not None}
    for name, statement in changed.items():
        if connection.vendor == "postgresql":
            postgres.renew(connection, name, statement, free)
        else:
            sqlite.renew(connection, name, statement)


def differing(tables: list[Table]) -> dict[str, str | None]:
    """What to write: name → statement, or None for what should not stand."""
    if connection.vendor == "postgresql":
        want, have = postgres.wanted(tables, settings.AUDIT_DIGEST), postgres.standing(connection)
    else:
        want, have = sqlite.wanted(tables), sqlite.standing(connection)
    gone: dict[str, str | None] = {name: None for name in have if name not in want}
    return gone | {name: text for name, text in want.items() if have.get(name) != text}
