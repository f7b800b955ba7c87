"""What every write shares: the conditional update, the version it leaves, the audit entry."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime

from luoshi.audit.actions import Act
from luoshi.audit.actions import record as leave_entry
from luoshi.org.models import Unit
from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.packs.queries import register as declared
from luoshi.registers.actions.holding import hold_counted
from luoshi.registers.actions.pooling import draw_again, in_pools
from luoshi.registers.found_by import found_by
from luoshi.registers.models import Record, Version, VersionKind
from luoshi.registers.policies import check_stands
from luoshi.registers.queries import in_force, visible_to
from luoshi.registers.values import FieldProblem, Invalid, Kept
from luoshi.rules.actors import Actor
from luoshi.rules.names import normal_key
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.statements.inserting import Insert

VERSION = Insert(Version)
SUBJECT = "record"
KEY_LENGTH = 400
STANDING = ("unit_id", "lead_id", "parent_id", "label", "period", "state", "due", "data", "reached", "reopened")


def label_of(register: Register, data: Mapping[str, Kept]) -> str:
    """What a record is called in lists, cut to the column."""
    return str(data.get(register.label, ""))[:200]


def key_of(register: Register, data: Mapping[str, Kept]) -> str:
    """The identity across units: the key fields, normalised; empty where the register has no key."""
    parts = [normal_key(str(data.get(name, ""))) for name in register.key]
    if not parts:
        return ""
    if not all(parts):
        blank = next(register.fields[name] for name, part in zip(register.key, parts, strict=True) if not part)
        why = Text("是编号的一部分，不能为空", "is part of the key and cannot be blank")
        raise Invalid((FieldProblem(blank.id, blank.title, why, Text("请填写。", "Fill it in.")),))
    whole = "|".join(part.replace("|", "||") for part in parts)
    if len(whole) <= KEY_LENGTH:
        return whole
    mark = hashlib.sha256(whole.encode()).hexdigest()
    return f"{whole[: KEY_LENGTH - len(mark) - 1]}#{mark}"


def check_references(register: Register, data: Mapping[str, Kept], known: Mapping[int, str] | None = None) -> None:
    """Refuse references to units and records that do not exist, or to records of another register.

    One query for the units, one for the ids that `known` does not tell the register of.
    """
    refs = [field for field in register.fields.values() if field.type is FieldType.REF and field.id in data]
    units = [field for field in register.fields.values() if field.type is FieldType.UNIT and field.id in data]
    found = known or {}
    unknown = {int(data[field.id]) for field in refs} - found.keys()
    if unknown:
        found = {**found, **registers_of(unknown)}
    dangling = [field for field in refs if found.get(int(data[field.id])) != field.to]
    if units:
        standing = set(Unit.objects.filter(pk__in=[data[field.id] for field in units]).values_list("pk", flat=True))
        dangling += [field for field in units if data[field.id] not in standing]
    if dangling:
        raise Invalid(tuple(_dangling(field) for field in dangling))


def check_may_refer(by: Actor, register: Register, entered: Mapping[str, Kept | None]) -> None:
    """Refuse to point to a record the person may not see: its name would be shown. One query for each reference.

    To them it does not exist, and the refusal says no more.
    """
    refs = [field for field in register.fields.values() if field.type is FieldType.REF]
    given = [(field, target) for field in refs if (target := entered.get(field.id)) is not None]
    hidden = [
        field for field, target in given if not visible_to(by, in_force(field.to)[0]).filter(pk=target).exists()
    ]
    if hidden:
        raise Invalid(tuple(_dangling(field) for field in hidden))


def registers_of(ids: Collection[int]) -> dict[int, str]:
    """The register of each record that exists, by id. One query for 500 ids."""
    found: dict[int, str] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), 500):
        some = Record.objects.filter(pk__in=wanted[start : start + 500])
        found |= dict(some.values_list("pk", "register"))
    return found


def _dangling(field: Field) -> FieldProblem:
    return FieldProblem(
        field.id,
        field.title,
        Text("所指的记录或单位不存在", "points to a record or unit that does not exist"),
        Text("请从列表中选择，或先登记。", "Choose one from the list, or enter it first."),
    )


def version_of(
    record: Record, kind: VersionKind, *, by: Actor, at: datetime, changed: list[str], reason: str = ""
) -> Version:
    """The unsaved version of a record as it now stands."""
    return Version(
        county=record.county,
        register=record.register,
        record=record,
        revision=record.revision,
        kind=kind,
        pack_version_id=record.pack_version_id,
        changed=changed,
        reason=reason,
        by_account=by.account_id,
        by_name=by.name,
        at=at,
        **{name: getattr(record, name) for name in STANDING},
    )


def act_of(record: Record, name: str, changed: list[str], **facts: object) -> Act:
    """The audit act of a write: which revision, what the changed fields became."""
    now = {field: record.data.get(field) for field in changed if field in record.data}
    payload = {"register": record.register, "revision": record.revision, "changed": changed, "now": now, **facts}
    return Act(f"registers.{name}", SUBJECT, record.pk, record.county, payload)


def write_again(
    record: Record, kind: VersionKind, *, by: Actor, at: datetime, changed: list[str], reason: str
) -> None:
    """Write a changed record only if nobody wrote it since it was read; then its version.

    The condition is in the UPDATE itself, so it holds on SQLite and PostgreSQL alike. The caller holds the
    transaction. Two statements, and what the pools it takes from and the guards that count it need.
    """
    values = {name: getattr(record, name) for name in STANDING} | {
        "due_provisional": record.due_provisional,
        "due_calendar": record.due_calendar,
        "key": record.key,
        "found_by": found_by(declared(record.register, record.pack_version_id), record.label, record.data),
        "pack_version_id": record.pack_version_id,
        "withdrawn_at": record.withdrawn_at,
        "revision": record.revision + 1,
        "updated_at": at,
    }
    hold_counted([record])
    if Record.objects.still_at(record).update(**values) != 1:
        raise overtaken(record)
    record.revision += 1
    record.updated_at = at
    VERSION.send(version_of(record, kind, by=by, at=at, changed=changed, reason=reason))
    if kind is VersionKind.REPUBLISHED or in_pools(record):
        draw_again(record)


def check_seen(record: Record, revision: int | None) -> None:
    """Refuse a write by somebody who looked at another revision than the present one."""
    if revision is not None and revision != record.revision:
        record.revision = revision
        raise overtaken(record)


def hold_as_seen(record: Record) -> None:
    """Hold a record until the end of the transaction, if nobody has written it since it was read. One query."""
    seen = Record.objects.still_at(record).select_for_update(no_key=True)
    if not list(seen.values_list("pk", flat=True)):
        raise overtaken(record)


def overtaken(record: Record) -> Refused:
    """The refusal of a write based on an older revision, naming who wrote in between and what; raised for a record
    that was taken back."""
    check_stands(record)
    newer = Version.objects.filter(record=record, revision__gt=record.revision).order_by("revision")
    who = list(dict.fromkeys(version.by_name for version in newer))
    fields = declared(record.register, record.pack_version_id).fields
    changed = dict.fromkeys(name for version in newer for name in version.changed if name in fields)
    zh, en = (
        "、".join(fields[name].title.zh for name in changed),
        ", ".join(fields[name].title.en for name in changed),
    )
    return Refused(
        "registers.overtaken",
        reason=Text(
            f"您打开后，{'、'.join(who)} 已修改了这条记录{f'（{zh}）' if zh else ''}。",
            f"{', '.join(who)} changed this record after you opened it{f' ({en})' if en else ''}.",
        ),
        remedy=Text(
            "请刷新查看差异后再保存；您的内容没有覆盖对方。", "Reload to see the difference; nothing was overwritten."
        ),
        where=record.number,
    )


def leave_trace(record: Record, name: str, changed: list[str], *, by: Actor, at: datetime, **facts: object) -> None:
    """The audit entry of a write."""
    leave_entry(act_of(record, name, changed, **facts), by=by, at=at)
