"""The cursor for statements whose text stays the same: PostgreSQL keeps a plan of each, and is sent values alone."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


def cursor() -> Any:
    """Django's cursor, with values bound by the server on PostgreSQL; elsewhere the ordinary one.

    Django binds values in the client, which fits statements that differ each time; a statement bound so is parsed
    and planned anew at each call. `prepare_threshold` of the settings says from which call on a plan is kept.
    """
    connection: Any = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql":
        return connection.cursor()
    from django.db.backends.postgresql.base import ServerBindingCursor  # only where its driver is at work

    connection.ensure_connection()
    binding: Any = ServerBindingCursor
    return connection._prepare_cursor(binding(connection.connection))
