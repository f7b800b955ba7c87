"""Sending a notice of the ladder, and answering one."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from luoshi.audit.actions import writing
from luoshi.packs.queries import register as declared
from luoshi.registers import policies
from luoshi.registers.actions.writing import leave_trace
from luoshi.registers.chasing import check_can_climb, turn_of
from luoshi.registers.daycount import days_left
from luoshi.registers.models import Chase, ChaseSeries, Record
from luoshi.registers.permissions import check_acts_as
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def chase(record: Record, rung: str, *, words: str = "", by: Actor, at: datetime) -> Chase:
    """Send the notice of one rung to the lead unit: in order, once, while its condition holds, by whom it is for.

    Its number is taken in the same transaction as the notice, so numbers have no gaps, however many send at once.
    """
    register = declared(record.register, record.pack_version_id)
    today = day_of(at)
    step = check_can_climb(record, register, rung, day=today)
    check_acts_as(by, record, register, step.by, step.title)
    policies.check_words(words, "words", most=1000)
    with writing():
        record = Record.objects.select_for_update(no_key=True).get(pk=record.pk)
        step = check_can_climb(record, register, rung, day=today)
        notice = Chase(
            county=record.county,
            record=record,
            clock=turn_of(record),
            rung=step.id,
            number=next_numbers(f"{register.prefix}-{step.mark}-{today.year}", 1)[0],
            on=today,
            due=record.due,
            days_left=days_left(record.due, today),
            unit=record.lead or record.unit,
            words=words.strip(),
            by_account=by.account_id,
            by_name=by.name,
            by_unit_id=by.posts[0].unit_id if by.posts else None,
            at=at,
        )
        notice.save()
        leave_trace(record, "chase", [], by=by, at=at, rung=step.id, number=notice.number, unit=notice.unit_id)
    return notice


def reply(notice: Chase, text: str, *, by: Actor, at: datetime) -> Chase:
    """Answer a notice, by the unit it was sent to, once."""
    policies.check_given(text, "reply", Text("请写明办理情况。", "Say how it stands."), most=2000)
    if not by.sits_at(notice.unit_id):
        raise _refused(
            "registers.reply_by", notice, (f"须由{notice.unit.title}答复。", f"It is for {notice.unit.title}.")
        )
    with writing():
        answered = Chase.objects.filter(pk=notice.pk, reply_at=None).update(
            reply=text.strip(), reply_account=by.account_id, reply_name=by.name, reply_at=at
        )
        if answered != 1:
            raise _refused("registers.replied", notice, ("这份通知已答复。", "This notice is answered already."))
        notice.refresh_from_db()
        leave_trace(notice.record, "reply", [], by=by, at=at, number=notice.number, reply=text.strip())
    return notice


def next_numbers(series: str, many: int) -> list[str]:
    """The next numbers of a series, such as DB-TX-2023-0001; its row is held until what bears them is kept.

    The caller holds the transaction. Two or three statements, however many numbers.
    """
    if ChaseSeries.objects.filter(series=series).update(last=F("last") + many) != 1:
        try:
            with transaction.atomic():
                ChaseSeries.objects.create(series=series, last=many)
        except IntegrityError:
            ChaseSeries.objects.filter(series=series).update(last=F("last") + many)
    last = ChaseSeries.objects.get(series=series).last
    return [f"{series}-{number:04d}" for number in range(last - many + 1, last + 1)]


def _refused(code: str, notice: Chase, told: tuple[str, str]) -> Refused:
    return Refused(
        code,
        reason=Text(*told),
        remedy=Text("请看通知的经过。", "Look at what became of the notice."),
        where=notice.number,
    )
