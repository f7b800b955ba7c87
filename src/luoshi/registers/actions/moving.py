"""Moving a record from state to state, with confirmation where it is declared, and waivers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction

from luoshi.audit.actions import writing
from luoshi.packs import declarations
from luoshi.packs.queries import register as declared
from luoshi.registers import permissions, policies
from luoshi.registers.actions.creating import checked_data
from luoshi.registers.actions.submitting import Submitted, keep_submission
from luoshi.registers.actions.writing import check_may_refer, check_seen, leave_trace, start_clock, write_again
from luoshi.registers.models import Move, MoveStatus, Outcome, Record, Version, VersionKind, Waiver
from luoshi.registers.values import Kept
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Step:
    """What the person brings to a move: the day it took place, evidence by kind, field values, a note."""

    on: date
    evidence: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, object] = field(default_factory=dict)
    note: str = ""


def move(
    record: Record,
    name: str,
    *,
    step: Step,
    by: Actor,
    at: datetime,
    revision: int | None = None,
    submitted: Submitted | None = None,
) -> Move:
    """Take a move; one that needs confirmation is proposed and waits for somebody else.

    `revision` is the one the person looked at, as in `correct`. Two people moving the same record at once: one
    wins, the other is told what happened in between. `submitted` as in `submitting`.
    """
    register = declared(record.register, record.pack_version_id)
    step_declared = policies.declared_move(register, name)
    permissions.check_can_move(by, record, register, step_declared)
    permissions.check_can_fill(by, register, step.values)
    check_seen(record, revision)
    policies.check_state_allows(record, register, step_declared)
    policies.check_evidence(register, step_declared, step.evidence)
    policies.check_words(step.note, "note", most=1000)
    policies.check_day(record, step.on, day_of(at))
    data = _data_after(record, register, step_declared, step.values, day=day_of(at))
    check_may_refer(by, register, {name: data.get(name) for name in step.values})
    policies.check_guards(record, register, step_declared, data, waived_of(record), day=day_of(at))
    taken = Move(
        county=record.county,
        record=record,
        name=name,
        source=record.state,
        target=step_declared.target,
        status=MoveStatus.PROPOSED if step_declared.confirm else MoveStatus.DONE,
        on=step.on,
        evidence=dict(step.evidence),
        values={name: data.get(name) for name in step_declared.sets},
        note=step.note,
        by_account=by.account_id,
        by_name=by.name,
        by_unit_id=by.posts[0].unit_id if by.posts else None,
        at=at,
    )
    with writing():
        if taken.status == MoveStatus.DONE:
            _enter(record, register, taken, data, by=by, at=at)
            taken.save()
        else:
            _propose(record, taken, by=by, at=at)
        outcome = Outcome.MOVED if taken.status == MoveStatus.DONE else Outcome.PROPOSED
        keep_submission(submitted, record, outcome=outcome, by=by, at=at)
    return taken


def confirm(proposed: Move, *, by: Actor, at: datetime) -> Record:
    """Confirm a proposed move; guards are looked at again, and the record enters the new state."""
    record = proposed.record
    register = declared(record.register, record.pack_version_id)
    declared_move = policies.declared_move(register, proposed.name)
    permissions.check_can_confirm(by, record, register, declared_move, proposed.by_account)
    _check_not_corrected(proposed, declared_move)
    data = _data_after(record, register, declared_move, proposed.values, day=day_of(at))
    policies.check_guards(record, register, declared_move, data, waived_of(record), day=day_of(at))
    with writing():
        _settle(proposed, MoveStatus.DONE, "", by=by, at=at)
        _enter(record, register, proposed, data, by=by, at=at)
    return record


def turn_down(proposed: Move, *, reason: str, by: Actor, at: datetime) -> Move:
    """Turn a proposed move down, with the reason; the record stays where it was."""
    record = proposed.record
    register = declared(record.register, record.pack_version_id)
    declared_move = policies.declared_move(register, proposed.name)
    permissions.check_can_confirm(by, record, register, declared_move, proposed.by_account)
    policies.check_given(reason, "reason", Text("退回须写明理由。", "Turning down needs its reason."), most=1000)
    with writing():
        _settle(proposed, MoveStatus.TURNED_DOWN, reason, by=by, at=at)
        leave_trace(record, "turn_down", [], by=by, at=at, move=proposed.name, reason=reason)
    return proposed


def waive(record: Record, guard: str, *, basis: str, by: Actor, at: datetime) -> Waiver:
    """Set a guard aside for one record, by a person the declaration names, with the legal basis."""
    register = declared(record.register, record.pack_version_id)
    found = register.guards.get(guard)
    if found is None or found.waivable_by is None:
        raise Refused(
            "registers.not_waivable",
            reason=Text(f"“{guard}”不能豁免。", f"'{guard}' cannot be waived."),
            remedy=Text("请满足该条件。", "Meet the condition."),
            where=guard,
        )
    if not permissions.covers(by, register, record.unit, found.waivable_by):
        raise Refused(
            "registers.may_not_waive",
            reason=Text("您无权豁免。", "You may not waive this."),
            remedy=Text(f"须由{found.waivable_by.label.zh}办理。", f"It is for a {found.waivable_by.label.en}."),
            where=guard,
        )
    policies.check_given(basis, "basis", Text("豁免须写明法律依据。", "A waiver needs its legal basis."), most=400)
    with writing():
        waiver, new = Waiver.objects.get_or_create(
            county=record.county,
            record=record,
            guard=guard,
            defaults={"basis": basis.strip(), "by_account": by.account_id, "by_name": by.name, "at": at},
        )
        if not new:
            raise Refused(
                "registers.waived_already",
                reason=Text(f"{waiver.by_name} 已登记豁免。", f"{waiver.by_name} waived this already."),
                remedy=Text("无需再办。", "Nothing is left to do."),
                where=guard,
            )
        leave_trace(record, "waive", [], by=by, at=at, guard=guard, basis=basis.strip())
    return waiver


def waived_of(record: Record) -> set[str]:
    """The guards set aside for a record. One query."""
    return set(record.waivers.values_list("guard", flat=True))


def _data_after(
    record: Record,
    register: declarations.Register,
    step: declarations.Move,
    values: Mapping[str, object],
    *,
    day: date,
) -> dict[str, Kept]:
    """The data a move would leave; fields the move does not set are refused."""
    foreign = [name for name in values if name not in step.sets]
    if foreign:
        raise Refused(
            "registers.not_set_by_move",
            reason=Text(f"“{step.title.zh}”不填写：{foreign[0]}。", f"'{step.title.en}' does not set {foreign[0]}."),
            remedy=Text("请用“更正”修改其他字段。", "Use a correction for other fields."),
            where=foreign[0],
        )
    entered = {name: value for name, value in record.data.items() if register.fields[name].formula is None}
    return checked_data(register, {**entered, **values}, policies.standing_of(record, day))


def _check_not_corrected(proposed: Move, step: declarations.Move) -> None:
    """Refuse to confirm values that somebody has corrected since they were proposed: they would come back."""
    later = Version.objects.filter(record=proposed.record, kind=VersionKind.CORRECTED, at__gt=proposed.at)
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


def _propose(record: Record, taken: Move, *, by: Actor, at: datetime) -> None:
    try:
        with transaction.atomic():
            taken.save()
    except IntegrityError:
        raise Refused(
            "registers.awaiting_confirmation",
            reason=Text("刚刚有人提出了另一项流转。", "Somebody proposed another move just now."),
            remedy=Text("请刷新。", "Reload."),
            where=record.number,
        ) from None
    leave_trace(record, "propose", [], by=by, at=at, move=taken.name, evidence=taken.evidence)


def _settle(proposed: Move, status: MoveStatus, reason: str, *, by: Actor, at: datetime) -> None:
    settled = Move.objects.filter(pk=proposed.pk, status=MoveStatus.PROPOSED).update(
        status=status, settled_by=by.account_id, settled_name=by.name, settled_at=at, settled_reason=reason
    )
    if settled != 1:
        raise Refused(
            "registers.already_settled",
            reason=Text("这项流转已有人处理。", "This move has been settled already."),
            remedy=Text("请刷新。", "Reload."),
            where=proposed.record.number,
        )
    proposed.status = status


def _enter(
    record: Record,
    register: declarations.Register,
    taken: Move,
    data: Mapping[str, Kept],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Put the record into the new state: its first date there, its clock, its version, its entry."""
    before = record.data
    record.state = taken.target
    record.reached = {taken.target: taken.on.isoformat()} | record.reached
    start_clock(record, register, on=taken.on)
    entered = {name: value for name, value in data.items() if register.fields[name].formula is None}
    record.data = checked_data(register, entered, policies.standing_of(record, day_of(at)))
    changed = sorted(name for name in record.data.keys() | before.keys() if record.data.get(name) != before.get(name))
    write_again(record, VersionKind.MOVED, by=by, at=at, changed=changed, reason=taken.note[:400])
    leave_trace(record, "move", changed, by=by, at=at, move=taken.name, to=taken.target, evidence=taken.evidence)
