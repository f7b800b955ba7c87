"""Working days: which day is worked, the date n working days away, and how many lie between two dates."""

import datetime as dt
import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Self

from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

SATURDAY = 5


class DayKind(StrEnum):
    """What a day is to an office."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP_WORKDAY = "make_up_workday"

    @property
    def works(self) -> bool:
        """Whether the office is open and clocks run."""
        return self in (DayKind.WORKDAY, DayKind.MAKE_UP_WORKDAY)

    @property
    def label(self) -> Text:
        """Its name for people."""
        return LABELS[self]


LABELS = {
    DayKind.WORKDAY: Text("工作日", "workday"),
    DayKind.WEEKEND: Text("周末", "weekend"),
    DayKind.HOLIDAY: Text("放假", "holiday"),
    DayKind.MAKE_UP_WORKDAY: Text("调休上班", "make-up workday"),
}


def falls_on_weekend(day: dt.date) -> bool:
    """Saturday or Sunday, whatever a notice says about it."""
    return day.weekday() >= SATURDAY


@dataclass(frozen=True, slots=True)
class WorkYear:
    """The days of one civil year that are off (`holidays`) or worked on a weekend (`workdays`).

    `basis` is the document that says so; `published` is False while the year is only computed.
    """

    year: int
    holidays: frozenset[dt.date]
    workdays: frozenset[dt.date]
    basis: str
    published: bool

    def __post_init__(self) -> None:
        strangers = [day for day in self.holidays | self.workdays if day.year != self.year]
        if strangers or self.holidays & self.workdays:
            raise Refused(
                "workdays.year",
                reason=Text(
                    "年度表含有其他年份的日期，或同一天既放假又上班。",
                    "A year's table holds a date of another year, or a day both off and worked.",
                ),
                remedy=Text(
                    "请按公历年份拆分，并核对文件。", "Split it by civil year and compare it with the notice."
                ),
                where=str(self.year),
            )

    def kind(self, day: dt.date) -> DayKind:
        """What a day of this year is."""
        if day in self.holidays:
            return DayKind.HOLIDAY
        if day in self.workdays:
            return DayKind.MAKE_UP_WORKDAY
        return DayKind.WEEKEND if falls_on_weekend(day) else DayKind.WORKDAY

    def open_days(self) -> Iterator[int]:
        """The ordinals of the days worked, in order."""
        for ordinal in range(dt.date(self.year, 1, 1).toordinal(), dt.date(self.year + 1, 1, 1).toordinal()):
            if self.kind(dt.date.fromordinal(ordinal)).works:
                yield ordinal

    def canonical(self) -> str:
        """One line that changes exactly when a day or the standing of the year changes."""
        off = ",".join(sorted(f"{day:%m%d}" for day in self.holidays))
        worked = ",".join(sorted(f"{day:%m%d}" for day in self.workdays))
        return f"{self.year} {'published' if self.published else 'provisional'} off:{off} worked:{worked}"

    def overlaid(self, other: Self) -> "WorkYear":
        """This year with another authority's days on top; where the two differ, `other` wins."""
        return WorkYear(
            self.year,
            (self.holidays - other.workdays) | other.holidays,
            (self.workdays - other.holidays) | other.workdays,
            "；".join(filter(None, (self.basis, other.basis))),
            published=self.published and other.published,
        )


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date found by counting working days, with the calendar it was computed with.

    `provisional`: a year on the way is not published yet, so the date may still move.
    """

    date: dt.date
    provisional: bool
    calendar_version: str

    def missed_by(self, done: dt.date) -> bool:
        """Whether something done on that date is late: the deadline's own day still passes (R088)."""
        return done > self.date


@dataclass(frozen=True, slots=True)
class Elapsed:
    """A number of working days between two dates; negative when the second lies before the first."""

    days: int
    provisional: bool
    calendar_version: str


