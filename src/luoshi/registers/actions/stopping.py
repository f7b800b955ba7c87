"""A clock stands still, for a listed reason, and runs again."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from luoshi.audit.actions import writing
from luoshi.calendars.queries import national
from luoshi.packs import declarations
from luoshi.packs.declarations import StopReason
from luoshi.packs.queries import register as declared
from luoshi.registers import policies
from luoshi.registers.actions.clocks import close_stop, compute, set_due
from luoshi.registers.actions.writing import leave_trace, write_again
from luoshi.registers.models import Clock, ClockState, DueCause, DueChange, Record, Stop, VersionKind
from luoshi.registers.permissions import check_acts_as
from luoshi.rules.actors import Actor
from luoshi.rules.limits import read_spans
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Halt:
    """Why a clock is to stand still, by which document, and from which day on."""

    reason: str
    basis: str
    since: date


def stop_clock(clock: Clock, halt: Halt, *, by: Actor, at: datetime) -> Stop:
    """Let a clock stand still for a reason its pack lists. Stopped twice at once: the second is told by whom.

    With a longest standstill the due date becomes the latest it can be, and comes back when the clock runs again
    sooner; without one there is no due date meanwhile. Neither may be later than what the parent allows.
    """
    record, limit = _of(clock)
    reason = _listed(limit, halt.reason, record)
    register = declared(record.register, record.pack_version_id)
    check_acts_as(by, record, register, reason.by, reason.title)
    policies.check_given(halt.basis, "basis", Text("停表须写明依据的文书。", "A stop needs its document."), most=400)
    with writing():
        held = Clock.objects.select_for_update().get(pk=clock.pk)
        _close_if_over(held, day_of(at))
        _check_can_stop(held, halt, record, day_of(at))
        old = held.due
        stop = _begin(held, reason, halt, by=by, at=at)
        _check_within_parent(record)
        change = DueChange(cause=DueCause.STOPPED, old_due=old, reason=halt.basis.strip())
        keep_change(held, change, by=by, at=at)
        redate_record(record, by=by, at=at, name="stop_clock", clock=held.clock, reason=halt.reason, since=halt.since)
    return stop


def resume_clock(clock: Clock, *, on: date, by: Actor, at: datetime) -> Clock:
    """Let a clock run again from a day on; the due date moves by the working days it stood still."""
    record, limit = _of(clock)
    register = declared(record.register, record.pack_version_id)
    with writing():
        held = Clock.objects.select_for_update().get(pk=clock.pk)
        since = held.stopped_since
        if since is None:
            raise _refused("registers.clock_runs", record, ("这个时限没有停表。", "This clock does not stand still."))
        reason = _listed(limit, held.stops.get(until=None).reason, record)
        check_acts_as(by, record, register, reason.by, reason.title)
        if not since <= on <= day_of(at):
            told = (f"恢复日应在 {since} 至 {day_of(at)} 之间。", f"It runs again between {since} and {day_of(at)}.")
            raise _refused("registers.resumed_when", record, told)
        old = held.due
        stop = close_stop(held, again_on=on)
        if stop is not None:
            stop.ended_by, stop.ended_name, stop.ended_at = by.account_id, by.name, at
            stop.save(update_fields=["ended_by", "ended_name", "ended_at"])
        held.save()
        keep_change(held, DueChange(cause=DueCause.RESUMED, old_due=old), by=by, at=at)
        redate_record(record, by=by, at=at, name="resume_clock", clock=held.clock, on=on)
    return held


def _check_within_parent(record: Record) -> None:
    """Refuse a stop that would make the record due later than the one above it, or leave it without a date."""
    set_due(record, list(record.clocks.open()))
    policies.check_within_parent(record.parent, record.due)


def keep_change(clock: Clock, change: DueChange, *, by: Actor, at: datetime) -> None:
    """Keep the date a clock had, beside the one it has now."""
    change.county, change.clock, change.new_due, change.calendar = clock.county, clock, clock.due, clock.calendar
    change.by_account, change.by_name, change.at = by.account_id, by.name, at
    change.save()


def redate_record(record: Record, *, by: Actor, at: datetime, name: str, **facts: object) -> None:
    """Bring the record's own due date in line with its clocks: a version and an entry."""
    set_due(record, list(record.clocks.open()))
    write_again(record, VersionKind.REDATED, by=by, at=at, changed=[], reason="")
    leave_trace(record, name, [], by=by, at=at, due=record.due, **facts)


