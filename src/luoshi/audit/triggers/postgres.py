"""The triggers on PostgreSQL: for each a function of its own, with the table's columns written out.

They are enabled ALWAYS, so that a session in the role of a replica does not pass them by.
"""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

from luoshi.audit.opening import SETTING
from luoshi.audit.protection import Shape, Table
from luoshi.audit.triggers import wording
from luoshi.audit.triggers.shapes import quoted, row_text, shape_id
from luoshi.rules.digests import SHA256

Wanted = dict[str, str]
NAME = 63  # letters of a name in PostgreSQL
STANDING = """
SELECT c.relname || '.' || t.tgname || '.' || pg_catalog.upper(
         CASE WHEN t.tgtype & 2 > 0 THEN 'before' ELSE 'after' END
         || CASE WHEN t.tgtype & 4 > 0 THEN ' insert' ELSE '' END
         || CASE WHEN t.tgtype & 8 > 0 THEN ' delete' ELSE '' END
         || CASE WHEN t.tgtype & 16 > 0 THEN ' update' ELSE '' END
         || CASE WHEN t.tgtype & 32 > 0 THEN ' truncate' ELSE '' END),
       CASE WHEN t.tgenabled = 'A' AND t.tgqual IS NULL THEN '' ELSE 'disabled ' END
         || coalesce(pg_catalog.array_length(t.tgattr::int2[], 1), 0) || p.prosrc
FROM pg_catalog.pg_trigger t
JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND t.tgname LIKE 'luoshi!_%' ESCAPE '!'
  AND c.relnamespace = pg_catalog.current_schema()::regnamespace
"""


def wanted(tables: list[Table], digest: str) -> Wanted:
    """Every trigger that should stand: "table.name.EVENTS" → how many columns it watches, and its function's text."""
    return {f"{table.name}.{name}.{when}": text for table in tables for name, when, text in _of(table, digest)}


def standing(connection: BaseDatabaseWrapper) -> Wanted:
    """Every trigger of ours that stands."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING)
        return dict(cursor.fetchall())


def renew(connection: BaseDatabaseWrapper, called: str, text: str | None, free: dict[str, Shape]) -> None:
    """Put one trigger in place, or away; `free` gives the shape of tables that have free columns."""
    table, name, when = called.split(".")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS {quoted(name)} ON {quoted(table)}")
        if text is None:
            return
        timing, *events = when.split()
        body = text.lstrip("0123456789")
        columns = ", ".join(quoted(column) for column, _ in free[table].columns) if table in free else ""
        told = [f"UPDATE OF {columns}" if event == "UPDATE" and columns else event for event in events]
        each = "STATEMENT" if "TRUNCATE" in events else "ROW"
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {quoted(name)}() RETURNS trigger LANGUAGE plpgsql AS $luoshi${body}$luoshi$"
        )
        cursor.execute(
            f"CREATE TRIGGER {quoted(name)} {timing} {' OR '.join(told)} ON {quoted(table)} "
            f"FOR EACH {each} EXECUTE FUNCTION {quoted(name)}()"
        )
        cursor.execute(f"ALTER TABLE {quoted(table)} ENABLE ALWAYS TRIGGER {quoted(name)}")


def _of(table: Table, digest: str) -> Iterator[tuple[str, str, str]]:
    yield _named(table, "empty"), "BEFORE TRUNCATE", "0" + _only(wording.not_emptied(table.name))
    if table.append_only:
        yield _named(table, "keep"), "BEFORE DELETE UPDATE", "0" + _only(wording.only_grows(table.name))
    if table.shape is not None:
        events = "AFTER INSERT" if table.append_only else "AFTER INSERT DELETE UPDATE"
        watched = str(len(table.shape.columns)) if table.free_columns and not table.append_only else "0"
        yield _named(table, "touch"), events, watched + _touch(table.name, table.shape, digest, table.append_only)
    if table.name == "audit_entry":
        yield _named(table, "own"), "BEFORE INSERT", "0" + _entry()


def _named(table: Table, what: str) -> str:
    return f"luoshi_{what}_{table.name}"[:NAME]


def _only(words: str) -> str:
    return f" BEGIN {_raise(words)} END "


def _raise(words: str) -> str:
    return f"RAISE EXCEPTION USING MESSAGE = '{words}';"


def _begin(table: str) -> str:
    return (
        f" DECLARE act text := current_setting('{SETTING}', true); BEGIN "
        f"IF act IS NULL OR act = '' THEN {_raise(wording.not_in_an_act(table))} END IF; "
    )


def _touch(table: str, shape: Shape, digest: str, append_only: bool) -> str:
    into = 'INSERT INTO "audit_touch" ("writing", "shape", "row", "operation", "digest") VALUES'
    key, number = quoted(shape.primary), shape_id(shape)
    made = _digest_of(row_text(shape, "postgresql", of="NEW"), digest)
    insert = f"{into} (act::bigint, {number}, NEW.{key}, pg_catalog.left(TG_OP, 1), {made});"
    if append_only:
        return f"{_begin(table)}{insert} RETURN NULL; END "
    return (
        f"{_begin(table)}"
        f"IF TG_OP = 'DELETE' THEN {into} (act::bigint, {number}, OLD.{key}, 'D', ''); RETURN NULL; END IF; "
        f"IF TG_OP = 'UPDATE' THEN IF NEW.{key} IS DISTINCT FROM OLD.{key} THEN {_raise(wording.key_stays(table))} "
        f"END IF; END IF; {insert} RETURN NULL; END "
    )


def _digest_of(text: str, digest: str) -> str:
    """SHA-256 is part of PostgreSQL; SM3 comes with its module pgcrypto."""
    if digest == SHA256:
        return f"encode(sha256(convert_to({text}, 'UTF8')), 'hex')"
    return f"encode(digest(convert_to({text}, 'UTF8'), '{digest}'), 'hex')"


def _entry() -> str:
    return (
        f"{_begin('audit_entry')}"
        f"IF NEW.writing <> act::bigint THEN {_raise(wording.foreign_entry('audit_entry'))} END IF; "
        'INSERT INTO "audit_waiting" ("writing") VALUES (NEW.writing) ON CONFLICT DO NOTHING; RETURN NEW; END '
    )
