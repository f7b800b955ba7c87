"""Asking units for returns they owe."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError

from luoshi.audit.actions import Act, record_many, writing
from luoshi.org.models import Unit
from luoshi.packs.declarations import Register
from luoshi.packs.queries import register as declared
from luoshi.registers.actions.chasing import next_numbers
from luoshi.registers.daycount import days_left
from luoshi.registers.policies import check_given
from luoshi.returns.models import Reminder
from luoshi.returns.permissions import check_may_remind
from luoshi.returns.policies import Round, asked_period, next_rung, no_rung_now
from luoshi.returns.queries import reminders, round_of
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

MOST = 3_000  # units asked at a time


def remind(
    register_ref: str, period: str, *, units: Sequence[int], words: str, by: Actor, at: datetime
) -> list[Reminder]:
    """Ask units for a return: those among the given whose return is not in; the others are left in peace.

    Where the register declares a ladder, each unit gets the notice of the rung above its last one, numbered without
    gaps; those whose next rung has not come are left in peace too. Refused where nobody is left to ask. Some ten
    queries, and three for each rung, whatever the number of units.
    """
    register = declared(register_ref)
    check_given(words, "words", Text("催报要写明事由。", "Say what is asked for."), most=400)
    asked = asked_period(register, period)
    found = round_of(by, register, asked, today=day_of(at))
    missing = {each.node.unit_id for each in found.missing}
    wanted = list(Unit.objects.filter(pk__in=missing.intersection(units[:MOST])).order_by("code"))
    if not wanted:
        raise Refused(
            "returns.nobody_missing",
            reason=Text("选中的单位都已上报。", "All of the chosen units have handed it over."),
            remedy=Text("请刷新页面。", "Reload the page."),
            where=period,
        )
    for unit in wanted:
        check_may_remind(by, register, unit)
    try:
        with writing():
            kept = Reminder.objects.bulk_create(_asking(found, wanted, words, by=by, at=at), batch_size=500)
            record_many([_act(each) for each in kept], by=by, at=at)
    except IntegrityError:  # somebody else has just sent the same rung
        raise no_rung_now(register, None) from None
    return kept


def _asking(found: Round, units: Sequence[Unit], words: str, *, by: Actor, at: datetime) -> list[Reminder]:
    """What is sent to each unit, by the rung that is next for it; refused where it is nobody's turn."""
    register, due = found.register, found.due.date
    left = days_left(due, day_of(at))
    sent = reminders(register.ref, found.period.label, [each.pk for each in units])
    made = []
    for unit in units:
        rung = next_rung(register, {each.rung for each in sent.get(unit.pk, ())}, left)
        if rung is None and register.owed is not None and register.owed.chase:
            continue
        made.append(
            Reminder(
                county=unit.county,
                register=register.ref,
                period=found.period.label,
                unit=unit,
                rung=rung.id if rung else "",
                due=due,
                days_left=left,
                words=words.strip(),
                by_account=by.account_id,
                by_name=by.name,
                at=at,
            )
        )
    if not made:
        raise no_rung_now(register, left)
    _number(register, made, day_of(at).year)
    return made


def _number(register: Register, made: Sequence[Reminder], year: int) -> None:
    for rung in register.owed.chase if register.owed else ():
        of_it = [each for each in made if each.rung == rung.id]
        numbers = next_numbers(f"{register.prefix}-{rung.mark}-{year}", len(of_it)) if of_it else []
        for each, number in zip(of_it, numbers, strict=True):
            each.number = number


def _act(asked: Reminder) -> Act:
    told = {"register": asked.register, "period": asked.period, "words": asked.words, "reminder": asked.pk}
    if asked.rung:
        told |= {"rung": asked.rung, "number": asked.number}
    return Act("returns.remind", "unit", asked.unit_id, asked.county, told)
