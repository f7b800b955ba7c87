"""Eight ways to write a row: inside an act each leaves its touch, outside each is refused by the database itself."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from luoshi.audit.actions import Act, record, writing
from luoshi.audit.models import Entry, Shape, Touch
from luoshi.audit.tests.lifting import an_act
from luoshi.org.models import UnitGroup
from luoshi.rules.actors import operator

pytestmark = pytest.mark.django_db

TABLE = UnitGroup._meta.db_table
Way = Callable[[UnitGroup], object]


def execute(statement: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def renamed(group: UnitGroup) -> UnitGroup:
    group.title_zh = "十个旗县市区"
    return group


WAYS: dict[str, tuple[str, Way]] = {
    "create": ("I", lambda _: UnitGroup.objects.create(code="b", title_zh="乙", title_en="B")),
    "save": ("U", lambda group: renamed(group).save()),
    "update": ("U", lambda group: UnitGroup.objects.filter(pk=group.pk).update(title_zh="丙")),
    "bulk create": ("I", lambda _: UnitGroup.objects.bulk_create([UnitGroup(code="c", title_zh="丙", title_en="C")])),
    "bulk update": ("U", lambda group: UnitGroup.objects.bulk_update([renamed(group)], ["title_zh"])),
    "raw update": ("U", lambda group: execute(f"UPDATE {TABLE} SET title_zh = '丁' WHERE id = %s", group.pk)),
    "raw delete": ("D", lambda group: execute(f"DELETE FROM {TABLE} WHERE id = %s", group.pk)),
    "delete": ("D", lambda group: group.delete()),
}


@pytest.fixture
def group() -> UnitGroup:
    """A row of a protected table."""
    with an_act():
        return UnitGroup.objects.create(code="a", title_zh="八个旗县市区", title_en="Eight counties")


@pytest.mark.parametrize("way", WAYS)
def test_inside_an_act_it_is_recorded(group: UnitGroup, way: str) -> None:
    operation, write = WAYS[way]
    before = Touch.objects.count()
    with writing():
        write(group)
        entry = record(Act("audit.try", "nothing", 1, "", {}), by=operator("t"), at=datetime(2023, 2, 8, tzinfo=UTC))
    (touch,) = Touch.objects.order_by("pk")[before:]
    assert (touch.operation, touch.writing, bool(touch.digest)) == (operation, entry.writing, operation != "D")
    assert Shape.objects.get(pk=touch.shape).table == TABLE


@pytest.mark.parametrize("way", WAYS)
def test_outside_an_act_it_is_refused(group: UnitGroup, way: str) -> None:
    before = list(UnitGroup.objects.values_list()), Touch.objects.count()
    with pytest.raises(DatabaseError, match=f"{TABLE} is protected"), transaction.atomic():
        WAYS[way][1](group)
    assert (list(UnitGroup.objects.values_list()), Touch.objects.count()) == before


@pytest.mark.parametrize("way", WAYS)
def test_after_an_act_in_the_same_transaction_it_is_refused(group: UnitGroup, way: str) -> None:
    with transaction.atomic():
        with an_act():
            UnitGroup.objects.create(code="z", title_zh="癸", title_en="Z")
        with pytest.raises(DatabaseError, match="is protected"), transaction.atomic():
            WAYS[way][1](group)


def test_what_only_grows_is_neither_changed_nor_removed_even_in_an_act(group: UnitGroup) -> None:
    with writing():
        record(Act("audit.try", "nothing", 1, "", {}), by=operator("t"), at=datetime(2023, 2, 8, tzinfo=UTC))
    for statement in ("UPDATE audit_entry SET act = 'x'", "DELETE FROM audit_entry", "DELETE FROM audit_touch"):
        with pytest.raises(DatabaseError, match="only grows"), an_act():
            execute(statement)
    assert Entry.objects.count() == 1


def test_a_key_never_changes(group: UnitGroup) -> None:
    with pytest.raises(DatabaseError, match="key of a row"), an_act():
        execute(f"UPDATE {TABLE} SET id = 77 WHERE id = %s", group.pk)


def test_an_entry_belongs_to_the_act_that_is_open(group: UnitGroup) -> None:
    with an_act():
        entry = Entry(
            county="", at=datetime(2023, 2, 8, tzinfo=UTC), act="a", subject_kind="k", subject_id=1, by_account=0,
            by_name="t", canonical="{}", digest="0", writing=5,
        )  # fmt: skip
        with pytest.raises(DatabaseError, match="does not belong"), transaction.atomic():
            entry.save()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_no_protected_table_is_emptied(group: UnitGroup) -> None:
    for table in (TABLE, "audit_entry", "audit_touch"):
        with pytest.raises(DatabaseError, match="never emptied"), an_act():
            execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL keeps its file to itself")
@pytest.mark.django_db(transaction=True)
def test_another_program_is_refused_by_the_file(group: UnitGroup) -> None:
    import sqlite3

    with pytest.raises(sqlite3.OperationalError, match="no such function: luoshi_writing"):
        sqlite3.connect(connection.settings_dict["NAME"]).execute(f"DELETE FROM {TABLE}")
