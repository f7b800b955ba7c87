"""More time for a clock: asked for by one, decided by another of another unit."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from luoshi.audit.actions import writing
from luoshi.packs.declarations import Extension
from luoshi.packs.queries import register as declared
from luoshi.registers import policies
from luoshi.registers.actions.clocks import compute
from luoshi.registers.actions.stopping import keep_change, redate_record
from luoshi.registers.actions.writing import leave_trace
from luoshi.registers.models import Clock, DueCause, DueChange, MoreTime, MoreTimeStatus, Record
from luoshi.registers.permissions import check_acts_as, check_can_decide_time
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

_ASK = Text("申请延期", "ask for more time")


def ask_for_time(clock: Clock, days: int, *, reason: str, by: Actor, at: datetime) -> MoreTime:
    """Ask for more working days, before the date has passed; the number of times and of days is limited."""
    record = Record.objects.select_related("unit", "lead").get(pk=clock.record_id)
    allowed = _allowed(clock, record)
    check_acts_as(by, record, declared(record.register, record.pack_version_id), allowed.by, _ASK)
    policies.check_given(reason, "reason", Text("延期须写明理由。", "Asking for time needs its reason."), most=1000)
    with writing():
        held = Clock.objects.select_for_update().get(pk=clock.pk)
        _check_can_ask(held, days, allowed, record, at=at)
        request = MoreTime(
            county=held.county,
            clock=held,
            days=days,
            reason=reason.strip(),
            old_due=held.due,
            by_account=by.account_id,
            by_name=by.name,
            by_unit_id=by.posts[0].unit_id if by.posts else None,
            at=at,
        )
        try:
            with transaction.atomic():
                request.save()
        except IntegrityError:
            raise _refused(
                "registers.time_asked_already", record, ("已有一份延期申请待批。", "A request waits already.")
            ) from None
        leave_trace(record, "ask_for_time", [], by=by, at=at, clock=held.clock, days=days, reason=reason.strip())
    return request


def grant_time(request: MoreTime, *, by: Actor, at: datetime) -> MoreTime:
    """Grant the days asked for; the old date is kept and shown."""
    clock, record = request.clock, _checked(request, by)
    with writing():
        held = Clock.objects.select_for_update().get(pk=clock.pk)
        if held.ended_on is not None:
            raise _refused("registers.clock_over", record, ("这个时限已经结束。", "This clock has ended."))
        old = held.due
        held.extended = F("extended") + request.days
        held.save(update_fields=["extended"])
        held.refresh_from_db()
        compute(held)
        policies.check_parent(
            declared(record.register, record.pack_version_id), record.parent, held.due, child=record
        )
        held.save()
        _settle(request, MoreTimeStatus.GRANTED, "", new_due=held.due, by=by, at=at)
        keep_change(held, DueChange(cause=DueCause.EXTENDED, old_due=old, reason=request.reason), by=by, at=at)
        redate_record(record, by=by, at=at, name="grant_time", clock=held.clock, days=request.days, old_due=old)
    return request


def refuse_time(request: MoreTime, *, reason: str, by: Actor, at: datetime) -> MoreTime:
    """Refuse a request, with the reason; the date stays."""
    record = _checked(request, by)
    policies.check_given(reason, "reason", Text("不予延期须写明理由。", "A refusal needs its reason."), most=1000)
    with writing():
        _settle(request, MoreTimeStatus.REFUSED, reason.strip(), new_due=None, by=by, at=at)
        leave_trace(record, "refuse_time", [], by=by, at=at, clock=request.clock.clock, reason=reason.strip())
    return request


def _allowed(clock: Clock, record: Record) -> Extension:
    lifecycle = declared(record.register, record.pack_version_id).lifecycle
    limit = lifecycle.clock(clock.clock) if lifecycle else None
    if limit is None or limit.extension is None:
        raise _refused("registers.no_extension", record, ("这个时限不能延期。", "This limit cannot be extended."))
    return limit.extension


def _check_can_ask(clock: Clock, days: int, allowed: Extension, record: Record, *, at: datetime) -> None:
    if clock.ended_on is not None or clock.limit is None or clock.stopped_since is not None:
        told = ("没有在计时的时限不能延期。", "Only a running clock can be extended.")
        raise _refused("registers.clock_over", record, told)
    if not 1 <= days <= allowed.at_most:
        told = (f"每次延期 1 至 {allowed.at_most} 个工作日。", f"Ask for 1 to {allowed.at_most} working days.")
        raise _refused("registers.too_much_time", record, told)
    if clock.due is not None and day_of(at) > clock.due:
        told = (f"期限 {clock.due} 已过，不能再申请。", f"It was due on {clock.due}; it is too late to ask.")
        raise _refused("registers.asked_too_late", record, told)
    if clock.requests.exclude(status=MoreTimeStatus.REFUSED).count() >= allowed.times:
        told = (f"最多延期 {allowed.times} 次，已用完。", f"It can be extended {allowed.times} time(s), and was.")
        raise _refused("registers.no_time_left", record, told)


def _checked(request: MoreTime, by: Actor) -> Record:
    """The record, if the person may decide: nobody of the doer's side, nor who asked, nor of the unit that asked."""
    record = Record.objects.select_related("unit", "lead").get(pk=request.clock.record_id)
    register = declared(record.register, record.pack_version_id)
    check_can_decide_time(by, request, record, register, _allowed(request.clock, record))
    return record


def _settle(
    request: MoreTime, status: MoreTimeStatus, reason: str, *, new_due: object, by: Actor, at: datetime
) -> None:
    settled = MoreTime.objects.filter(pk=request.pk, status=MoreTimeStatus.ASKED).update(
        status=status,
        new_due=new_due,
        settled_by=by.account_id,
        settled_name=by.name,
        settled_at=at,
        settled_reason=reason,
    )
    if settled != 1:
        told = ("这份申请已有人处理。", "Somebody has decided on this request already.")
        raise _refused("registers.already_settled", request.clock.record, told)
    request.refresh_from_db()


def _refused(code: str, record: Record, told: tuple[str, str]) -> Refused:
    return Refused(
        code,
        reason=Text(*told),
        remedy=Text("请核对时限的经过，或与督办单位联系。", "Look at the clock's history, or ask who supervises."),
        where=record.number,
    )
