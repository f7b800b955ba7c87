"""What a record's page says about time: its clocks, the notices it got, and the schedule back from its due date."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.calendars.queries import national
from luoshi.packs.declarations import Clock as Limit
from luoshi.packs.declarations import Register, Rung
from luoshi.registers.chasing import ladder
from luoshi.registers.models import Clock, ClockState, DueCause, DueChange, MoreTime, MoreTimeStatus, Record
from luoshi.registers.permissions import acts_as, check_can_decide_time
from luoshi.registers.scheduling import end_of, schedule_of
from luoshi.rules.actors import Actor
from luoshi.rules.backschedule import Placed, Schedule
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.records import MoveButton
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.wording import in_brackets, say

STATES = {
    ClockState.RUNNING: (Tone.BLUE, Text("计时中", "running")),
    ClockState.STOPPED: (Tone.YELLOW, Text("已停表", "stands still")),
    ClockState.MET: (Tone.GREEN, Text("按期", "in time")),
    ClockState.MISSED: (Tone.RED, Text("超期", "late")),
    ClockState.VOID: (Tone.GREY, Text("不再计时", "no longer counted")),
}
CAUSES = {
    DueCause.STOPPED: Text("停表", "stopped"),
    DueCause.RESUMED: Text("恢复计时", "runs again"),
    DueCause.EXTENDED: Text("延期", "extended"),
    DueCause.CALENDAR: Text("日历更新，顺延", "new calendar, later"),
    DueCause.KEPT: Text("日历更新，算出更早，保持不变", "new calendar, would be earlier, stays"),
}


@dataclass(frozen=True, slots=True)
class Act:
    """A thing that can be done to a clock."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for more time that waits; `against` says why this person does not decide on it."""

    request: MoreTime
    against: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A step on the scale of the whole schedule, in per cent of its width."""

    title: str
    pieces: tuple[tuple[str, str], ...]
    days: str
    late: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The schedule as a table and as bars; `tried` is a date that is not the record's own."""

    table: Table
    bars: tuple[Bar, ...]
    told: str
    until: str
    tried: bool
    provisional: bool


@dataclass(frozen=True, slots=True)
class Timed:
    """The parts of the page that are about time; empty ones are left out."""

    clocks: Table | None
    changes: tuple[str, ...]
    acts: tuple[Act, ...]
    requests: tuple[Asked, ...]
    notices: Table | None
    rungs: tuple[MoveButton, ...]
    plan: Plan | None


def fetch(record: Record) -> None:
    """Read what the page asks for several times. At most six queries, fewer where there are no clocks or notices."""
    prefetch_related_objects([record], "clocks__requests", "clocks__changes", "chases__unit", "parties")


def timed_of(actor: Actor, register: Register, record: Record, *, today: date, until: date | None) -> Timed:
    """Everything about time on a record's page, once `fetch` has read it."""
    clocks = sorted(record.clocks.all(), key=lambda clock: clock.pk)
    return Timed(
        clocks=_clocks_table(register, clocks) if clocks else None,
        changes=tuple(
            _told(change) for clock in clocks for change in sorted(clock.changes.all(), key=lambda each: each.pk)
        ),
        acts=tuple(act for clock in clocks for act in _acts(actor, register, record, clock, today)),
        requests=tuple(asked for clock in clocks for asked in _asked(actor, register, record, clock)),
        notices=_notices(register, record),
        rungs=_rungs(actor, register, record, today),
        plan=_plan(register, record, today, until),
    )


def title_of(register: Register, clock: Clock) -> str:
    """A clock by the states it runs between."""
    limit = _limit(register, clock)
    states = register.lifecycle.states if register.lifecycle else {}
    if limit is None or limit.on not in states or limit.until not in states:
        return _("指定日期")
    return f"{say(states[limit.on].title)} → {say(states[limit.until].title)}"


def _limit(register: Register, clock: Clock) -> Limit | None:
    return register.lifecycle.clock(clock.clock) if register.lifecycle else None


