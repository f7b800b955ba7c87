"""Clocks, requests for more time and notices, from rows to shapes."""

from luoshi.api.shapes.timing import ChaseOut, ClockOut, MoreTimeOut, StopOut
from luoshi.api.telling import day, moment, unit_of
from luoshi.registers.models import Chase, Clock, MoreTime


def clock_of(clock: Clock) -> ClockOut:
    """A limit; its stops and requests are to be fetched with it."""
    return ClockOut(
        id=clock.pk,
        clock=clock.clock,
        state=clock.state,
        started_on=clock.started_on.isoformat(),
        working_days=clock.working_days,
        extended=clock.extended,
        due=day(clock.due),
        provisional=clock.provisional,
        calendar=clock.calendar,
        stopped_since=day(clock.stopped_since),
        ended_on=day(clock.ended_on),
        stops=[
            StopOut(
                reason=each.reason, basis=each.basis, since=str(each.since), until=day(each.until), by=each.by_name
            )
            for each in clock.stops.all()
        ],
        requests=[more_time_of(each) for each in clock.requests.all()],
    )


def chase_of(notice: Chase) -> ChaseOut:
    """A notice; its unit is to be fetched with it."""
    return ChaseOut(
        id=notice.pk,
        number=notice.number,
        rung=notice.rung,
        on=notice.on.isoformat(),
        due=day(notice.due),
        days_left=notice.days_left,
        unit=unit_of(notice.unit),
        words=notice.words,
        by=notice.by_name,
        reply=notice.reply,
        reply_by=notice.reply_name,
        replied_at=moment(notice.reply_at) if notice.reply_at else None,
    )


def more_time_of(asked: MoreTime) -> MoreTimeOut:
    """A request for more time."""
    return MoreTimeOut(
        id=asked.pk,
        days=asked.days,
        reason=asked.reason,
        status=asked.status,
        old_due=day(asked.old_due),
        new_due=day(asked.new_due),
        by=asked.by_name,
        at=moment(asked.at),
        settled_by=asked.settled_name,
        settled_at=moment(asked.settled_at) if asked.settled_at else None,
        settled_reason=asked.settled_reason,
    )
