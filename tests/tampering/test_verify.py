"""`verify` names what somebody who owns the database has bent, whichever table, whichever way."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models
from pytest_django import Settings

from luoshi.audit.actions.heads import head_now
from luoshi.audit.actions.sealing import seal_all
from luoshi.audit.headtext import SignedHead, read_head
from luoshi.audit.models import Entry, Leaf
from luoshi.audit.models import Shape as KnownShape
from luoshi.audit.protection import Shape, Table, protected
from luoshi.audit.tests.lifting import an_act, lifted
from luoshi.audit.triggers.shapes import shape_id
from luoshi.audit.verifying import Checked, Fault, verify
from luoshi.registers.actions import correct
from luoshi.registers.tests.small_works import NOW, SmallWorks

pytestmark = pytest.mark.django_db

AT = datetime(2023, 2, 8, tzinfo=UTC)
TABLES = [table for table in protected() if table.shape is not None]


@pytest.fixture
def log(small_works: SmallWorks, settings: Settings, tmp_path: Path) -> SmallWorks:
    """A small city at work, all of it sealed."""
    settings.AUDIT_FOLDER = tmp_path / "audit"
    site = small_works.site("东桥", permit_ok=True)
    correct(site, {"area": 8}, reason="实测", by=small_works.lead, at=NOW)
    seal_all(at=AT)
    return small_works


def found(heads: tuple[SignedHead, ...] = ()) -> list[Fault]:
    return list(verify(Checked(), heads=heads))


def execute(statement: str, *values: int | str) -> None:
    with lifted(), connection.cursor() as cursor:
        cursor.execute(
            "PRAGMA defer_foreign_keys = ON" if connection.vendor == "sqlite" else "SET CONSTRAINTS ALL DEFERRED"
        )
        cursor.execute(statement, values)


def some_row(table: str) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(id) FROM {table}")
        row = cursor.fetchone()
    return None if row is None else row[0]


def changed_column(table: Table) -> str:
    """A statement's part that changes some column to another value, without breaking a constraint."""
    model = next(each for each in apps.get_models() if each._meta.db_table == table.name)
    for field in model._meta.local_concrete_fields:
        if (
            isinstance(field, models.CharField)
            and not field.unique
            and not field.choices
            and field.max_length
            and field.max_length >= 40
        ):
            return f"\"{field.column}\" = 'bent'"
    for field in model._meta.local_concrete_fields:
        if isinstance(field, models.DateField | models.DateTimeField):
            return f"\"{field.column}\" = '1999-01-01 00:00:00'"
    raise LookupError(table.name)


def test_an_honest_log_has_no_fault(log: SmallWorks) -> None:
    assert found() == []


def test_each_kind_of_row_that_was_changed_or_removed_is_named(log: SmallWorks) -> None:
    tried = 0
    for table in TABLES:
        row = some_row(table.name)
        if row is None:
            continue
        tried += 1
        execute(f"UPDATE {table.name} SET {changed_column(table)} WHERE id = %s", row)
        assert ("changed", table.name, str(row)) in {(each.kind, each.table, each.row) for each in found()}, (
            table.name
        )
    assert tried >= 8


@pytest.mark.parametrize("table", ["registers_version", "registers_identity", "org_alias", "org_post"])
def test_a_row_that_was_removed_is_named_with_its_last_writer(log: SmallWorks, table: str) -> None:
    row = some_row(table)
    assert row is not None
    execute(f"DELETE FROM {table} WHERE id = %s", row)
    (fault,) = found()
    assert (fault.kind, fault.table, fault.row) == ("removed", table, str(row))
    assert "entry" in fault.told.en


def test_a_row_that_was_slipped_in_is_named(log: SmallWorks) -> None:
    execute("INSERT INTO org_unitgroup (id, code, title_zh, title_en) VALUES (9, 'x', '乙', 'B')")
    assert [(each.kind, each.table, each.row) for each in found()] == [("inserted", "org_unitgroup", "9")]


def test_a_row_that_was_removed_in_an_act_and_put_back_is_named(log: SmallWorks) -> None:
    from luoshi.org.models import UnitGroup

    with an_act():
        group = UnitGroup.objects.create(code="g", title_zh="甲", title_en="A")
    with an_act():
        UnitGroup.objects.filter(pk=group.pk).delete()
    execute(f"INSERT INTO org_unitgroup (id, code, title_zh, title_en) VALUES ({group.pk}, 'g', '甲', 'A')")
    assert "org_unitgroup" in {each.table for each in found() if each.kind == "inserted"}