def _clocks_table(register: Register, clocks: list[Clock]) -> Table:
    columns = (
        Column(_("时限")),
        Column(_("起算"), ColumnKind.DATE),
        Column(_("工作日")),
        Column(_("期限"), ColumnKind.DATE),
        Column(_("状态"), ColumnKind.LIGHT),
    )
    rows = tuple(
        Row(
            (
                Cell(title_of(register, clock), note=_basis(register, clock)),
                Cell(clock.started_on.isoformat()),
                Cell(_days(clock)),
                Cell(clock.due.isoformat() if clock.due else "", note=_calendar(clock)),
                Cell(light=_state(clock), note=clock.ended_on.isoformat() if clock.ended_on else ""),
            )
        )
        for clock in clocks
    )
    return Table(columns, rows, Empty(_("没有时限")))


def _basis(register: Register, clock: Clock) -> str:
    limit = _limit(register, clock)
    return limit.basis.document if limit and clock.working_days is not None else ""


def _days(clock: Clock) -> str:
    if clock.working_days is None:
        return ""
    return f"{clock.working_days} + {clock.extended}" if clock.extended else f"{clock.working_days}"


def _calendar(clock: Clock) -> str:
    if not clock.calendar:
        return ""
    told = calendar_title(clock.calendar)
    return f"{told} · {_('暂算')}" if clock.provisional else told


def calendar_title(version: str) -> str:
    """A calendar by the last year whose notice it holds; of one that is no longer in force only that is known."""
    calendar = national()
    if version != calendar.version:
        return _("先前的日历（%(version)s）") % {"version": version[:6]}
    last = max((year for year, days in calendar.years.items() if days.published), default=0)
    return _("现行日历（放假通知至 %(year)s 年）") % {"year": last}


def _state(clock: Clock) -> Light:
    tone, word = STATES[ClockState(clock.state)]
    return Light(tone, say(word))


def _told(change: DueChange) -> str:
    """One line: what the date was, what it is, and why."""
    cause = say(CAUSES[DueCause(change.cause)])
    days = f"{change.old_due or '—'} → {change.new_due or '—'}"
    if change.cause == DueCause.KEPT:
        days = f"{change.old_due}{in_brackets(str(change.computed))}"
    who = f"{change.by_name} · {day_of(change.at)}"
    return " · ".join(part for part in (cause, days, change.reason, who) if part)


def _asked(actor: Actor, register: Register, record: Record, clock: Clock) -> list[Asked]:
    waiting = [each for each in clock.requests.all() if each.status == MoreTimeStatus.ASKED]
    return [Asked(each, _against(actor, register, record, clock, each)) for each in waiting]


def _against(actor: Actor, register: Register, record: Record, clock: Clock, asked: MoreTime) -> str:
    """Why this person does not decide on a request; nothing if they do."""
    limit = _limit(register, clock)
    if limit is None or limit.extension is None:
        return _("这个时限不能延期。")
    try:
        check_can_decide_time(actor, asked, record, register, limit.extension)
    except Refused as refused:
        return f"{say(refused.reason)} {say(refused.remedy)}"
    return ""


def _may_ask(limit: Limit, clock: Clock, today: date) -> bool:
    """Whether more time can still be asked for: the clock runs, the date has not passed, a time is left."""
    asked = [each for each in clock.requests.all() if each.status != MoreTimeStatus.REFUSED]
    late = clock.due is not None and today > clock.due
    return limit.extension is not None and not clock.stopped_since and not late and len(asked) < limit.extension.times


def _acts(actor: Actor, register: Register, record: Record, clock: Clock, today: date) -> list[Act]:
    """What this person may do to a clock that is open."""
    limit = _limit(register, clock)
    if limit is None or clock.ended_on is not None or clock.working_days is None:
        return []
    found = []
    title = title_of(register, clock)
    may_stop = any(acts_as(actor, record, register, reason.by) for reason in limit.stops.values())
    if may_stop:
        name, word = ("resume", _("恢复计时")) if clock.stopped_since else ("stop", _("停表"))
        found.append(Act(f"{word}：{title}", reverse("clock_act", args=[clock.pk, name])))
    if limit.extension and _may_ask(limit, clock, today) and acts_as(actor, record, register, limit.extension.by):
        found.append(Act(f"{_('申请延期')}：{title}", reverse("clock_act", args=[clock.pk, "ask"])))
    return found


