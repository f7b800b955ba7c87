"""The triggers on SQLite, each by its name and its text as the database keeps it."""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

from luoshi.audit.protection import Shape, Table
from luoshi.audit.triggers import wording
from luoshi.audit.triggers.shapes import quoted, row_text, shape_id

PREFIX = "luoshi_"
Wanted = dict[str, str]


def wanted(tables: list[Table]) -> Wanted:
    """Every trigger that should stand: name → statement."""
    return {name: text for table in tables for name, text in _of(table)}


def standing(connection: BaseDatabaseWrapper) -> Wanted:
    """Every trigger of ours that stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'luoshi!_%' ESCAPE '!'"
        )
        return dict(cursor.fetchall())


def renew(connection: BaseDatabaseWrapper, name: str, statement: str | None) -> None:
    """Put one trigger in place, or away."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS {quoted(name)}")
        if statement is not None:
            cursor.execute(statement)


def _of(table: Table) -> Iterator[tuple[str, str]]:
    if table.append_only:
        for event in ("UPDATE", "DELETE"):
            yield _trigger(table, f"keep_{event.lower()}", f"BEFORE {event}", _raise(wording.only_grows(table.name)))
    if table.shape is not None:
        yield from _touching(table, table.shape)
    if table.name == "audit_entry":
        yield _trigger(table, "own", "BEFORE INSERT", _entry_check())
        yield _trigger(table, "wait", "AFTER INSERT", _entry_wait())


def _touching(table: Table, shape: Shape) -> Iterator[tuple[str, str]]:
    yield _trigger(table, "insert", "AFTER INSERT", _note(table, shape, "I"))
    if table.append_only:
        return
    of = f" OF {', '.join(quoted(column) for column, _ in shape.columns)}" if table.free_columns else ""
    key = quoted(shape.primary)
    moved = f"SELECT RAISE(ABORT, '{wording.key_stays(table.name)}') WHERE NEW.{key} IS NOT OLD.{key};"
    yield _trigger(table, "update", f"AFTER UPDATE{of}", f"{moved} {_note(table, shape, 'U')}")
    yield _trigger(table, "delete", "AFTER DELETE", _note(table, shape, "D"))


def _trigger(table: Table, what: str, when: str, body: str) -> tuple[str, str]:
    name = f"{PREFIX}{table.name}_{what}"
    return name, f"CREATE TRIGGER {quoted(name)} {when} ON {quoted(table.name)} BEGIN {body} END"


def _raise(words: str) -> str:
    return f"SELECT RAISE(ABORT, '{words}');"


def _note(table: Table, shape: Shape, operation: str) -> str:
    row = "OLD" if operation == "D" else "NEW"
    digest = "''" if operation == "D" else f"luoshi_digest({row_text(shape, 'sqlite', of='NEW')})"
    act = f"coalesce(luoshi_writing(), RAISE(ABORT, '{wording.not_in_an_act(table.name)}'))"
    values = f"{act}, {shape_id(shape)}, {row}.{quoted(shape.primary)}, '{operation}', {digest}"
    return f'INSERT INTO "audit_touch" ("writing", "shape", "row", "operation", "digest") VALUES ({values});'


def _entry_check() -> str:
    return (
        f"SELECT RAISE(ABORT, '{wording.not_in_an_act('audit_entry')}') WHERE luoshi_writing() IS NULL; "
        f"SELECT RAISE(ABORT, '{wording.foreign_entry('audit_entry')}') WHERE NEW.writing IS NOT luoshi_writing();"
    )


def _entry_wait() -> str:
    return (
        'INSERT INTO "audit_waiting" ("writing") SELECT NEW.writing '
        'WHERE NOT EXISTS (SELECT 1 FROM "audit_waiting" WHERE "writing" = NEW.writing);'
    )
