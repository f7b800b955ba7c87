"""How the database is told of an act: in the message that begins the transaction, and for no longer than that."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from luoshi.audit.actions import Act, record, writing
from luoshi.audit.models import Entry
from luoshi.rules.actors import operator

AT = datetime(2023, 2, 8, 4, tzinfo=UTC)
BY = operator("test")
ASKED = {"postgresql": "SELECT current_setting('luoshi.writing', true)", "sqlite": "SELECT luoshi_writing()"}


def told() -> object:
    with connection.cursor() as cursor:
        cursor.execute(ASKED[connection.vendor])
        return cursor.fetchone()[0] or None


@pytest.mark.django_db(transaction=True)
def test_the_database_knows_of_an_act_while_it_is_open() -> None:
    with writing():
        record(Act("audit.try", "nothing", 1, "", {}), by=BY, at=AT)
        assert int(str(told())) == Entry.objects.get().writing
    assert told() is None


@pytest.mark.django_db(transaction=True)
def test_an_act_that_breaks_off_leaves_nothing() -> None:
    def break_off() -> None:
        with writing():
            record(Act("audit.try", "nothing", 1, "", {}), by=BY, at=AT)
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        break_off()
    assert told() is None
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_act_within_a_transaction_that_goes_on_is_told_of_and_over() -> None:
    with transaction.atomic():
        assert not Entry.objects.exists()
        for subject in (1, 2):
            with writing():
                record(Act("audit.try", "nothing", subject, "", {}), by=BY, at=AT)
                assert told() is not None
            assert told() is None
    assert Entry.objects.values("writing").distinct().count() == 2
