"""Correcting a record: a new version with a reason; the old one stays."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from luoshi.audit.actions import writing
from luoshi.packs.queries import register as declared
from luoshi.registers.actions.creating import KeyTaken, checked_data
from luoshi.registers.actions.submitting import Submitted, keep_submission
from luoshi.registers.actions.writing import (
    check_may_refer,
    check_seen,
    key_of,
    label_of,
    leave_trace,
    write_again,
)
from luoshi.registers.auditing import check_audits_at_save
from luoshi.registers.blanks import merged
from luoshi.registers.locks import check_open
from luoshi.registers.models import Identity, Outcome, Record, VersionKind
from luoshi.registers.permissions import check_can_edit, check_can_fill
from luoshi.registers.policies import check_given, standing_of
from luoshi.registers.values import Kept
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.rules.texts import Text


def correct(
    record: Record,
    changes: Mapping[str, object],
    *,
    reason: str,
    by: Actor,
    at: datetime,
    revision: int | None = None,
    submitted: Submitted | None = None,
) -> Record:
    """Change fields, with the reason; a blank value clears a field. Nothing changed is not a version.

    `revision` is the one the person looked at; when the record has moved on, the change is refused with who
    changed what in between; what was struck off is reopened first. `submitted` as in `submitting`.
    """
    register = declared(record.register, record.pack_version_id)
    check_seen(record, revision)
    check_given(reason, "reason", Text("更正必须写明原因。", "A correction needs its reason."), most=400)
    after, changed = foreseen(record, changes, by=by, at=at)
    if not changed:
        return record
    record.data = after
    record.label = label_of(register, after)
    with writing():
        _rekey(record, key_of(register, after))
        write_again(record, VersionKind.CORRECTED, by=by, at=at, changed=changed, reason=reason)
        leave_trace(record, "correct", changed, by=by, at=at, reason=reason)
        keep_submission(submitted, record, outcome=Outcome.CORRECTED, by=by, at=at)
    return record


def foreseen(
    record: Record, changes: Mapping[str, object], *, by: Actor, at: datetime
) -> tuple[dict[str, Kept], list[str]]:
    """What a record would hold after a correction, and which fields would differ; refused as that would be."""
    register = declared(record.register, record.pack_version_id)
    check_can_edit(by, register, record.unit)
    check_can_fill(by, register, changes)
    check_open(record, register)
    entered = {name: value for name, value in record.data.items() if register.fields[name].formula is None}
    standing = standing_of(record, day_of(at))
    after = checked_data(register, merged(register, entered, changes), standing)
    check_audits_at_save(register, after, standing)
    changed = sorted(name for name in after.keys() | record.data.keys() if after.get(name) != record.data.get(name))
    check_may_refer(by, register, {name: after.get(name) for name in changed})
    return after, changed


def _rekey(record: Record, key: str) -> None:
    """Take the new key before leaving the old one; a key held by another record is refused."""
    if key == record.key:
        return
    try:
        with transaction.atomic():
            Identity.objects.filter(record=record).update(key=key)
    except IntegrityError:
        holder = Identity.objects.get(register=record.register, key=key)
        raise KeyTaken(Record.objects.select_related("unit").get(pk=holder.record_id), entered=False) from None
    record.key = key
