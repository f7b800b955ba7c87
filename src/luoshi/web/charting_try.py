"""Another end for one record, tried before it is saved: the back-schedule, what no longer fits, how to keep it."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.calendars.queries import national
from luoshi.packs.declarations import Register
from luoshi.packs.queries import current
from luoshi.registers.models import Clock, Record
from luoshi.registers.permissions import acts_as, can_edit, may_see_field
from luoshi.registers.queries import visible_below
from luoshi.registers.scheduling import schedule_of
from luoshi.rules.actors import Actor
from luoshi.rules.backschedule import Placed
from luoshi.rules.backschedule import Schedule as Computed
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web import charting, charting_axis, showing
from luoshi.web.charting_axis import Reach
from luoshi.web.components.tries import Keeping, Misfit, Schedule, Tried, TriedStep
from luoshi.web.components.walls import Band, Rail
from luoshi.web.wording import say

SHOWN = 8
"""Misfits listed; the rest is counted."""


def tried_of(actor: Actor, register: Register, record: Record, *, until: date | None, today: date) -> Tried:
    """What another end means. A few queries, one more for each level below the record."""
    name = charting.end_name(register)
    limits = charting.limits_of([record])
    plan = charting.Reader(actor, register, today=today, limits=limits).plan(record)
    if plan.end is None:
        raise _without_end(record)
    end = until or plan.end
    misfits = [*_above(actor, record, end, today), *_below(actor, record, end, today)]
    moved = end != plan.end
    return Tried(
        until=end.isoformat(),
        own=plan.end.isoformat(),
        end_title=showing.field_title(register, name),
        moved=_moved(plan.end, end) if moved else "",
        schedule=_schedule(register, plan.end, end, today),
        misfits=tuple(misfits[:SHOWN]),
        more=max(0, len(misfits) - SHOWN),
        keeping=_keeping(actor, register, record, plan.end, end) if moved and not plan.over else None,
    )


def _without_end(record: Record) -> Refused:
    return Refused(
        "web.no_end",
        reason=Text(f"“{record.label}”没有期限，也没有计划完成日期。", f"'{record.label}' has no due date to move."),
        remedy=Text("请先在记录中填写。", "Enter it on the record first."),
        where=record.number,
    )


def _moved(own: date, end: date) -> str:
    days = (end - own).days
    return (_("比现在晚 %(days)s 天") if days > 0 else _("比现在早 %(days)s 天")) % {"days": abs(days)}


def _schedule(register: Register, own: date, end: date, today: date) -> Schedule | None:
    """The declared steps back from the tried end; None where none are declared."""
    computed = schedule_of(register, end)
    if computed is None or register.back_schedule is None:
        return None
    reach = Reach(min(computed.start, today), max(end, own, today))
    titles = {step.id: say(step.title) for step in register.back_schedule.steps}
    closed = tuple(
        Band(reach.x(since), reach.width(since, until), f"{say(season.title)} {since} – {until}")
        for season in register.back_schedule.seasons.values()
        for since, until in charting_axis.season_spans(season.since, season.until, reach)
    )
    return Schedule(
        steps=tuple(_steps(computed.steps, titles, reach, today)),
        ticks=charting_axis.few_ticks(reach),
        bands=closed,
        today_x=reach.x(today),
        own_x=reach.x(own),
        until_x=reach.x(end),
        told=_slack(computed, today),
        provisional=computed.provisional,
    )


def _slack(computed: Computed, today: date) -> str:
    days = computed.slack(today)
    if days < 0:
        return _("最迟开始日 %(day)s 已过 %(days)s 天") % {"day": computed.start, "days": -days}
    return _("最迟 %(day)s 开始，还有 %(days)s 天") % {"day": computed.start, "days": days}


def _steps(placed: Sequence[Placed], titles: dict[str, str], reach: Reach, today: date) -> Iterator[TriedStep]:
    """Each step with the line from its end to the start of the next."""
    for place, each in enumerate(placed):
        following = placed[place + 1] if place + 1 < len(placed) else None
        rails = [Rail(reach.x(each.start), "0", "50%")] if place else []
        if following is not None:
            end, start = float(reach.x(each.end)), float(reach.x(following.start))
            rails.append(Rail(f"{start:.3f}", "50%", "50%", f"{end:.3f}", f"{max(start - end, 0):.3f}"))
        words = _("%(days)s 个工作日") if each.step.working else _("%(days)s 天")
        yield TriedStep(
            title=titles[each.step.id],
            length=words % {"days": each.step.days},
            dates=f"{each.start} – {each.end}",
            pieces=tuple((reach.x(since), reach.width(since, until)) for since, until in each.stretches),
            rails=tuple(rails),
            late=each.is_too_late(today),
        )


def _above(actor: Actor, record: Record, end: date, today: date) -> Iterator[Misfit]:
    """The parent's own end, where the tried one lies beyond it."""
    parent = record.parent
    if parent is None:
        return
    above = _end_of(actor, parent, today)
    if above is not None and end > above:
        told = _("晚于上级“%(name)s”的 %(day)s") % {"name": parent.label, "day": above}
        yield Misfit(told, reverse("record", args=[parent.pk]))