def _of(clock: Clock) -> tuple[Record, declarations.Clock | None]:
    """The record as it stands now, and what its pack says of the clock."""
    record = Record.objects.select_related("unit", "lead").get(pk=clock.record_id)
    lifecycle = declared(record.register, record.pack_version_id).lifecycle
    return record, lifecycle.clock(clock.clock) if lifecycle else None


def _listed(limit: declarations.Clock | None, name: str, record: Record) -> StopReason:
    known = limit.stops if limit else {}
    if name in known:
        return known[name]
    titles = [reason.title for reason in known.values()]
    raise Refused(
        "registers.stop_not_listed",
        reason=Text(f"“{name}”不是可以停表的事由。", f"'{name}' is no reason for which this clock may stand still."),
        remedy=Text(
            f"可以停表的事由：{'、'.join(title.zh for title in titles) or '无'}。",
            f"The reasons are: {', '.join(title.en for title in titles) or 'none'}.",
        ),
        where=record.number,
    )


def _close_if_over(clock: Clock, today: date) -> None:
    """A stop whose days are used up has ended by itself, though nobody said so."""
    still = clock.limit.still if clock.limit else None
    last = still.last_day(national()) if still else None
    if last is not None and last < today:
        close_stop(clock, again_on=today)


def _check_can_stop(clock: Clock, halt: Halt, record: Record, today: date) -> None:
    if clock.ended_on is not None or clock.limit is None:
        raise _refused(
            "registers.clock_over", record, ("这个期限没有在计时。", "No limit in working days is running here.")
        )
    if clock.stopped_since is not None:
        who = clock.stops.get(until=None).by_name
        told = (
            f"{who} 已于 {clock.stopped_since} 停表，不能再停一次。",
            f"{who} stopped this clock on {clock.stopped_since}; it cannot be stopped twice at once.",
        )
        raise _refused("registers.stopped_already", record, told)
    earlier = [until for _, until in read_spans(clock.stood)]
    first = max([clock.started_on, *earlier])
    if first >= today:
        told = (f"时限 {first} 起算，次日起才能停表。", f"It runs since {first}; it can stop from the next day on.")
        raise _refused("registers.stopped_when", record, told)
    if not first < halt.since <= today:
        told = (
            f"停表日应晚于 {first}，不晚于 {today}。",
            f"It stops after {first}, not later than {today}.",
        )
        raise _refused("registers.stopped_when", record, told)
    if clock.due is not None and halt.since > clock.due:
        told = (f"期限 {clock.due} 已过，停表不能补救。", f"It was due on {clock.due}; a stop cannot mend that.")
        raise _refused("registers.stopped_late", record, told)


def _begin(clock: Clock, reason: StopReason, halt: Halt, *, by: Actor, at: datetime) -> Stop:
    clock.state, clock.stopped_since, clock.stop_at_most = ClockState.STOPPED, halt.since, reason.at_most
    compute(clock)
    clock.save()
    stop = Stop(
        county=clock.county,
        clock=clock,
        reason=reason.id,
        basis=halt.basis.strip(),
        since=halt.since,
        by_account=by.account_id,
        by_name=by.name,
        at=at,
    )
    try:
        with transaction.atomic():
            stop.save()
    except IntegrityError:
        told = ("刚刚有人停了表。", "Somebody stopped this clock just now.")
        raise _refused("registers.stopped_already", clock.record, told) from None
    return stop


def _refused(code: str, record: Record, told: tuple[str, str]) -> Refused:
    return Refused(
        code,
        reason=Text(*told),
        remedy=Text("请刷新页面，核对时限的经过。", "Reload, and look at what happened to the clock."),
        where=record.number,
    )
