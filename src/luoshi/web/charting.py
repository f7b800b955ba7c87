"""挂图: what a record has planned, done and expected, as spans of days; where nothing is declared, derived."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min

from luoshi.packs.declarations import Chart, FieldType, Register
from luoshi.registers.models import Clock, Record
from luoshi.registers.permissions import may_see_field
from luoshi.rules.actors import Actor

DUE = "due"
NOTHING = Chart()


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, either of which may be unknown; `running` ends today because it still goes on."""

    start: date | None
    end: date | None
    running: bool = False

    @property
    def days(self) -> tuple[date, ...]:
        """The days that are known."""
        return tuple(day for day in (self.start, self.end) if day is not None)


@dataclass(frozen=True, slots=True)
class Plan:
    """The three spans of a record; None where there is nothing to draw. `over` means nothing is expected any more."""

    planned: Span | None
    actual: Span | None
    expected: Span | None
    over: bool = False

    @property
    def days(self) -> tuple[date, ...]:
        """Every day any of them names."""
        return tuple(day for span in (self.planned, self.actual, self.expected) if span for day in span.days)

    @property
    def end(self) -> date | None:
        """The planned end: what is dragged, and what a child is held against."""
        return self.planned.end if self.planned else None


def is_charted(register: Register) -> bool:
    """Whether a register has a wall chart: it says so, its records have states, or they form a tree of due dates."""
    tree = register.parent is not None and register.parent.to == register.ref
    return tree or any((register.chart, register.lifecycle, register.back_schedule))


def end_name(register: Register) -> str:
    """What the planned end of a record is: `due`, or the date field that says it."""
    if register.chart is not None and register.chart.planned_to:
        return register.chart.planned_to
    return register.back_schedule.until if register.back_schedule else DUE


def limits_of(records: Sequence[Record]) -> Mapping[int, Span]:
    """From the first start to the last date of each record's clocks, also of those that have ended. One query."""
    found = (
        Clock.objects.filter(record__in=[each.pk for each in records])
        .exclude(due=None)
        .values_list("record")
        .annotate(Min("started_on"), Max("due"))
        .order_by()
    )
    return {pk: Span(start, end) for pk, start, end in found}


class Reader:
    """Reads the spans of records of one register as one person may see them."""

    def __init__(self, actor: Actor, register: Register, *, today: date, limits: Mapping[int, Span]) -> None:
        self._register = register
        self._today = today
        self._limits = limits
        declared = register.chart or NOTHING
        hidden = {each.id for each in register.fields.values() if not may_see_field(actor, each)}
        names = {name: getattr(declared, name) for name in ("planned_from", "actual_from", "actual_to", "expected")}
        self._names = {name: "" if value in hidden else value for name, value in names.items()}
        end = end_name(register)
        self._end = "" if end in hidden else end

    def plan(self, record: Record) -> Plan:
        """The spans of one record. No query."""
        over = self._is_over(record)
        actual = self._actual(record, over)
        return Plan(self._planned(record), actual, self._expected(record, actual, over), over)

    def _is_over(self, record: Record) -> bool:
        if self._names["actual_to"] and self._day(record, self._names["actual_to"]):
            return True
        lifecycle = self._register.lifecycle
        return lifecycle is not None and record.state in lifecycle.ends

    def _planned(self, record: Record) -> Span | None:
        limit = self._limits.get(record.pk)
        end = self._day(record, self._end)
        if end is None and self._end == DUE and limit is not None:
            end = limit.end
        start = self._day(record, self._names["planned_from"])
        if start is None and not self._names["planned_from"] and self._register.lifecycle is not None:
            start = limit.start if limit else self._day(record, self._register.lifecycle.initial)
        if start is not None and end is not None and start > end:
            start = None
        return Span(start, end) if start or end else None

    def _actual(self, record: Record, over: bool) -> Span | None:
        """Begun when it left its first state; over when it reached an end, else it runs until today."""
        start = self._day(record, self._names["actual_from"]) or self._begun(record)
        end = self._day(record, self._names["actual_to"]) if self._names["actual_to"] else None
        if end is None and over:
            end = self._day(record, record.state)
        if start is None and end is None:
            return None
        if end is not None:
            return Span(start, end)
        return Span(start, self._today, running=True)

    def _begun(self, record: Record) -> date | None:
        lifecycle = self._register.lifecycle
        if lifecycle is None or self._names["actual_from"]:
            return None
        later = [day for name in lifecycle.states if name != lifecycle.initial and (day := self._day(record, name))]
        return min(later, default=None)

    def _expected(self, record: Record, actual: Span | None, over: bool) -> Span | None:
        end = self._day(record, self._names["expected"])
        if end is None or over:
            return None
        start = actual.end if actual is not None and actual.running else None
        return Span(start if start is not None and start < end else None, end)

    def _day(self, record: Record, name: str) -> date | None:
        if not name:
            return None
        if name == DUE:
            return record.due
        declared = self._register.fields.get(name)
        is_date = declared is not None and declared.type is FieldType.DATE
        kept = record.data.get(name) if is_date else record.reached.get(name)
        return date.fromisoformat(str(kept)) if kept else None
