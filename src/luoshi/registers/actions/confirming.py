"""Confirming a proposed move, or turning it down: by somebody else than its doer."""

import json
from datetime import datetime

from luoshi.audit.actions import writing
from luoshi.audit.models import Entry
from luoshi.packs import declarations
from luoshi.packs.queries import register as declared
from luoshi.registers import permissions, policies
from luoshi.registers.actions.entering import data_after, enter, unit_of, waived_of
from luoshi.registers.actions.exhibits import release
from luoshi.registers.actions.guards import check_guards_held
from luoshi.registers.actions.writing import SUBJECT, leave_trace
from luoshi.registers.guarding import check_guards
from luoshi.registers.models import Move, MoveStatus, Record, Version, VersionKind
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def confirm(proposed: Move, *, by: Actor, at: datetime) -> Record:
    """Confirm a proposed move; guards are looked at again, and the record enters the new state."""
    record = proposed.record
    register = declared(record.register, record.pack_version_id)
    declared_move = policies.declared_move(register, proposed.name)
    permissions.check_can_confirm(by, record, register, declared_move, proposed)
    if proposed.status == MoveStatus.PROPOSED:
        policies.check_still_there(record, proposed.source, declared_move.title)
    _check_not_corrected(proposed, declared_move)
    data = data_after(record, register, declared_move, proposed.values, day=day_of(at))
    check_guards(record, register, declared_move, data, waived_of(record), by=by, day=day_of(at))
    with writing():
        check_guards_held(record, register, declared_move, data, by=by, at=at)
        _settle(proposed, MoveStatus.DONE, "", by=by, at=at)
        enter(record, register, proposed, data, by=by, at=at)
    return record


def turn_down(proposed: Move, *, reason: str, by: Actor, at: datetime) -> Move:
    """Turn a proposed move down, with the reason; the record stays where it was."""
    record = proposed.record
    register = declared(record.register, record.pack_version_id)
    declared_move = policies.declared_move(register, proposed.name)
    permissions.check_can_confirm(by, record, register, declared_move, proposed)
    policies.check_given(reason, "reason", Text("退回须写明理由。", "Turning down needs its reason."), most=1000)
    with writing():
        _settle(proposed, MoveStatus.TURNED_DOWN, reason, by=by, at=at)
        release(proposed)
        leave_trace(record, "turn_down", [], by=by, at=at, move=proposed.name, reason=reason)
    return proposed


def _check_not_corrected(proposed: Move, step: declarations.Move) -> None:
    """Refuse to confirm values that somebody has corrected since they were proposed: they would come back."""
    later = Version.objects.filter(
        record=proposed.record, kind=VersionKind.CORRECTED, revision__gt=_revision_proposed_at(proposed.record)
    )
    for version in later:
        lost = [name for name in step.sets if name in version.changed]
        if lost:
            raise Refused(
                "registers.corrected_since",
                reason=Text(
                    f"提出后，{version.by_name} 已更正 {lost[0]}，确认会把它改回去。",
                    f"{version.by_name} corrected {lost[0]} after this was proposed; confirming would undo it.",
                ),
                remedy=Text("请退回，由办理人重新提出。", "Turn it down and have it proposed again."),
                where=proposed.record.number,
            )


def _revision_proposed_at(record: Record) -> int:
    """The record's revision when its waiting move was proposed, as its entry tells: clocks may have jumped since."""
    entry = Entry.objects.about(SUBJECT, record.pk).filter(act="registers.propose").first()
    return int(json.loads(entry.canonical)["payload"]["revision"]) if entry is not None else 0


def _settle(proposed: Move, status: MoveStatus, reason: str, *, by: Actor, at: datetime) -> None:
    settled = Move.objects.filter(pk=proposed.pk, status=MoveStatus.PROPOSED).update(
        status=status,
        settled_by=by.account_id,
        settled_for=by.for_account,
        settled_unit=unit_of(by),
        settled_name=by.name,
        settled_at=at,
        settled_reason=reason,
        revision=proposed.record.revision + 1 if status == MoveStatus.DONE else 0,
    )
    if settled != 1:
        raise Refused(
            "registers.already_settled",
            reason=Text("这项流转已有人处理。", "This move has been settled already."),
            remedy=Text("请刷新。", "Reload."),
            where=proposed.record.number,
        )
    proposed.status = status
