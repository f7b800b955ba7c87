"""The guards of a move judged inside its transaction, where their answer cannot change any more."""

from collections.abc import Mapping
from datetime import datetime

from luoshi.packs.declarations import Move, Register
from luoshi.registers.actions.entering import waived_of
from luoshi.registers.actions.holding import hold, hold_counted
from luoshi.registers.guarding import asks_elsewhere, check_guards
from luoshi.registers.models import Record
from luoshi.registers.values import Kept
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of


def check_guards_held(
    record: Record, register: Register, move: Move, data: Mapping[str, Kept], *, by: Actor, at: datetime
) -> None:
    """Hold the record and judge its guards again, where they count records of other registers."""
    if asks_elsewhere(register, move):
        hold_counted([record])
        hold({record.pk})
        check_guards(record, register, move, data, waived_of(record), by=by, day=day_of(at))
