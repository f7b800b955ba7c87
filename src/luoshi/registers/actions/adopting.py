"""Taking over an existing ledger: rows that already have a history of dates, all or none of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction

from luoshi.audit.actions import record_many, writing
from luoshi.org.models import Unit
from luoshi.packs.declarations import FieldType, Register
from luoshi.registers.actions.clocks import given_clock
from luoshi.registers.actions.creating import checked_data, first_standing
from luoshi.registers.actions.holding import hold_counted
from luoshi.registers.actions.pooling import draw_first
from luoshi.registers.actions.writing import act_of, key_of, label_of, registers_of, version_of
from luoshi.registers.auditing import broken_audits
from luoshi.registers.facts import Standing
from luoshi.registers.found_by import found_by
from luoshi.registers.models import Clock, Identity, Party, PartyRole, Record, Version, VersionKind
from luoshi.registers.policies import check_given
from luoshi.registers.queries import in_force
from luoshi.registers.values import FieldProblem, Invalid
from luoshi.rules.actors import Actor, Role
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Adopted:
    """One row of the old ledger: its fields, where it stands, and the day each state was reached."""

    data: Mapping[str, object]
    unit: Unit
    lead: Unit | None = None
    state: str = ""
    reached: Mapping[str, date] = field(default_factory=dict)
    parent: Record | None = None
    due: date | None = None
    period: str = ""
    support: tuple[Unit, ...] = ()
    supervisor: tuple[Unit, ...] = ()
    entered_at: datetime | None = None


def adopt_many(register_ref: str, rows: Sequence[Adopted], *, source: str, by: Actor, at: datetime) -> list[Record]:
    """Take rows over with their dates; `source` says where they come from and stands in every version.

    For administrators. What was struck off there stands so marked: nobody here has looked at it. Returns that were
    handed over are held to the audits that refuse, beside each other and what is kept; what an audit would only ask
    about is not asked, since nobody is there to answer: the source stands for it. All problems of all rows are
    collected, each naming its row; nothing is written then. About four statements for 500 rows.
    """
    register, pack_version = in_force(register_ref)
    check_may_adopt(by)
    check_given(source, "source", Text("须写明来自哪本台账。", "Say which ledger they come from."), most=400)
    records = checked_rows(register, pack_version, rows, source, at=at)
    with writing():
        enter_adopted(register, records, rows, source, by=by, at=at)
    return records


def check_may_adopt(by: Actor) -> None:
    """Refuse whoever is no administrator."""
    if not by.has_role(Role.ADMINISTRATOR):
        raise Refused(
            "registers.may_not_adopt",
            reason=Text("只有管理员可以接收既有台账。", "Only an administrator takes over an existing ledger."),
            remedy=Text("请联系管理员。", "Ask an administrator."),
        )


def enter_adopted(
    register: Register, records: Sequence[Record], rows: Sequence[Adopted], source: str, *, by: Actor, at: datetime
) -> None:
    """Write checked rows with all that belongs to them; the caller holds the transaction."""
    hold_counted(records)
    try:
        with transaction.atomic():
            _insert(records)
    except IntegrityError:
        raise _clash(register, records) from None
    Clock.objects.bulk_create(_clocks(register, records), batch_size=500)
    Party.objects.bulk_create(_parties(records, rows), batch_size=500)
    versions = [
        version_of(record, VersionKind.ADOPTED, by=by, at=at, changed=sorted(record.data), reason=source)
        for record in records
    ]
    Version.objects.bulk_create(versions, batch_size=500)
    draw_first(records)
    acts = (act_of(record, "adopt", sorted(record.data), source=source) for record in records)
    record_many(acts, by=by, at=at)


def checked_rows(
    register: Register,
    pack_version: int,
    rows: Sequence[Adopted],
    source: str,
    *,
    at: datetime,
    numbers: Sequence[int] | None = None,
) -> list[Record]:
    """The unsaved records of rows, held to fields, rules and audits; `Invalid` names the `numbers` of the rows."""
    records: list[Record] = []
    problems: list[FieldProblem] = []
    known = registers_of(_referred(register, rows))
    for number, row in zip(numbers or range(1, len(rows) + 1), rows, strict=True):
        try:
            records.append(_record_of(register, pack_version, row, known, at=at))
        except Invalid as invalid:
            problems += [_in_row(number, problem) for problem in invalid.problems]
    if not problems:
        broken = broken_audits(register, records, on=day_of(at))
        problems = [_in_row((numbers or range(1, len(rows) + 1))[place], each) for place, each in broken]
    if problems:
        raise Invalid(tuple(problems), where=f"{register.ref}: {problems[0].title.en}")
    for record in records:
        record.adopted_from, record.adopted_on = source.strip(), day_of(at)
    return records


def _in_row(number: int, problem: FieldProblem) -> FieldProblem:
    title = Text(f"第 {number} 行 {problem.title.zh}", f"row {number} {problem.title.en}")
    return FieldProblem(problem.field, title, problem.reason, problem.remedy)


def _referred(register: Register, rows: Sequence[Adopted]) -> set[int]:
    """Ids of records that rows refer to, as far as they are given as ids."""
    refs = [field.id for field in register.fields.values() if field.type is FieldType.REF]
    given = (row.data.get(name) for row in rows for name in refs)
    return {value for value in given if isinstance(value, int)}


def _record_of(
    register: Register, pack_version: int, row: Adopted, known: Mapping[int, str], *, at: datetime
) -> Record:
    entered_at = row.entered_at or at
    standing = _standing(register, row, on=day_of(entered_at))
    data = checked_data(register, row.data, standing, known)
    return Record(
        county=row.unit.county,
        register=register.ref,
        pack_version_id=pack_version,
        unit=row.unit,
        lead_id=standing.lead,
        parent=row.parent,
        prefix=register.prefix,
        label=label_of(register, data),
        found_by=found_by(register, label_of(register, data), data),
        key=key_of(register, data),
        period=row.period,
        state=standing.state,
        due=row.due,
        data=data,
        reached=dict(standing.reached),
        created_at=entered_at,
        updated_at=at,
    )


def reached_first(register: Register, state: str, on: date) -> tuple[str, dict[str, str]]:
    """The state in which all of many rows stand, and the day it was reached; the initial one where none is named."""
    if register.lifecycle is None:
        return "", {}
    state = state or register.lifecycle.initial
    return state, {state: on.isoformat()}


def _standing(register: Register, row: Adopted, *, on: date) -> Standing:
    """The standing the row claims; its state must exist and its dates must not run backwards."""
    first = first_standing(register, unit=row.unit, lead=row.lead, due=row.due, period=row.period, on=on)
    if register.lifecycle is None or not row.state:
        return first
    unknown = [state for state in (row.state, *row.reached) if state not in register.lifecycle.states]
    days = list(row.reached.values())
    if unknown or days != sorted(days) or row.state not in row.reached:
        title = Text("状态", "state")
        why = Text(
            f"状态或日期不成立：{unknown[0] if unknown else row.state}",
            f"states or dates do not fit: {unknown[0] if unknown else row.state}",
        )
        remedy = Text("请按先后列出到达各状态的日期。", "List the days states were reached, in order.")
        raise Invalid((FieldProblem("state", title, why, remedy),))
    reached = {state: day.isoformat() for state, day in row.reached.items()}
    return Standing(row.state, reached, first.unit, first.lead, row.due, row.period, day=on)


def _insert(records: Sequence[Record]) -> None:
    Record.objects.bulk_create(records, batch_size=500)
    keyed = [record for record in records if record.key]
    Identity.objects.bulk_create(
        [Identity(register=each.register, key=each.key, county=each.county, record=each) for each in keyed],
        batch_size=500,
    )


def _parties(records: Sequence[Record], rows: Sequence[Adopted]) -> Iterator[Party]:
    for record, row in zip(records, rows, strict=True):
        for role, units in ((PartyRole.SUPPORT, row.support), (PartyRole.SUPERVISOR, row.supervisor)):
            for unit in units:
                yield Party(county=record.county, record=record, unit=unit, role=role)


def _clocks(register: Register, records: Sequence[Record]) -> Iterator[Clock]:
    """The dates the rows came with; they were set elsewhere, so no calendar computes them anew."""
    for record in records:
        if record.due is not None:
            since = record.reached.get(record.state)
            on = date.fromisoformat(since) if since else day_of(record.created_at)
            yield given_clock(record, register, record.due, on=on)


def _clash(register: Register, records: Sequence[Record]) -> Refused:
    """Name the doubled key: within the rows, or held already."""
    keys = [record.key for record in records if record.key]
    doubled = next((key for key in keys if keys.count(key) > 1), "") or (
        Identity.objects.filter(register=register.ref, key__in=keys).values_list("key", flat=True).first() or ""
    )
    return Refused(
        "registers.key_taken",
        reason=Text(f"编号重复：{doubled or '同单位同期'}。", f"Held twice: {doubled or 'same unit and period'}."),
        remedy=Text("请合并重复的行。", "Merge the doubled rows."),
        where=register.ref,
    )
