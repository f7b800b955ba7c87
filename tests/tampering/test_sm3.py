"""A log kept with SM3 (GB/T 32905) on either database: the triggers digest with it, and what is bent is found."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from luoshi.audit.actions.protecting import install
from luoshi.audit.actions.sealing import seal_all
from luoshi.audit.models import Entry, Shape, Touch, Waiting
from luoshi.audit.tests.lifting import lifted
from luoshi.audit.triggers.standing import differences
from luoshi.audit.verifying import Checked, verify
from luoshi.org.models import Unit
from luoshi.org.tests.small_city import SmallCity
from luoshi.rules.digests import SM3

AT = datetime(2022, 6, 20, 2, 0, tzinfo=UTC)
KNOWN = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def has_sm3() -> bool:
    """Whether this PostgreSQL's pgcrypto knows SM3: it asks OpenSSL."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pgcrypto")
            cursor.execute("SELECT encode(digest(convert_to('abc', 'UTF8'), 'sm3'), 'hex')")
            return bool(cursor.fetchone()[0] == KNOWN)
    except DatabaseError:
        return False


@pytest.fixture
def city(db: None, settings: Settings, tmp_path: Path) -> SmallCity:
    """A city founded in an empty database whose log is kept with SM3 from its first entry."""
    if connection.vendor == "postgresql" and not has_sm3():
        pytest.skip("this PostgreSQL has no pgcrypto with SM3")
    settings.AUDIT_DIGEST, settings.AUDIT_FOLDER = SM3, tmp_path / "audit"
    with lifted():
        for model in (Touch, Shape):
            model.objects.all().delete()
    install()
    return SmallCity()


def test_triggers_digest_with_sm3_and_the_check_agrees(city: SmallCity) -> None:
    assert differences() == []
    seal_all(at=AT)
    assert (Waiting.objects.count(), list(verify(Checked()))) == (0, [])
    assert all(len(touch.digest) == 64 for touch in Touch.objects.exclude(operation="D"))


def test_what_is_bent_behind_the_triggers_is_found(city: SmallCity) -> None:
    seal_all(at=AT)
    with lifted():
        Unit.objects.filter(code="north").update(title="另一个旗")
        Entry.objects.filter(pk=Entry.objects.earliest("pk").pk)._raw_delete("default")
    assert {fault.table for fault in verify(Checked())} >= {"org_unit"}
    assert any(fault.kind in {"removed", "missing"} for fault in verify(Checked()))