@dataclass(frozen=True)
class Calendar:
    """Consecutive years of working days; every question costs O(log n) after the first one builds the index."""

    years: Mapping[int, WorkYear]

    def __post_init__(self) -> None:
        known = sorted(self.years)
        if not known or known != list(range(known[0], known[-1] + 1)):
            raise Refused(
                "workdays.gap",
                reason=Text("日历必须由连续的年份组成。", "A calendar is made of consecutive years."),
                remedy=Text("请补上缺少的年份。", "Add the missing years."),
                where=", ".join(map(str, known)) or "no year",
            )

    @cached_property
    def first(self) -> dt.date:
        """The first day it knows."""
        return dt.date(min(self.years), 1, 1)

    @cached_property
    def last(self) -> dt.date:
        """The last day it knows, computed years included."""
        return dt.date(max(self.years), 12, 31)

    @cached_property
    def version(self) -> str:
        """Twelve hexadecimal digits that name the content; stored beside every deadline computed with it."""
        lines = "\n".join(self.years[year].canonical() for year in sorted(self.years))
        return hashlib.sha256(lines.encode()).hexdigest()[:12]

    @cached_property
    def _open_days(self) -> list[int]:
        """Ordinals of all days worked, ascending: position p holds working day number p + 1."""
        return [ordinal for year in sorted(self.years) for ordinal in self.years[year].open_days()]

    @cached_property
    def _unpublished(self) -> list[int]:
        """The years that are only computed, ascending."""
        return [year for year in sorted(self.years) if not self.years[year].published]

    def kind(self, day: dt.date) -> DayKind:
        """What a day is: workday, weekend, holiday or make-up workday."""
        self._check_inside(day)
        return self.years[day.year].kind(day)

    def is_workday(self, day: dt.date) -> bool:
        """Whether a day is worked, make-up workdays included."""
        return self.kind(day).works

    def is_provisional(self, one: dt.date, other: dt.date) -> bool:
        """Whether a year that is not published lies between two dates, their own years included."""
        first, last = sorted((one.year, other.year))
        position = bisect_left(self._unpublished, first)
        return position < len(self._unpublished) and self._unpublished[position] <= last

    def add(self, start: dt.date, days: int) -> Deadline:
        """The working day number `days` after `start`: day 1 is the next working day, 0 is `start` itself (R091)."""
        self._check_inside(start)
        check_count(days)
        found = start if days == 0 else self._nth(self._number(start) + days, start, days)
        return self._deadline(found, since=start)

    def subtract(self, end: dt.date, days: int) -> Deadline:
        """The latest working day from which `days` working days still end by `end` (倒排工期)."""
        self._check_inside(end)
        check_count(days)
        return self._deadline(self._nth(self._number(end) - days, end, -days), since=end)

    def next_workday(self, after: dt.date) -> Deadline:
        """The first working day behind a date."""
        return self.add(after, 1)

    def count(self, start: dt.date, end: dt.date) -> Elapsed:
        """How many working days lie behind `start` up to and including `end`; the inverse of `add`."""
        self._check_inside(start)
        self._check_inside(end)
        return Elapsed(self._number(end) - self._number(start), self.is_provisional(start, end), self.version)

    def overlaid(self, others: Mapping[int, WorkYear]) -> "Calendar":
        """This calendar with another authority's years on top.

        From that authority's first year on, a year for which nothing of it is known is provisional: its notice
        may still come.
        """
        since = min(others, default=max(self.years) + 1)
        missing = (
            WorkYear(year, frozenset(), frozenset(), "", published=False) for year in self.years if year >= since
        )
        layer = {year.year: year for year in missing} | dict(others)
        return Calendar(
            {number: year.overlaid(layer[number]) if number in layer else year for number, year in self.years.items()}
        )

    def _number(self, day: dt.date) -> int:
        """How many working days the calendar has up to and including a day."""
        return bisect_right(self._open_days, day.toordinal())

    def _nth(self, number: int, origin: dt.date, days: int) -> dt.date:
        """Working day number `number` of the calendar; beyond either end it is refused."""
        if not 1 <= number <= len(self._open_days):
            raise self._outside(f"{origin} {days:+} working days")
        return dt.date.fromordinal(self._open_days[number - 1])

    def _deadline(self, found: dt.date, *, since: dt.date) -> Deadline:
        return Deadline(found, self.is_provisional(since, found), self.version)

    def _check_inside(self, day: dt.date) -> None:
        if not self.first <= day <= self.last:
            raise self._outside(day.isoformat())

    def _outside(self, where: str) -> Refused:
        return Refused(
            "workdays.outside",
            reason=Text(
                f"工作日历只覆盖{self.first}至{self.last}。",
                f"The working-day calendar covers {self.first} to {self.last} only.",
            ),
            remedy=Text(
                "请核对日期；确需更早的年份时，请按办理指南补充年度文件。",
                "Check the date; if an earlier year is really needed, add its file as the how-to describes.",
            ),
            where=where,
        )


def check_count(days: int) -> None:
    """A span of working days is never negative."""
    if days < 0:
        raise Refused(
            "workdays.negative",
            reason=Text(f"工作日数不能为负数：{days}。", f"A number of working days cannot be negative: {days}."),
            remedy=Text("向前倒推请使用“倒排”。", "To count backwards, subtract a positive number."),
            where=str(days),
        )
