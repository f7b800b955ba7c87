"""Asking units for returns they owe."""

from collections.abc import Sequence
from datetime import datetime

from luoshi.audit.actions import Act, record_many, writing
from luoshi.org.models import Unit
from luoshi.packs.queries import register as declared
from luoshi.registers.policies import check_given
from luoshi.returns.models import Reminder
from luoshi.returns.permissions import check_may_remind
from luoshi.returns.policies import asked_period
from luoshi.returns.queries import round_of
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

MOST = 3_000  # units asked at a time


def remind(
    register_ref: str, period: str, *, units: Sequence[int], words: str, by: Actor, at: datetime
) -> list[Reminder]:
    """Ask units for a return: those among the given whose return is not in; the others are left in peace.

    Refused where none of them owes it any more. Some eight queries, whatever the number of units.
    """
    register = declared(register_ref)
    check_given(words, "words", Text("催报要写明事由。", "Say what is asked for."), most=400)
    asked = asked_period(register, period)
    missing = {each.node.unit_id for each in round_of(by, register, asked, today=day_of(at)).missing}
    wanted = list(Unit.objects.filter(pk__in=missing.intersection(units[:MOST])).order_by("path"))
    if not wanted:
        raise Refused(
            "returns.nobody_missing",
            reason=Text("选中的单位都已上报。", "All of the chosen units have handed it over."),
            remedy=Text("请刷新页面。", "Reload the page."),
            where=period,
        )
    for unit in wanted:
        check_may_remind(by, register, unit)
    reminders = [
        Reminder(
            county=unit.county,
            register=register_ref,
            period=asked.label,
            unit=unit,
            words=words.strip(),
            by_account=by.account_id,
            by_name=by.name,
            at=at,
        )
        for unit in wanted
    ]
    told = {"register": register_ref, "period": asked.label, "words": words.strip()}
    with writing():
        Reminder.objects.bulk_create(reminders, batch_size=500)
        record_many([Act("returns.remind", "unit", unit.pk, unit.county, told) for unit in wanted], by=by, at=at)
    return reminders
