"""Generated records by the million, written past the rules of entry: the same on SQLite and PostgreSQL."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

from django.db import connection, transaction

from luoshi.audit.actions import Act, record, writing
from luoshi.audit.tests.lifting import lifted
from luoshi.org.models import Placement, Unit, UnitKind
from luoshi.packs.actions import publish
from luoshi.packs.declarations import Register
from luoshi.packs.load import load
from luoshi.packs.queries import register as declared
from luoshi.registers.found_by import found_by
from luoshi.rules.actors import operator

PACK = Path(__file__).parent / "bench"
REGISTER = "bench.work"
UNITS = 100
BATCH = 10_000
Row = tuple[int | str | bool | datetime, ...]
CITY = "150500"
AT = datetime(2022, 12, 31, 9, tzinfo=UTC)
SINCE = date(2000, 1, 1)
RECORD = (
    *(
        "id",
        "county",
        "register",
        "pack_version_id",
        "unit_id",
        "lead_id",
        "prefix",
        "label",
        "key",
        "period",
        "state",
        "found_by",
        "adopted_from",
    ),
    *("due_provisional", "due_calendar", "data", "reached", "revision", "created_at", "updated_at", "reopened"),
)
VERSION = (
    *("county", "register", "record_id", "revision", "pack_version_id", "unit_id", "lead_id", "label"),
    *("period", "state", "data", "reached", "reopened"),
)


def fill(rows: int) -> None:
    """Units, the published pack, the records and their first versions; by the million without the triggers."""
    with writing():
        units = _units()
        _note("units")
    version = publish(pack=load(PACK), by=operator("bench"), at=AT)
    with lifted(), writing():
        register = declared(REGISTER, version.pk)  # read before the rows are copied: nothing else is asked meanwhile
        _enter(_records(rows, units, register, version.pk))
        _leave_versions("created", "id > 0")
        _note("records")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval('registers_record_id_seq', %s)", [rows])
            cursor.execute("VACUUM registers_record")


def _enter(records: Iterator[Row]) -> None:
    names = ", ".join(RECORD)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY registers_record ({names}) FROM STDIN") as copy:
                for record in records:
                    copy.write_row(record)
            return
        marks = ", ".join(["%s"] * len(RECORD))
        while batch := list(islice(records, BATCH)):
            cursor.executemany(f"INSERT INTO registers_record ({names}) VALUES ({marks})", batch)


def change_one_percent() -> None:
    """Every hundredth record gets a second version."""
    with writing(), connection.cursor() as cursor:
        cursor.execute("UPDATE registers_record SET revision = revision + 1 WHERE id % 100 = 0")
        _leave_versions("corrected", "id % 100 = 0")
        _note("changes")


def _note(what: str) -> None:
    record(Act("bench.fill", "bench", 0, CITY, {"what": what}), by=operator("bench"), at=AT)


def _leave_versions(kind: str, which: str) -> None:
    """The change log's side of what was written to the records."""
    same = ", ".join("id" if name == "record_id" else name for name in VERSION)
    columns = ", ".join([*VERSION, "kind", "changed", "reason", "by_account", "by_name", "at"])
    xid = ", (pg_current_xact_id()::text::bigint)" if connection.vendor == "postgresql" else ", 0"
    values = f"'{kind}', '[]', '', 1, 'bench', updated_at{xid}"
    with transaction.atomic(), connection.cursor() as cursor:
        into = f"INSERT INTO registers_version ({columns}, xid)"
        cursor.execute(f"{into} SELECT {same}, {values} FROM registers_record WHERE {which}")


def _units() -> list[int]:
    """A city and the units below it, placed since ever."""
    city = _unit("c", UnitKind.CITY, "/")
    below = [_unit(f"u{number}", UnitKind.BUREAU, city.path) for number in range(UNITS)]
    Placement.objects.create(unit=city, parent=None, valid_from=SINCE)
    Placement.objects.bulk_create([Placement(unit=unit, parent=city, valid_from=SINCE) for unit in below])
    return [unit.pk for unit in below]


def _unit(code: str, kind: UnitKind, above: str) -> Unit:
    unit = Unit.objects.create(code=code, title=code, kind=kind, county=CITY, path=code, valid_from=SINCE)
    unit.path = f"{above}{unit.pk}/"
    unit.save(update_fields=["path"])
    return unit


def _records(rows: int, units: list[int], register: Register, version: int) -> Iterator[Row]:
    for number in range(1, rows + 1):
        unit = units[number % UNITS]
        signed = date(2021, 7, 1) + timedelta(days=number % 600)
        reached = {"open": "2021-01-01", "signed": signed.isoformat()}
        if number % 3 == 0:
            reached["filed"] = (signed + timedelta(days=30)).isoformat()
        state = next(reversed(reached))
        data = _data(number)
        words = found_by(register, f"work {number}", data)
        standing = (CITY, REGISTER, version, unit, unit, "BM", f"work {number}", "", "", state, words, "", False, "")
        yield (number, *standing, json.dumps(data), json.dumps(reached), 1, AT, AT, 0)


def _data(number: int) -> dict[str, str | int | bool]:
    return {
        "name": f"work {number}",
        "amount": f"{number * 7919 % 50000}.{number % 99 + 1:02d}",
        "land": f"{number % 400}.5",
        "jobs": number % 90,
        "mode": ("scene", "chain")[number % 2],
        "green": number % 5 == 0,
        "seen": (date(2022, 1, 1) + timedelta(days=number % 365)).isoformat(),
        "place": f"beside road {number % 1000}, some way out of town",
    }
