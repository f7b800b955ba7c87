"""Where the change log stands: positions that name exactly which versions were visible at a moment.

On SQLite there is one writer, so the highest version id says it all. On PostgreSQL a transaction with a
lower number may commit after one with a higher number; there a position is a snapshot, and each version
carries the number of its transaction.
"""

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler


class CurrentTransaction(models.Func):
    """The number of the writing transaction; 0 where the database has no such thing."""

    template = "0"
    output_field = models.BigIntegerField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        """The 64-bit transaction number, which never wraps round."""
        return self.as_sql(compiler, connection, template="(pg_current_xact_id()::text::bigint)")


class VisibleIn(models.Func):
    """Whether a transaction number had committed when a snapshot was taken; PostgreSQL only."""

    template = "pg_visible_in_snapshot(%(expressions)s::pg_snapshot)"
    arg_joiner = "::text::xid8, "
    output_field = models.BooleanField()


def position() -> str:
    """Where the change log stands now: "s<version id>" or "p<snapshot>". One query.

    A transaction sees what it has written itself; its number then follows the snapshot after a plus sign.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            own = "coalesce('+' || pg_current_xact_id_if_assigned()::text, '')"
            cursor.execute(f"SELECT 'p' || pg_current_snapshot()::text || {own}")
        else:
            cursor.execute("SELECT 's' || coalesce(max(id), 0) FROM registers_version")
        return str(cursor.fetchone()[0])


class RestoredTo(models.Func):
    """The newest version that came from a backup; 0 where the database has its own beginning. PostgreSQL only.

    Transactions were numbered by another server then, and all that came along had committed. The setting belongs to
    the database (`ALTER DATABASE … SET`), so that no row has to be changed.
    """

    template = "coalesce(nullif(current_setting('luoshi.restored_to', true), ''), '0')::bigint"
    output_field = models.BigIntegerField()


def visible_at(place: str) -> models.Q:
    """The versions that were committed at a position, or written by the very transaction that took it."""
    if place.startswith("s"):
        return models.Q(id__lte=int(place[1:]))
    snapshot, _, own = place[1:].partition("+")
    committed = models.Q(VisibleIn(models.F("xid"), models.Value(snapshot))) | models.Q(id__lte=RestoredTo())
    return committed | models.Q(xid=int(own)) if own else committed


def settled_before(place: str) -> models.Q:
    """Versions certainly visible at a position, by an indexed comparison: a base for the exact filter."""
    if place.startswith("s"):
        return models.Q(id__lte=int(place[1:]))
    return models.Q(xid__lt=int(place[1:].split(":")[0])) | models.Q(id__lte=RestoredTo())