def _below(actor: Actor, record: Record, end: date, today: date) -> Iterator[Misfit]:
    """Everything below that ends later than the tried end."""
    for child in visible_below(actor, record):
        own = _end_of(actor, child, today)
        if own is not None and own > end:
            told = _("下级“%(name)s”的 %(day)s 在它之后") % {"name": child.label, "day": own}
            yield Misfit(told, reverse("record", args=[child.pk]))


def _end_of(actor: Actor, record: Record, today: date) -> date | None:
    register = current().register(record.register)
    plan = charting.Reader(actor, register, today=today, limits={}).plan(record)
    return None if plan.over else plan.end


def _keeping(actor: Actor, register: Register, record: Record, own: date, end: date) -> Keeping:
    """A field is corrected; a clock is extended on request; any other date is nobody's to move here."""
    name = charting.end_name(register)
    if name == charting.DUE:
        return _asking(actor, register, record, own, end)
    if not can_edit(actor, register, record.unit) or not may_see_field(actor, register.fields[name]):
        return Keeping(against=_("这个日期由登记单位更正，您的岗位不能更正；试排的结果没有保存。"))
    return Keeping(
        action=reverse("record_correct", args=[record.pk]),
        title=_("更正为 %(day)s") % {"day": end},
        hidden={name: end.isoformat(), "revision": str(record.revision)},
    )


def _asking(actor: Actor, register: Register, record: Record, own: date, end: date) -> Keeping:
    """More time for the clock whose date it is; a date is never brought forward."""
    if end < own:
        return Keeping(against=_("期限只能延后，不能提前。"))
    clock = record.clocks.filter(ended_on=None, due=own).first()
    limit = register.lifecycle.clock(clock.clock) if clock is not None and register.lifecycle else None
    if clock is None or limit is None or limit.extension is None:
        return Keeping(against=_("这个期限不能申请延期。"))
    if not acts_as(actor, record, register, limit.extension.by):
        return Keeping(against=_("申请延期不由您办理；试排的结果没有保存。"))
    return _asked(clock, limit.extension.at_most, own, end)


def _asked(clock: Clock, most: int, own: date, end: date) -> Keeping:
    days = national().count(own, end).days
    if not 1 <= days <= most:
        told = _("相差 %(days)s 个工作日；每次延期 1 至 %(most)s 个工作日。")
        return Keeping(against=told % {"days": days, "most": most})
    return Keeping(
        action=reverse("clock_act", args=[clock.pk, "ask"]),
        title=_("申请延期 %(days)s 个工作日") % {"days": days},
        hidden={"days": str(days)},
        most=1000,
    )
