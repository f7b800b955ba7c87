"""Moving a record from state to state; a move that is declared so waits for somebody else to confirm it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction

from luoshi.audit.actions import writing
from luoshi.packs import declarations
from luoshi.packs.queries import register as declared
from luoshi.registers import permissions, policies
from luoshi.registers.actions.entering import data_after, enter, unit_of, waived_of
from luoshi.registers.actions.exhibits import rest_on, unused, with_exhibits
from luoshi.registers.actions.guards import check_guards_held
from luoshi.registers.actions.submitting import Submitted, keep_submission
from luoshi.registers.actions.writing import check_may_refer, check_seen, hold_as_seen, leave_trace
from luoshi.registers.auditing import check_audits
from luoshi.registers.guarding import check_guards
from luoshi.registers.locks import check_reason
from luoshi.registers.models import Move, MoveStatus, Outcome, PartyRole, Record
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

DOING = (declarations.Party.LEAD, declarations.Party.SUPPORT)


@dataclass(frozen=True, slots=True)
class Step:
    """What the person brings to a move: the day, evidence by kind, field values, a note, explanations."""

    on: date
    evidence: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, object] = field(default_factory=dict)
    note: str = ""
    explained: Mapping[str, str] = field(default_factory=dict)  # audits that do not fit, and why that is right


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
    policies.check_by_hand(register, step_declared)
    permissions.check_can_move(by, record, register, step_declared)
    permissions.check_can_fill(by, register, step.values)
    check_seen(record, revision)
    policies.check_state_allows(record, register, step_declared)
    exhibits = unused(record, step_declared.needs)
    policies.check_evidence(register, step_declared, step.evidence, {each.kind for each in exhibits})
    check_reason(step_declared, step.note)
    policies.check_words(step.note, "note", most=1000)
    policies.check_day(record, step.on, day_of(at))
    data = data_after(record, register, step_declared, step.values, day=day_of(at))
    check_may_refer(by, register, {name: data.get(name) for name in step.values})
    policies.check_word(register, step_declared, data)
    policies.check_reviewed(record, register, step_declared)
    check_guards(record, register, step_declared, data, waived_of(record), by=by, day=day_of(at))
    standing = policies.standing_of(record, day_of(at))
    explained = check_audits(register, step_declared, data, standing, step.explained)
    taken = step_of(record, register, step_declared, step, by=by, at=at)
    taken.explained = explained
    taken.values = {name: data.get(name) for name in step_declared.sets}
    taken.evidence = with_exhibits(step.evidence, exhibits)
    with writing():
        check_guards_held(record, register, step_declared, data, by=by, at=at)
        if taken.status == MoveStatus.PROPOSED:
            hold_as_seen(record)
        save_step(taken, record)
        if taken.status == MoveStatus.DONE:
            enter(record, register, taken, data, by=by, at=at)
            _check_none_proposed_beside(record, register)
        else:
            leave_trace(record, "propose", [], by=by, at=at, move=taken.name, evidence=taken.evidence)
        outcome = Outcome.MOVED if taken.status == MoveStatus.DONE else Outcome.PROPOSED
        keep_submission(submitted, record, outcome=outcome, by=by, at=at)
        rest_on(taken, exhibits)
    return taken


def _check_none_proposed_beside(record: Record, register: declarations.Register) -> None:
    """Refuse where a move was proposed while this one was taken; the record is held by now, so none comes after."""
    moves = register.lifecycle.moves.values() if register.lifecycle else ()
    if any(each.confirm is not None for each in moves):
        policies.check_none_proposed(record)


def step_of(
    record: Record,
    register: declarations.Register,
    step_declared: declarations.Move,
    step: Step,
    *,
    by: Actor,
    at: datetime,
) -> Move:
    """The unsaved step, with what a later sign-off is judged by."""
    waits = step_declared.confirm is not None
    steps = list(record.moves.filter(status=MoveStatus.DONE).order_by("id"))
    reports = [each for each in steps if each.by_doer] or steps
    submits = register.lifecycle is not None and register.lifecycle.submits(step_declared)
    by_doer = step_declared.by in DOING or submits or by.is_tied_to(record.lead_id)
    return Move(
        county=record.county,
        record=record,
        name=step_declared.id,
        source=record.state,
        target=step_declared.target,
        status=MoveStatus.PROPOSED if waits else MoveStatus.DONE,
        on=step.on,
        evidence=dict(step.evidence),
        note=step.note,
        by_account=by.account_id,
        by_name=by.name,
        by_unit_id=_doing_unit(record, by) if by_doer else unit_of(by),
        for_account=by.for_account,
        lead_id=record.lead_id,
        by_doer=by_doer,
        strikes_off=step_declared.strikes_off,
        reported_by=reports[-1].by_account if reports else None,
        revision=0 if waits else record.revision + 1,
        at=at,
    )


def _doing_unit(record: Record, by: Actor) -> int | None:
    """The unit a doer's step was taken from: it stays a doer's when it is no party any more. One query, or none."""
    support = record.parties.filter(role=PartyRole.SUPPORT)
    tied = by.is_tied_to(record.lead_id)
    return (
        record.lead_id if tied else next((each.unit_id for each in support if by.sits_at(each.unit_id)), unit_of(by))
    )


def save_step(taken: Move, record: Record) -> None:
    """Store a step; the database refuses a second proposal, and a strike-off by the doer's side."""
    try:
        with transaction.atomic():
            taken.save()
    except IntegrityError:
        if taken.strikes_off and not record.moves.filter(status=MoveStatus.PROPOSED).exists():
            raise refused_by_database(record) from None
        raise Refused(
            "registers.awaiting_confirmation",
            reason=Text("刚刚有人提出了另一项流转。", "Somebody proposed another move just now."),
            remedy=Text("请刷新。", "Reload."),
            where=record.number,
        ) from None


def refused_by_database(record: Record) -> Refused:
    """What is said when the database itself keeps a strike-off out."""
    return Refused(
        "registers.may_not_sign_off",
        reason=Text(
            "数据库拒绝：销号人与办理单位有关联。", "The database refuses: who strikes off is tied to the doer."
        ),
        remedy=Text("须由办理单位以外的人销号。", "It is for somebody outside the doer's unit."),
        where=record.number,
    )
