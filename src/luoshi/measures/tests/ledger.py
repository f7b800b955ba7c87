"""A small ledger to measure: one declared register, and records written past the rules of entry, fast."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from luoshi.audit.tests.lifting import an_act
from luoshi.org.models import Unit
from luoshi.packs.declarations import Field, FieldType, Lifecycle, Move, Party, PersonalClass, Register, State
from luoshi.packs.models import PackVersion
from luoshi.registers.models import Record, Version
from luoshi.rules.texts import Text

AT = dt.datetime(2022, 12, 31, 9, tzinfo=dt.UTC)
KEPT = (
    "county",
    "register",
    "revision",
    "pack_version",
    "unit",
    "lead",
    "parent",
    "label",
    "state",
    "data",
    "reached",
    "reopened",
)


def text(words: str) -> Text:
    """The same words in both languages; tests do not read them."""
    return Text(words, words)


def a_field(name: str, kind: FieldType, **more: Any) -> Field:
    """A field titled as it is named."""
    return Field(name, text(name), kind, **more)


FIELDS = (
    a_field("name", FieldType.TEXT),
    a_field("amount", FieldType.MONEY, unit="万元"),
    a_field("mode", FieldType.CHOICE, options={"scene": text("scene"), "chain": text("chain")}),
    a_field("investor", FieldType.REF, to="trial.deal"),
    a_field("public", FieldType.YESNO),
    a_field("signed_on", FieldType.DATE),
    a_field("phone", FieldType.TEXT, personal=PersonalClass.GENERAL),
)
LIFECYCLE = Lifecycle(
    {name: State(name, text(name), end=name == "done") for name in ("open", "signed", "done")},
    "open",
    {"sign": Move("sign", text("sign"), ("open",), "signed", Party.LEAD)},
)


def a_register(**more: Any) -> Register:
    """A register of deals with a field of every type."""
    declared: dict[str, Any] = {
        "pack": "trial",
        "id": "deal",
        "title": text("deal"),
        "purpose": text("to try"),
        "owner": "nobody",
        "prefix": "TR",
        "fields": {field.id: field for field in FIELDS},
        "label": "name",
        "lifecycle": LIFECYCLE,
    }
    return Register(**(declared | more))


DEAL = a_register()


@an_act()
def a_unit(code: str, *, kind: str = "county", above: Unit | None = None) -> Unit:
    """A unit placed in the tree, without the rules of the organisation."""
    unit = Unit.objects.create(
        code=code, title=code, kind=kind, county=code[:12], path=code, valid_from=dt.date(2000, 1, 1)
    )
    unit.path = f"{above.path if above else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    return unit


@an_act()
def a_pack_version() -> PackVersion:
    """Some published version to hang records on."""
    told = {"version": "1", "canonical": "{}", "sha256": "0" * 64, "published_at": AT, "published_by": 1}
    found, _ = PackVersion.objects.get_or_create(id=1, pack="trial", number=1, defaults=told)
    return found


@an_act()
def enter(rows: Iterable[Mapping[str, Any]], unit: Unit, *, register: str = "trial.deal") -> list[Record]:
    """Records with their first version; a row is a record's data, `reached` apart."""
    pack_version = a_pack_version()
    records = [_record(dict(row), unit, register, pack_version) for row in rows]
    Record.objects.bulk_create(records, batch_size=500)
    Version.objects.bulk_create([_version(record, "created") for record in records], batch_size=500)
    return records


@an_act()
def correct(record: Record, **changed: Any) -> Record:
    """A further version of a record; a value None makes the field blank."""
    data = {**record.data, **changed}
    record.data = {name: value for name, value in data.items() if value is not None}
    record.revision += 1
    record.save()
    _version(record, "corrected").save()
    return record


@an_act()
def erase(record: Record) -> None:
    """The tombstone a retention rule leaves."""
    record.revision += 1
    record.data = {}
    record.save()
    _version(record, "erased").save()


def _record(row: dict[str, Any], unit: Unit, register: str, pack_version: PackVersion) -> Record:
    reached = row.pop("reached", {})
    return Record(
        county=unit.county,
        register=register,
        pack_version=pack_version,
        unit=unit,
        lead=unit,
        prefix="TR",
        label=str(row.get("name", ""))[:200],
        state=next(reversed(reached), "open"),
        data=row,
        reached=reached,
        created_at=AT,
        updated_at=AT,
    )


def _version(record: Record, kind: str) -> Version:
    """A version with copies of the JSON values, so that a later change of the record does not reach it."""
    values = {name: getattr(record, name) for name in KEPT}
    values |= {name: json.loads(json.dumps(values[name])) for name in ("data", "reached")}
    return Version(record=record, kind=kind, by_account=1, by_name="t", at=AT, **values)
