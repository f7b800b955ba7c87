"""Statements made once write and read what Django itself does, on both databases."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from luoshi.audit.models import Entry
from luoshi.audit.tests.lifting import lifted
from luoshi.org.models import Unit
from luoshi.people.models import Account
from luoshi.registers.actions import Submitted, create
from luoshi.registers.models import Clock, Identity, Record, Submission, Version
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.statements.inserting import Insert
from luoshi.statements.prepared import is_quick, rows
from luoshi.statements.reading import ByKey
from luoshi.statements.together import together

pytestmark = pytest.mark.django_db
OTHER: dict[type[Model], dict[str, Any]] = {
    Record: {"label": "“引号” \\ 与 emoji 🚧\t", "data": {"名称": "a'b", "数": 1.5, "空": None}, "reached": {}},
    Version: {"revision": 77, "reason": "另一次", "changed": ["名称"]},
    Identity: {"key": "another key"},
    Clock: {"clock": "another"},
    Entry: {"canonical": '{"a":"b"}', "at": datetime(1999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)},
    Submission: {"key": "another"},
}
"""For each model that filings insert, what makes a second row of it, and one that is awkward to write."""


@pytest.fixture
def works(small_works: SmallWorks) -> SmallWorks:
    return small_works


def rows_of(model: type[Model], pk: int) -> dict[str, Any]:
    """A row as the database has it, without its key."""
    columns = [str(field.column) for field in model._meta.local_concrete_fields if not field.primary_key]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM {model._meta.db_table} WHERE id = %s", [pk])
        (found,) = cursor.fetchall()
    return dict(zip(columns, found, strict=True))


def fill(works: SmallWorks) -> None:
    """At least one row of each model."""
    site = works.site()
    create(
        "works.plan",
        {"name": "交两次的"},
        unit=site.unit,
        by=works.planner,
        at=NOW,
        submitted=Submitted("k", "0f" * 32),
    )


@pytest.mark.parametrize("model", OTHER, ids=lambda model: model.__name__)
@pytest.mark.parametrize("sent", [True, False], ids=["sent", "saved"])
def test_a_row_is_written_as_save_writes_it(works: SmallWorks, model: type[Model], sent: bool) -> None:
    fill(works)
    some = model._default_manager.order_by("-pk").first()
    assert some is not None, f"the small works have no {model.__name__}"
    ours, theirs = model._default_manager.get(pk=some.pk), model._default_manager.get(pk=some.pk)
    for each in (ours, theirs):
        each.pk = None
        each._state.adding = True
        for name, value in OTHER[model].items():
            setattr(each, name, value)
    insert = Insert(model)
    with lifted(), transaction.atomic():
        point = transaction.savepoint()
        theirs.save(force_insert=True)
        expected = rows_of(model, theirs.pk)
        transaction.savepoint_rollback(point)
        (insert.send if sent else insert.save)(ours)
        written = rows_of(model, ours.pk or model._default_manager.order_by("-pk").values_list("pk", flat=True)[0])
    assert written == expected


def test_a_row_is_read_as_get_reads_it(works: SmallWorks) -> None:
    for model in (Unit, Account):
        pk = model._default_manager.order_by("-pk").values_list("pk", flat=True)[0]
        expected = model._default_manager.get(pk=pk)
        found = ByKey(model).one(pk)
        assert found is not None
        assert (found.__dict__ | {"_state": 0}) == (expected.__dict__ | {"_state": 0})
        assert found._state.adding is False
    assert ByKey(Unit).one(0) is None


def unwatched(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """What a statement answers past Django's cursor, which must be the way it goes."""
    assert is_quick(connection, sql)
    return rows(sql, values)


@pytest.mark.parametrize("name", ["“引号” \\ 100% 🚧", "a'b", ""])
def test_a_watched_statement_answers_alike(works: SmallWorks, name: str) -> None:
    with lifted():
        Unit.objects.filter(pk=works.site().unit_id).update(title=name)
    sql = "SELECT id, title, valid_from, valid_to, '%%' FROM org_unit WHERE title = %s AND id > %s ORDER BY id"
    values = [name, 0]
    found = unwatched(sql, *values)
    assert found
    assert found[0][1] == name
    with CaptureQueriesContext(connection) as seen:
        assert [tuple(row) for row in rows(sql, values)] == found
    assert len(seen) == 1


def test_a_statement_that_failed_undoes_its_transaction_and_can_be_sent_again(works: SmallWorks) -> None:
    columns = "account, key, digest, record_id, outcome, at"
    sql = f"INSERT INTO registers_submission ({columns}) VALUES (%s, %s, %s, %s, %s, %s)"
    record = works.site()
    values = [1, "once", "d", record.pk, "created", connection.ops.adapt_datetimefield_value(NOW)]
    with transaction.atomic():
        unwatched(sql, *values)
    with pytest.raises(IntegrityError), transaction.atomic():
        unwatched(sql, *values)
    with transaction.atomic():
        unwatched(sql, 2, *values[1:])
    assert Submission.objects.filter(key="once").count() == 2


def test_an_error_of_what_was_sent_together_is_raised_at_its_end_as_djangos(works: SmallWorks) -> None:
    fill(works)
    again = Identity.objects.all()[0]
    again.pk = None
    later = Submission(account=9, key="later", digest="d", record_id=again.record_id, outcome="created", at=NOW)

    def both() -> None:
        with transaction.atomic(), together():
            Insert(Identity).send(again)
            if connection.vendor == "postgresql":  # goes out before the first answer has come
                Insert(Submission).send(later)

    with lifted(), pytest.raises(IntegrityError):
        both()
    assert not Submission.objects.filter(key="later").exists()
