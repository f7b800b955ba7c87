"""The transaction of an act, which ends only with an entry."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from luoshi.audit.actions import Act, record, unwritten, writing
from luoshi.audit.models import Entry
from luoshi.rules.actors import operator

pytestmark = pytest.mark.django_db

AT = datetime(2023, 2, 8, tzinfo=UTC)
BY = operator("tester")
ACT = Act("audit.try", "nothing", 1, "", {})


def test_an_act_ends_with_its_entry() -> None:
    with writing():
        record(ACT, by=BY, at=AT)
    assert Entry.objects.count() == 1


def test_an_act_without_entry_leaves_nothing() -> None:
    with pytest.raises(RuntimeError, match="without its audit entry"), writing(), writing():
        pass


def test_an_act_inside_another_is_told_for_both() -> None:
    with writing(), writing():
        record(ACT, by=BY, at=AT)
    assert Entry.objects.count() == 1


def test_an_entry_outside_an_act_is_refused() -> None:
    with pytest.raises(RuntimeError, match="open it with"), transaction.atomic():
        record(ACT, by=BY, at=AT)


def test_an_act_that_found_nothing_to_write_may_say_so() -> None:
    with writing():
        unwritten()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("text", ["", '"\\\n\t\u2028中', "\x01\x7f/", "1.50"])
@pytest.mark.parametrize("number", ["0", "-1.500", "123456789012345678.000001"])
def test_the_text_of_a_row_is_that_of_jsonb(text: str, number: str) -> None:
    """A row's text is written without making jsonb of it, and touches of before go on holding."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one way to write JSON")
    columns = "(%s::text, 7::bigint, %s::numeric, true, NULL::date, '2022-02-28'::date, "
    columns += "jsonb_build_object('b', %s::text, 'a', %s::numeric, 'c', jsonb_build_array(NULL, false)))::text"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT json_build_array{columns}, jsonb_build_array{columns}", [text, number] * 4)
        quick, whole = cursor.fetchone()
    assert quick == whole
