"""Entering a new record."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import IntegrityError

from luoshi.audit.actions import Act, writing
from luoshi.audit.actions import record as leave_entry
from luoshi.org.models import Unit
from luoshi.packs.declarations import Register
from luoshi.registers.actions.clocks import first_clocks
from luoshi.registers.actions.holding import hold_counted, hold_standing
from luoshi.registers.actions.pooling import draw_first
from luoshi.registers.actions.submitting import SentBefore, Submitted, keep_submission, sent_before
from luoshi.registers.actions.writing import (
    SUBJECT,
    check_may_refer,
    check_references,
    key_of,
    label_of,
    leave_trace,
    version_of,
)
from luoshi.registers.auditing import check_audits_at_save
from luoshi.registers.facts import Standing, with_derived
from luoshi.registers.found_by import found_by
from luoshi.registers.models import Claim, Clock, Identity, Outcome, Record, Version, VersionKind
from luoshi.registers.permissions import check_can_edit, check_can_fill
from luoshi.registers.policies import check_parent, check_rules
from luoshi.registers.queries import in_force
from luoshi.registers.values import Invalid, Kept, keep_all, missing
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.rules.periods import parse
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.statements.inserting import Insert
from luoshi.statements.together import together

RECORD, IDENTITY, VERSION, CLOCK = Insert(Record), Insert(Identity), Insert(Version), Insert(Clock)


class KeyTaken(Refused):
    """The key is already held, by `held`, registered first; what was `entered` was kept as a claim on it."""

    def __init__(self, held: Record, *, entered: bool = True) -> None:
        since = day_of(held.created_at)
        super().__init__(
            "registers.key_taken",
            reason=Text(
                f"“{held.label}”已由{held.unit.title}于 {since} 登记（{held.number}）。",
                f"'{held.label}' was registered by {held.unit.title} on {since} ({held.number}).",
            ),
            remedy=KEPT_AS_CLAIM if entered else NOT_CORRECTED,
            where=held.number,
        )
        self.held = held


KEPT_AS_CLAIM = Text(
    "您的登记已留存并告知首报单位，可商议联合推进。",
    "Your entry was kept and shown to the first unit; agree on a joint team.",
)
NOT_CORRECTED = Text(
    "没有更正；请核对，确为同一事项的，与该单位商议。",
    "Nothing was corrected; check it, and if both are the same, agree with that unit.",
)


def create(
    register_ref: str,
    data: Mapping[str, object],
    *,
    unit: Unit,
    by: Actor,
    at: datetime,
    lead: Unit | None = None,
    parent: Record | None = None,
    due: date | None = None,
    period: str = "",
    submitted: Submitted | None = None,
) -> Record:
    """Enter a record; the lead is the entering unit unless another is named; `submitted` as in `submitting`.

    Raises `Invalid` with every problem of the fields, `KeyTaken` when another record holds the key (the
    attempt is kept as a claim, in its own transaction), and other refusals of rights and rules.
    """
    register, pack_version = in_force(register_ref)
    check_can_edit(by, register, unit)
    check_can_fill(by, register, data)
    check_unit_open(unit, on=day_of(at))
    check_period(register, period)
    check_owing(register, unit, period, on=day_of(at))
    standing = first_standing(register, unit=unit, lead=lead, due=due, period=period, on=day_of(at))
    kept = checked_data(register, data, standing)
    check_audits_at_save(register, kept, standing)
    check_may_refer(by, register, kept)
    check_parent(register, parent, due)
    record = Record(
        county=unit.county,
        register=register.ref,
        pack_version_id=pack_version,
        unit=unit,
        lead_id=standing.lead,
        parent=parent,
        prefix=register.prefix,
        label=label_of(register, kept),
        found_by=found_by(register, label_of(register, kept), kept),
        key=key_of(register, kept),
        period=period,
        state=standing.state,
        due=due,
        data=kept,
        reached=dict(standing.reached),
        created_at=at,
        updated_at=at,
    )
    clocks = first_clocks(record, register, on=day_of(at))
    try:
        with writing():
            _enter(record, clocks, submitted, by=by, at=at)
    except IntegrityError as error:
        held = _holder(record, error)
        with writing():
            _keep_claim(held, unit=unit, data=kept, by=by, at=at)
            keep_submission(submitted, held, outcome=Outcome.CLAIMED, by=by, at=at)
        raise KeyTaken(held) from None
    return record


def _enter(record: Record, clocks: list[Clock], submitted: Submitted | None, *, by: Actor, at: datetime) -> None:
    """Write the record and all that belongs to it; IntegrityError where its key or its submission is there already.

    On PostgreSQL what needs the record's number is sent together: one answer is waited for instead of five.
    """
    if record.parent is not None:
        hold_standing(record.parent)
    hold_counted([record])
    RECORD.save(record)
    draw_first([record])
    changed = sorted(record.data)
    with together():
        if record.key:
            taken = Identity(register=record.register, key=record.key, county=record.county, record=record)
            IDENTITY.send(taken)
        for clock in clocks:
            CLOCK.send(clock)
        VERSION.send(version_of(record, VersionKind.CREATED, by=by, at=at, changed=changed))
        leave_trace(record, "create", changed, by=by, at=at)
        keep_submission(submitted, record, outcome=Outcome.CREATED, by=by, at=at)


def _holder(record: Record, error: IntegrityError) -> Record:
    """Who holds the key, now that the record could not be entered; raises what else stood in its way."""
    if sent_before(error):
        raise SentBefore from None
    holder = Identity.objects.filter(register=record.register, key=record.key).first() if record.key else None
    if holder is None:
        raise (_doubled(record) if record.period else error) from None
    return Record.objects.select_related("unit").get(pk=holder.record_id)


def check_unit_open(unit: Unit, *, on: date) -> None:
    """Refuse a unit that does not exist on the day."""
    if unit.valid_from > on or (unit.valid_to is not None and unit.valid_to <= on):
        raise Refused(
            "registers.unit_closed",
            reason=Text(f"“{unit.title}”在 {on} 不存在。", f"{unit.title} does not exist on {on}."),
            remedy=Text(
                f"该单位存续期为 {unit.valid_from} 至 {unit.valid_to or '今'}；请选择承接单位。",
                f"It exists from {unit.valid_from} to {unit.valid_to or 'now'}; choose its successor.",
            ),
            where=unit.code,
        )


def check_period(register: Register, period: str) -> None:
    """Refuse a return without its period, a period of another kind, and a period where none is declared."""
    if not register.period and not period:
        return
    if register.period and parse(period).kind == register.period and parse(period).label == period:
        return
    raise Refused(
        "registers.period",
        reason=Text(
            f"“{register.title.zh}”不能按“{period}”填报。", f"{register.title.en} is not kept by '{period}'."
        ),
        remedy=Text(
            f"请填写{register.period or '空'}期别，如 2022-05。",
            f"Give a period of the kind {register.period or 'none'}, such as 2022-05.",
        ),
        where="period",
    )


def check_owing(register: Register, unit: Unit, period: str, *, on: date) -> None:
    """Refuse a return that units owe before its period has begun, and from a unit that does not owe it.

    No total would count it, whichever way it comes. One query where the return is owed below some units alone.
    """
    owed = register.owed
    if owed is None:
        return
    asked = parse(period)
    if asked.start > on:
        raise Refused(
            "registers.period_ahead",
            reason=Text(f"{asked.text.zh}还没有开始。", f"{asked.text.en} has not begun."),
            remedy=Text("请选择已经开始的期别。", "Choose a period that has begun."),
            where=period,
        )
    if unit.kind in owed.units and (not owed.below or _stands_below(unit, owed.below)):
        return
    raise Refused(
        "registers.not_owed_here",
        reason=Text(
            f"“{register.title.zh}”不由“{unit.title}”报送。", f"{register.title.en} is not owed by {unit.title}."
        ),
        remedy=Text("请选择应报送的单位，如下属的村。", "Choose a unit that owes it, such as a village below."),
        where=unit.code,
    )


def _stands_below(unit: Unit, codes: Sequence[str]) -> bool:
    tops = Unit.objects.filter(code__in=codes).values_list("path", flat=True)
    return unit.path.startswith(tuple(tops) or ("?",))


def first_standing(
    register: Register, *, unit: Unit, lead: Unit | None, due: date | None, period: str, on: date
) -> Standing:
    """Where a new record stands: in the initial state with one lead, where the register has a lifecycle."""
    if register.lifecycle is None:
        return Standing(unit=unit.pk, lead=lead.pk if lead else None, due=due, period=period, day=on)
    initial = register.lifecycle.initial
    leader = (lead or unit).pk
    return Standing(initial, {initial: on.isoformat()}, unit.pk, leader, due, period, day=on)


def checked_data(
    register: Register, entered: Mapping[str, object], standing: Standing, known: Mapping[int, str] | None = None
) -> dict[str, Kept]:
    """The kept and derived data of a record, or `Invalid` with every problem; `known` as in `check_references`."""
    kept, problems = keep_all(register, entered)
    problems += [each for each in missing(register, kept) if each.field not in {p.field for p in problems}]
    if problems:
        raise Invalid(tuple(problems))
    check_references(register, kept, known)
    full = with_derived(register, kept, standing)
    check_rules(register, full, standing)
    return full


def _doubled(record: Record) -> Refused:
    return Refused(
        "registers.return_exists",
        reason=Text(
            f"{record.unit.title} {record.period} 的这份报表已登记。",
            f"{record.unit.title} already has this return for {record.period}.",
        ),
        remedy=Text("请打开原记录更正。", "Open the existing one and correct it."),
        where=record.period,
    )


def _keep_claim(held: Record, *, unit: Unit, data: Mapping[str, Kept], by: Actor, at: datetime) -> None:
    claim = Claim.objects.create(
        county=held.county,
        record=held,
        unit=unit,
        data=dict(data),
        by_account=by.account_id,
        by_name=by.name,
        at=at,
    )
    act = Act("registers.claim", SUBJECT, held.pk, held.county, {"claim": claim.pk, "unit": unit.code})
    leave_entry(act, by=by, at=at)