BENDS: dict[str, tuple[str, str, str]] = {
    "entry: its text": ("UPDATE audit_entry SET canonical = '{}' WHERE id = 2", "changed", "audit_entry"),
    "entry: who": ("UPDATE audit_entry SET by_account = 99 WHERE id = 2", "changed", "audit_entry"),
    "entry: when": ("UPDATE audit_entry SET at = '1999-01-01 00:00:00' WHERE id = 2", "changed", "audit_entry"),
    "entry: digest": ("UPDATE audit_entry SET digest = 'ff' WHERE id = 2", "changed", "audit_entry"),
    "entry: removed": ("DELETE FROM audit_entry WHERE id = 2", "removed", "audit_entry"),
    "touch: digest": ("UPDATE audit_touch SET digest = 'ff' WHERE id = 2", "changed", "audit_touch"),
    "touch: row": ("UPDATE audit_touch SET row = 77 WHERE id = 2", "changed", "audit_touch"),
    "touch: removed": ("DELETE FROM audit_touch WHERE id = 2", "removed", "audit_touch"),
    "touch: moved to another act": ("UPDATE audit_touch SET writing = 1 WHERE id = 2", "removed", "audit_touch"),
    "leaf: text": ("UPDATE audit_leaf SET text = '{}' WHERE position = 1", "changed", "audit_leaf"),
    "leaf: hash": ("UPDATE audit_leaf SET hash = 'ff' WHERE position = 1", "changed", "audit_leaf"),
    "leaf: removed": ("DELETE FROM audit_leaf WHERE position = 1", "removed", "audit_leaf"),
    "leaf: the last removed": (
        "DELETE FROM audit_leaf WHERE position = (SELECT max(position) FROM audit_leaf)",
        "removed",
        "audit_leaf",
    ),
    "head: root": ("UPDATE audit_head SET root = 'ff'", "changed", "audit_head"),
    "shape": ("UPDATE audit_shape SET canonical = '[]'", "changed", "audit_shape"),
}


@pytest.mark.parametrize("bend", BENDS)
def test_a_bent_log_is_named(log: SmallWorks, bend: str) -> None:
    statement, kind, table = BENDS[bend]
    for name in ("audit_entry", "audit_touch"):
        first = some_first(name)
        statement = statement.replace("id = 2", f"id = {first + 1}") if name in statement else statement
    execute(statement)
    assert (kind, table) in {(each.kind, each.table) for each in found()}


def some_first(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT min(id) FROM {table}")
        return int(cursor.fetchone()[0])


def test_leaves_that_changed_places_are_named(log: SmallWorks) -> None:
    execute("UPDATE audit_leaf SET position = -1 WHERE position = 1")
    execute("UPDATE audit_leaf SET position = 1 WHERE position = 2")
    execute("UPDATE audit_leaf SET position = 2 WHERE position = -1")
    assert "rewritten" in {each.kind for each in found()}


def test_a_log_made_anew_by_somebody_with_the_key_is_found_by_a_head_kept_elsewhere(log: SmallWorks) -> None:
    kept = read_head(head_now(at=AT).text)
    first = Entry.objects.order_by("id").first()
    assert first is not None
    execute("DELETE FROM audit_touch WHERE writing = %s", first.writing)
    execute("DELETE FROM audit_entry WHERE writing = %s", first.writing)
    for table in ("audit_leaf", "audit_node", "audit_head"):
        execute(f"DELETE FROM {table}")
    execute("INSERT INTO audit_waiting (writing) SELECT DISTINCT writing FROM audit_entry")
    seal_all(at=AT)
    assert not {"audit_leaf", "audit_entry"} & {each.table for each in found()}
    assert {"removed", "rewritten"} & {each.kind for each in found((kept,))}


def test_a_missing_and_a_rewritten_trigger_are_named(log: SmallWorks) -> None:
    name = "luoshi_org_unitgroup_insert" if connection.vendor == "sqlite" else "luoshi_touch_org_unitgroup"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else " ON org_unitgroup"))
    assert [(each.kind, name in each.row) for each in found()] == [("trigger", True)]


def test_an_entry_that_was_slipped_in_behind_the_sealer_is_named(log: SmallWorks) -> None:
    leaf = Leaf.objects.get(position=0)
    entry = Entry.objects.filter(writing=leaf.writing).get()
    columns = "county, at, act, subject_kind, subject_id, by_account, by_name, on_behalf_of, canonical, digest"
    execute(
        f"INSERT INTO audit_entry ({columns}, writing) SELECT {columns}, 5 FROM audit_entry WHERE id = %s", entry.pk
    )
    assert [(each.kind, each.table) for each in found()] == [("inserted", "audit_entry")]


def test_a_column_that_a_later_version_adds_breaks_nothing_that_was_noted_before(log: SmallWorks) -> None:
    shape = next(table.shape for table in TABLES if table.name == "org_unit")
    assert shape is not None
    wider = Shape(shape.table, (*shape.columns, ("floor", "plain")))
    execute("ALTER TABLE org_unit ADD COLUMN floor integer DEFAULT 1")
    KnownShape.objects.create(id=shape_id(wider), table=wider.table, canonical=wider.canonical)
    row = some_row("org_unit")
    assert row is not None
    assert found() == []
    columns = "writing, shape, row, operation, digest"
    bent = f"SELECT writing, {shape_id(wider)}, row, 'U', 'ff' FROM audit_touch WHERE shape = {shape_id(shape)}"
    execute(f"INSERT INTO audit_touch ({columns}) {bent} AND row = {row}")
    assert ("changed", "org_unit", str(row)) in {(each.kind, each.table, each.row) for each in found()}
