"""A record entering a state: its data, dates, clock, version and entry; a strike-off undone is counted."""

from collections.abc import Mapping
from datetime import date, datetime

from luoshi.packs import declarations
from luoshi.registers import policies
from luoshi.registers.actions.clocks import turn_clocks
from luoshi.registers.actions.creating import checked_data
from luoshi.registers.actions.writing import leave_trace, write_again
from luoshi.registers.blanks import merged
from luoshi.registers.models import Move, Record, VersionKind
from luoshi.registers.values import Kept
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def unit_of(actor: Actor) -> int | None:
    """The unit a person acts for, as a row keeps it."""
    return actor.posts[0].unit_id if actor.posts else None


def waived_of(record: Record) -> set[str]:
    """The guards set aside for a record. One query."""
    return set(record.waivers.values_list("guard", flat=True))


def data_after(
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
    return checked_data(register, merged(register, entered, values), policies.standing_of(record, day))


def reopens(register: declarations.Register, source: str, target: str) -> bool:
    """Whether a step undoes a strike-off: out of the struck-off state, to one where something is still expected."""
    lifecycle = register.lifecycle
    return lifecycle is not None and source in lifecycle.struck_states and not lifecycle.states[target].end


def enter(
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
    if reopens(register, record.state, taken.target):
        record.reopened += 1
        record.reached = {state: day for state, day in record.reached.items() if state != record.state}
    record.state = taken.target
    record.reached = {taken.target: taken.on.isoformat()} | record.reached
    turn_clocks(record, register, on=taken.on)
    entered = {name: value for name, value in data.items() if register.fields[name].formula is None}
    record.data = checked_data(register, entered, policies.standing_of(record, day_of(at)))
    changed = sorted(name for name in record.data.keys() | before.keys() if record.data.get(name) != before.get(name))
    write_again(record, VersionKind.MOVED, by=by, at=at, changed=changed, reason=taken.note[:400])
    leave_trace(record, "move", changed, by=by, at=at, move=taken.name, to=taken.target, evidence=taken.evidence)
