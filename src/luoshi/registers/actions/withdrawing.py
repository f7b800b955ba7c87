"""Taking back a record that was entered by mistake: it stays with its reason, and is listed and counted nowhere."""

from datetime import datetime

from luoshi.audit.actions import writing
from luoshi.packs.queries import register as declared
from luoshi.registers.actions.holding import hold_counted
from luoshi.registers.actions.writing import check_seen, leave_trace, write_again
from luoshi.registers.models import Clock, ClockState, Identity, Record, VersionKind
from luoshi.registers.permissions import check_can_edit
from luoshi.registers.policies import check_given, check_stands
from luoshi.registers.uses import check_unused
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.rules.texts import Text


def withdraw(
    record: Record,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    revision: int | None = None,
    known_unused: bool = False,
) -> Record:
    """Take a record back that nothing has been done with: its key and period are free again, its limits void.

    For who may enter it, with the reason; `revision` as in `correct`. Refused once a step was taken, a file attached,
    a record hung under it, or another one points to it: then a correction or a move is the way. `known_unused` where
    `unused_among` has just said so of many; otherwise nine queries, and one for each field that may point to it.
    """
    register = declared(record.register, record.pack_version_id)
    check_can_edit(by, register, record.unit)
    check_seen(record, revision)
    check_given(reason, "reason", Text("撤回必须写明原因。", "Taking back needs its reason."), most=400)
    check_stands(record)
    held_key = record.key
    with writing():
        if not known_unused:
            _check_unused_held(record)
        record.withdrawn_at = at
        record.key, record.period, record.due, record.due_provisional = "", "", None, False
        if held_key:
            Identity.objects.filter(record=record).delete()
        Clock.objects.filter(record=record).open().update(state=ClockState.VOID, ended_on=day_of(at))
        write_again(record, VersionKind.WITHDRAWN, by=by, at=at, changed=[], reason=reason)
        leave_trace(record, "withdraw", [], by=by, at=at, reason=reason)
    return record


def _check_unused_held(record: Record) -> None:
    """Refuse what something was done with, and hold it so that nothing comes to hang on it until the end."""
    hold_counted([record])
    Record.objects.select_for_update().filter(pk=record.pk).order_by("pk").first()
    check_unused(record)
