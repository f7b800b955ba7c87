"""Which periods are owed, by when, and how far the return of one unit is."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from luoshi.calendars.queries import national
from luoshi.org.queries.tree import Node, Tree
from luoshi.packs.declarations import AskingRung, Register
from luoshi.registers.models import Record
from luoshi.rules.figures.rates import Rate
from luoshi.rules.moments import day_of
from luoshi.rules.periods import Kind, Period, parse, period_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.rules.workdays import Deadline


class Stand(StrEnum):
    """How far a return is, the farthest last."""

    MISSING = "missing"  # nothing was begun
    DRAFT = "draft"
    SENT_BACK = "sent_back"
    HANDED_OVER = "handed_over"
    APPROVED = "approved"

    @property
    def is_in(self) -> bool:
        """Whether it counts as handed over."""
        return self in (Stand.HANDED_OVER, Stand.APPROVED)


@dataclass(frozen=True, slots=True)
class Owing:
    """One unit's return of one period: whether it is there, since when, and in time or not.

    `in_time` is None while the day has not passed and nothing was handed over.
    """

    node: Node
    stand: Stand
    record: Record | None
    first_in: date | None
    in_time: bool | None


@dataclass(frozen=True, slots=True)
class Round:
    """The returns of one register for one period, of all units that owed it as the tree stood at the period's end."""

    register: Register
    period: Period
    due: Deadline
    today: date
    owing: tuple[Owing, ...]

    @property
    def completeness(self) -> Rate:
        """齐报率: handed over, of all that are owed."""
        return Rate(sum(each.stand.is_in for each in self.owing), len(self.owing))

    @property
    def on_time(self) -> Rate:
        """及时率: first handed over by the due day, of all that are owed; blank before that day is past."""
        in_time = sum(bool(each.in_time) and each.stand.is_in for each in self.owing)
        return Rate(in_time, len(self.owing) if self.is_due else 0)

    @property
    def is_due(self) -> bool:
        """Whether the due day is past."""
        return self.today > self.due.date

    @property
    def missing(self) -> tuple[Owing, ...]:
        """What has not been handed over."""
        return tuple(each for each in self.owing if not each.stand.is_in)

    def within(self, path: str) -> "Round":
        """The part of a round in one part of the tree."""
        part = tuple(each for each in self.owing if each.node.path.startswith(path))
        return Round(self.register, self.period, self.due, self.today, part)


def due_day(register: Register, period: Period) -> Deadline:
    """By when the return of a period is owed: so many working days after its end."""
    owed = register.owed
    if owed is None:
        raise not_owed(register)
    return national().add(period.end, owed.working_days)


def owed_periods(register: Register, today: date) -> Iterator[Period]:
    """The periods that have begun, the newest first, back to the first that was owed."""
    owed = register.owed
    if owed is None or today < owed.since:
        return
    period = period_of(Kind(register.period), today)
    while period.start >= owed.since:
        if is_owed(register, period):
            yield period
        period = period.previous()


def is_owed(register: Register, period: Period) -> bool:
    """Whether a period is owed at all: before the register ends, and in its season where it has one."""
    owed = register.owed
    ended = register.sunset is not None and period.start > register.sunset
    return owed is not None and not ended and (owed.season is None or owed.season.holds(period.start))


def owing_nodes(register: Register, that_day: Tree) -> list[Node]:
    """The units that owe a return as the tree stood: of the kinds named, below the units named if any are."""
    owed = register.owed
    if owed is None:
        return []
    tops = tuple(node.path for node in that_day.nodes.values() if node.code in owed.below)
    return [
        node
        for node in that_day.nodes.values()
        if node.kind in owed.units and (not owed.below or node.path.startswith(tops))
    ]


def next_rung(register: Register, climbed: Collection[str], left: int | None) -> AskingRung | None:
    """The rung by which a return may be asked for now: the one above the highest climbed, once its day has come.

    `left` is the number of working days up to the due day, negative past it.
    """
    rungs = register.owed.chase if register.owed else ()
    reached = max((index for index, each in enumerate(rungs) if each.id in climbed), default=-1)
    above = rungs[reached + 1] if reached + 1 < len(rungs) else None
    return above if above is not None and left is not None and -left >= above.late else None


def asked_period(register: Register, label: str) -> Period:
    """The period of a label, refused where nobody owes it: another kind of period, out of season, past the end."""
    period = parse(label)
    if register.owed is None or period.kind != register.period or not is_owed(register, period):
        raise not_owed(register)
    return period


def stand_of(register: Register, record: Record | None) -> Stand:
    """How far a return is, by the state it is in."""
    if record is None:
        return Stand.MISSING
    lifecycle = register.lifecycle
    if lifecycle is None or not lifecycle.locked_states:
        return Stand.HANDED_OVER
    if record.state in lifecycle.locked_states:
        return Stand.APPROVED if record.state in lifecycle.ends else Stand.HANDED_OVER
    return Stand.SENT_BACK if handed_over_on(register, record) else Stand.DRAFT


def handed_over_on(register: Register, record: Record) -> date | None:
    """The day a return was first handed over; a later sending back does not make it late."""
    lifecycle = register.lifecycle
    if lifecycle is None or not lifecycle.locked_states:
        return day_of(record.created_at)
    days = [record.reached[state] for state in lifecycle.locked_states if state in record.reached]
    return date.fromisoformat(min(days)) if days else None


def no_rung_now(register: Register, left: int | None) -> Refused:
    """What is said where the ladder has no notice for anybody today; `left` as in `next_rung`."""
    rungs = register.owed.chase if register.owed else ()
    coming = next((each for each in rungs if left is None or each.late > -left), None)
    if coming is None:
        told = Text("选中的单位已催到最高一级。", "The chosen units were asked on the highest rung.")
    else:
        days, side = abs(coming.late), ("到期前", "before") if coming.late < 0 else ("逾期", "past")
        zh, en = (
            (f"{side[0]} {days} 个工作日", f"{days} working days {side[1]} the") if days else ("到期当日", "on the")
        )
        told = Text(
            f"现在没有可发的催报：“{coming.title.zh}”要到{zh}才能发。",
            f"There is no notice to send now: '{coming.title.en}' comes {en} due day.",
        )
    return Refused(
        "returns.no_rung_now",
        reason=told,
        remedy=Text("请看名单上各单位已发到哪一级。", "Look at how far each unit was asked."),
        where=register.ref,
    )


def unread(name: str) -> Refused:
    """What is said of a workbook that holds no relations."""
    return Refused(
        "returns.no_rules",
        reason=Text(f"“{name}”里没有读到审核关系。", f"No audits were found in {name}."),
        remedy=Text(
            "用 .xlsx、.xls 或 .csv，第一张表写明 编号、关系式、说明、级别 四列。",
            "Use .xlsx, .xls or .csv; the first sheet has the columns 编号, 关系式, 说明 and 级别.",
        ),
        where=name,
    )


def not_owed(register: Register) -> Refused:
    return Refused(
        "returns.not_owed",
        reason=Text(
            f"“{register.title.zh}”没有报送义务，或这一期不用报。",
            f"{register.title.en} is not owed by anybody, or not for this period.",
        ),
        remedy=Text("请从报送页选择报表和期间。", "Choose the return and the period on the page of returns."),
        where=register.ref,
    )
