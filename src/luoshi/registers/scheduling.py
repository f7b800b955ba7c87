"""The declared steps of a record, computed backwards from its due date."""

from datetime import date

from luoshi.calendars.queries import national
from luoshi.packs.declarations import BackSchedule, Register
from luoshi.registers.models import Record
from luoshi.rules.backschedule import Schedule, Season, Step, back_schedule


def end_of(register: Register, record: Record) -> date | None:
    """The date the declared steps are computed back from: the due date or a date field; None where it is blank."""
    declared = register.back_schedule
    if declared is None or declared.until == "due":
        return record.due
    kept = record.data.get(declared.until)
    return date.fromisoformat(str(kept)) if kept else None


def schedule_of(register: Register, until: date) -> Schedule | None:
    """The latest days for a date, which need not be the kept one: so another date can be tried before it is saved."""
    if register.back_schedule is None:
        return None
    return back_schedule(until, steps_of(register.back_schedule), national())


def steps_of(declared: BackSchedule) -> list[Step]:
    """The steps as the arithmetic takes them."""
    seasons = {id_: Season(each.since, each.until) for id_, each in declared.seasons.items()}
    return [
        Step(each.id, each.days, each.working, tuple(seasons[name] for name in each.closed))
        for each in declared.steps
    ]
