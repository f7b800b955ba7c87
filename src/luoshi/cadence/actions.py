"""Writes: opening the records whose time has come."""

from datetime import datetime

from django.db import IntegrityError

from luoshi.audit.actions import Act, writing
from luoshi.audit.actions import record as leave_entry
from luoshi.cadence.models import Opening
from luoshi.cadence.queries import Due, to_open
from luoshi.org.models import Unit
from luoshi.packs.declarations import Register
from luoshi.packs.queries import current
from luoshi.registers.actions import KeyTaken, create
from luoshi.registers.models import Record
from luoshi.rules.actors import OPERATOR_ID, Actor, PostHeld
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def open_due(*, by: Actor, at: datetime) -> list[Record]:
    """Open every record whose day has come, each once, each in its own transaction; those that were opened.

    What cannot be opened is refused with its name after the others were, so that one mistake holds up nothing.
    Two processes at once open each record once: the second finds the slot taken.
    """
    opened: list[Record] = []
    refusals: list[Refused] = []
    for cadence in current().cadences():
        register = current().register(cadence.opens)
        for due in to_open(cadence, day_of(at)):
            try:
                record = _open(due, register, by=by, at=at)
            except Refused as refused:
                refusals.append(refused)
                continue
            opened += [record] if record is not None else []
    if refusals:
        first = refusals[0]
        raise Refused(first.code, reason=first.reason, remedy=first.remedy, where=first.where)
    return opened


def _open(due: Due, register: Register, *, by: Actor, at: datetime) -> Record | None:
    unit = _unit_of(due)
    data: dict[str, object] = {**due.cadence.fills, register.label: due.title.zh}
    if due.followed is not None:
        data[due.cadence.back] = due.followed
    else:
        data |= {due.cadence.slot: due.slot, due.cadence.day: due.day.isoformat()}
    ends = due.day if due.followed is None else None
    try:
        with writing():
            record = create(register.ref, data, unit=unit, due=ends, by=_clerk(by, unit, register), at=at)
            _note(due, record, at=at)
    except KeyTaken as taken:
        with writing():
            _note(due, taken.held, at=at)
            leave_entry(
                Act("cadence.found", "record", taken.held.pk, taken.held.county, {"slot": due.slot}), by=by, at=at
            )
        return None
    except IntegrityError:
        return None
    return record


def _note(due: Due, record: Record, *, at: datetime) -> None:
    """Take the slot; a second process finds it taken, and its record goes with its transaction."""
    Opening.objects.create(county=record.county, cadence=due.cadence.ref, slot=due.slot, record=record, at=at)


def _unit_of(due: Due) -> Unit:
    wanted = Unit.objects.filter(pk=due.unit) if due.unit is not None else Unit.objects.filter(code=due.cadence.unit)
    unit = wanted.first()
    if unit is None:
        raise Refused(
            "cadence.no_unit",
            reason=Text(
                f"“{due.title.zh}”没有打开：没有单位“{due.cadence.unit}”。",
                f"'{due.title.en}' was not opened: there is no unit '{due.cadence.unit}'.",
            ),
            remedy=Text(
                "请建立该单位，或改正节奏里的单位代码。", "Create the unit, or correct its code in the cadence."
            ),
            where=due.cadence.ref,
        )
    return unit


def _clerk(by: Actor, unit: Unit, register: Register) -> Actor:
    """The rhythm enters the record in the unit's own name, with the first role that may: nobody has to be present."""
    post = PostHeld(
        unit_id=unit.pk,
        unit_code=unit.code,
        unit_path=unit.path,
        unit_title=unit.title,
        county=unit.county,
        role=register.edit[0],
    )
    name = f"调度节奏（{by.name}）" if by.account_id != OPERATOR_ID else "调度节奏"
    return Actor(account_id=by.account_id, name=name, posts=(post,))