def _notices(register: Register, record: Record) -> Table | None:
    notices = sorted(record.chases.all(), key=lambda notice: notice.pk)
    if not notices:
        return None
    columns = (Column(_("文号")), Column(_("日期"), ColumnKind.DATE), Column(_("发往")), Column(_("答复")))
    rows = tuple(
        Row(
            (
                Cell(each.number, reverse("chase", args=[each.pk]), rung_title(register, each.rung)),
                Cell(each.on.isoformat()),
                Cell(each.unit.title),
                Cell(each.reply or _("未答复"), note=each.reply_name),
            )
        )
        for each in notices
    )
    return Table(columns, rows, Empty(_("没有催办")))


def rung_title(register: Register, name: str) -> str:
    rungs = register.lifecycle.chase if register.lifecycle else ()
    return next((say(rung.title) for rung in rungs if rung.id == name), name)


def _rungs(actor: Actor, register: Register, record: Record, today: date) -> tuple[MoveButton, ...]:
    """The rungs ahead, for those who may climb one of them; those behind stand among the notices.

    None of a matter that has ended.
    """
    if register.lifecycle is not None and register.lifecycle.states[record.state].end:
        return ()
    sent = {notice.rung for notice in record.chases.all()}
    climbs = [
        each
        for each in ladder(record, register, day=today)
        if each.rung.id not in sent and _mine(actor, register, record, each.rung)
    ]
    return tuple(
        MoveButton(
            title=say(each.rung.title),
            href=reverse("record_chase", args=[record.pk, each.rung.id]),
            reason=say(each.refused.reason) if each.refused else "",
        )
        for each in climbs
    )


def _mine(actor: Actor, register: Register, record: Record, rung: Rung) -> bool:
    return acts_as(actor, record, register, rung.by)


def _plan(register: Register, record: Record, today: date, until: date | None) -> Plan | None:
    own = end_of(register, record)
    end = until or own
    if register.back_schedule is None or end is None:
        return None
    try:
        schedule = schedule_of(register, end)
    except Refused as refused:
        usual = _plan(register, record, today, None) if until else None
        return usual and replace(usual, told=say(refused.reason))
    if schedule is None:
        return None
    titles = {step.id: say(step.title) for step in register.back_schedule.steps}
    return Plan(
        table=_plan_table(schedule, titles, today),
        bars=tuple(_bar(placed, schedule, titles, today) for placed in schedule.steps),
        told=_slack(schedule.slack(today)),
        until=end.isoformat(),
        tried=until is not None and until != own,
        provisional=schedule.provisional,
    )


def _slack(days: int) -> str:
    if days < 0:
        return _("最迟开始日已过 %(days)s 天") % {"days": -days}
    return _("距最迟开始日还有 %(days)s 天") % {"days": days}


def _plan_table(schedule: Schedule, titles: dict[str, str], today: date) -> Table:
    columns = (
        Column(_("工序")),
        Column(_("用时")),
        Column(_("最迟开始"), ColumnKind.DATE),
        Column(_("最迟完成"), ColumnKind.DATE),
        Column(_("今天看"), ColumnKind.LIGHT),
    )
    rows = tuple(
        Row(
            (
                Cell(titles[placed.step.id]),
                Cell(_length(placed)),
                Cell(placed.start.isoformat()),
                Cell(placed.end.isoformat()),
                Cell(light=_stands(placed, today)),
            )
        )
        for placed in schedule.steps
    )
    return Table(columns, rows, Empty(_("没有工序")))


def _length(placed: Placed) -> str:
    days = {"days": placed.step.days}
    return _("%(days)s 个工作日") % days if placed.step.working else _("%(days)s 天") % days


def _stands(placed: Placed, today: date) -> Light:
    if placed.is_too_late(today):
        return Light(Tone.RED, _("应已开始"))
    return Light(Tone.GREEN, _("来得及"))


def _bar(placed: Placed, schedule: Schedule, titles: dict[str, str], today: date) -> Bar:
    whole = max((schedule.due - schedule.start).days + 1, 1)
    pieces = tuple(
        (
            f"{100 * (since - schedule.start).days / whole:.2f}",
            f"{100 * ((until - since).days + 1) / whole:.2f}",
        )
        for since, until in placed.stretches
    )
    return Bar(titles[placed.step.id], pieces, f"{placed.start} – {placed.end}", placed.is_too_late(today))
