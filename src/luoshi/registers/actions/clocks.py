"""What a move does to the clocks of a record: some end in the state just entered, others begin there."""

from collections.abc import Iterator
from datetime import date

from django.db import IntegrityError, transaction

from luoshi.calendars.queries import national
from luoshi.packs import declarations
from luoshi.packs.declarations import Register
from luoshi.registers.actions.writing import overtaken
from luoshi.registers.models import GIVEN, Clock, ClockState, Record, Stop
from luoshi.rules.limits import read_spans, written


def first_clocks(record: Record, register: Register, *, on: date) -> list[Clock]:
    """The unsaved clocks of a new record, whose `due` they set.

    A date given at the start takes the place of the one limit that would begin; beside several it runs on its own
    until the record comes to an end.
    """
    clocks = list(_started(record, register, set(), on=on))
    if record.due is not None:
        clocks = clocks if len(clocks) > 1 else []
        clocks.append(given_clock(record, register, record.due, on=on))
    set_due(record, clocks)
    return clocks


def given_clock(record: Record, register: Register, due: date, *, on: date) -> Clock:
    """A date somebody set, in the place of the one limit that runs in the record's state, if it is one."""
    limits = [each for each in register.lifecycle.clocks if each.on == record.state] if register.lifecycle else []
    id_ = limits[0].id if len(limits) == 1 else GIVEN
    return Clock(county=record.county, record=record, clock=id_, started_on=on, due=due)


def turn_clocks(record: Record, register: Register, *, on: date) -> None:
    """End the clocks that wait for the state just entered, start those that begin in it, and set the due date.

    A clock that still runs is not started anew: what is sent back keeps its date. Inside the transaction of the
    move; two statements, and two for each clock that ends.
    """
    still_open = []
    for clock in record.clocks.open().select_for_update(of=("self",)):
        state = _end_of(clock, record, register, on)
        if state is None:
            still_open.append(clock)
        else:
            _end(clock, state, on=on)
    started = list(_started(record, register, {clock.clock for clock in still_open}, on=on))
    if started:
        _start(record, started)
    set_due(record, [*still_open, *started])


def _start(record: Record, clocks: list[Clock]) -> None:
    """Keep the clocks that begin; where one of them runs already, somebody else has moved the record just now."""
    try:
        with transaction.atomic():
            Clock.objects.bulk_create(clocks)
    except IntegrityError:
        raise overtaken(record) from None


def set_due(record: Record, clocks: list[Clock]) -> None:
    """The earliest due date of the open clocks stands on the record, for lists."""
    dated = [clock for clock in clocks if clock.due is not None]
    first = min(dated, key=lambda clock: clock.due or date.max, default=None)
    record.due = first.due if first else None
    record.due_provisional = first.provisional if first else False
    record.due_calendar = first.calendar if first else ""


def _started(record: Record, register: Register, running: set[str], *, on: date) -> Iterator[Clock]:
    for declared in register.lifecycle.clocks if register.lifecycle else ():
        if declared.on == record.state and declared.id not in running:
            yield new_clock(record, declared, on=on)


def new_clock(record: Record, declared: declarations.Clock, *, on: date) -> Clock:
    """A clock that begins on a day, computed with the calendar in force."""
    clock = Clock(
        county=record.county,
        record=record,
        clock=declared.id,
        started_on=on,
        working_days=declared.working_days,
    )
    compute(clock)
    return clock


def compute(clock: Clock) -> None:
    """Put the due date of a limit in, with the calendar it follows from; a date somebody set stays as it is."""
    if clock.limit is None:
        return
    calendar = national()
    deadline = clock.limit.deadline(calendar)
    clock.due = deadline.date if deadline else None
    clock.provisional = deadline.provisional if deadline else False
    clock.calendar = calendar.version


def _end_of(clock: Clock, record: Record, register: Register, on: date) -> ClockState | None:
    """What becomes of an open clock in the state just entered; None while it goes on."""
    lifecycle = register.lifecycle
    if lifecycle is None:
        return None
    declared = lifecycle.clock(clock.clock)
    aims = lifecycle.ends if declared is None else (declared.until,)
    if record.state in aims:
        close_stop(clock, again_on=on)
        return ClockState.MISSED if clock.due is not None and on > clock.due else ClockState.MET
    return ClockState.VOID if record.state in lifecycle.ends else None


def _end(clock: Clock, state: ClockState, *, on: date) -> None:
    close_stop(clock, again_on=on)
    clock.state, clock.ended_on = state, on
    clock.save()


def close_stop(clock: Clock, *, again_on: date) -> Stop | None:
    """Take the stop that lasts as over: its days are added to those the clock stood still. Saves only the stop."""
    limit = clock.limit
    if limit is None or limit.still is None:
        return None
    until = limit.still.ended_before(again_on, national())
    if until >= limit.still.since:
        clock.stood = written((*read_spans(clock.stood), (limit.still.since, until)))
    stop = clock.stops.get(until=None)
    stop.until = until
    stop.save(update_fields=["until"])
    clock.state, clock.stopped_since, clock.stop_at_most = ClockState.RUNNING, None, None
    compute(clock)
    return stop
