"""The database and the people of `bench.filing`: many filings already there, officers who may add more."""

import json
import sys
from datetime import date
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

OFFICERS = 8
SINCE = date(2020, 1, 1)


def prepare(rows: int) -> list[dict[str, str]]:
    """Fill the tables; for each officer, what the form says beside the fields. Minutes for millions."""
    from bench.works import filling
    from luoshi.audit.actions import unwritten, writing
    from luoshi.audit.tests.lifting import lifted

    filling.fill(rows)
    with lifted(), writing():
        unwritten()
        _enter_entries()
    with writing():
        unwritten()
        return _officers()


def _officers() -> list[dict[str, str]]:
    from django.contrib.auth.hashers import make_password

    from bench.works.clients import PASSWORD
    from luoshi.org.models import Post, Unit
    from luoshi.people.models import Account
    from luoshi.rules.actors import Role

    units = list(Unit.objects.filter(kind="bureau").order_by("pk")[:OFFICERS])
    secret, now = make_password(PASSWORD), timezone.now()
    for number, unit in enumerate(units):
        officer = Account.objects.create(
            username=f"officer{number}", display_name=f"officer {number}", created_at=now, password=secret
        )
        Post.objects.create(account=officer, unit=unit, role=Role.BUREAU_OFFICER, valid_from=SINCE)
    return [{"unit-of-record": str(unit.pk)} for unit in units]


def _enter_entries() -> None:
    """An audit entry for each record, as filing it would have left."""
    from luoshi.audit.opening import HELD

    columns = (
        "county, at, act, subject_kind, subject_id, by_account, by_name, on_behalf_of, canonical, digest, writing"
    )
    act = f"'generated', {getattr(connection, HELD)}"
    values = f"county, created_at, 'registers.create', 'record', id, 1, 'bench', '', label, {act}"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO audit_entry ({columns}) SELECT {values} FROM registers_record")
        cursor.execute("ANALYZE")


def counted() -> dict[str, int]:
    """How many rows stand in the tables a filing writes to."""
    from luoshi.audit.models import Entry
    from luoshi.registers.models import Record, Version

    tables = {"records": Record, "versions": Version, "entries": Entry}
    return {name: int(model._default_manager.count()) for name, model in tables.items()}


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    django.setup()
    settings.DEBUG = False
    if sys.argv[1] == "fill":
        call_command("migrate", verbosity=0)
        told: object = prepare(int(sys.argv[2]))
    else:
        told = counted()
    connection.close()
    print(json.dumps(told))


if __name__ == "__main__":
    main()
