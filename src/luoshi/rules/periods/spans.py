"""What a figure of a period covers: the period alone (当期) or the year up to its end (累计)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from luoshi.rules.periods.kinds import Kind
from luoshi.rules.periods.period import Period, period_of
from luoshi.rules.periods.wording import MONTHS
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Current:
    """当期: what happened within the period."""

    period: Period

    @property
    def start(self) -> date:
        return self.period.start

    @property
    def end(self) -> date:
        return self.period.end

    @property
    def text(self) -> Text:
        return self.period.text


@dataclass(frozen=True, slots=True)
class Cumulative:
    """累计: what happened from the start of the year (herding year, five-year plan) to the period's end."""

    period: Period
    since: Kind = Kind.YEAR

    @property
    def start(self) -> date:
        return period_of(self.since, self.period.end).start

    @property
    def end(self) -> date:
        return self.period.end

    @property
    def text(self) -> Text:
        if self.since is Kind.YEAR and self.period.kind is Kind.MONTH:
            year, month = self.end.year, self.end.month
            if month == 1:
                return Text(f"{year}年1月累计", f"{MONTHS[0]} {year}, cumulative")
            return Text(f"{year}年1—{month}月累计", f"{MONTHS[0]}–{MONTHS[month - 1]} {year}, cumulative")
        return Text(f"{self.start:%Y-%m-%d}至{self.end:%Y-%m-%d}累计", f"{self.start} to {self.end}, cumulative")

    def year_earlier(self) -> "Cumulative":
        return Cumulative(self.period.year_earlier(), self.since)


Coverage = Current | Cumulative


def check_comparable(left: Coverage, right: Coverage) -> None:
    """Refuses growth or ranking between unlike stretches of time (R002)."""
    _check_same_type(left, right)
    same_kind = left.period.kind is right.period.kind
    same_place = isinstance(left, Current) or _place_in_year(left) == _place_in_year(right)
    if not (same_kind and same_place):
        raise Refused(
            "periods.unequal",
            reason=Text(
                f"{left.text.zh}与{right.text.zh}长短不同，不能比较。",
                f"{left.text.en} and {right.text.en} differ in length and cannot be compared.",
            ),
            remedy=Text("与上年同期比较。", "Compare with the same period of the year before."),
        )


def check_summable(spans: Sequence[Coverage]) -> None:
    """Refuses sums that mix the two types or count a day twice; the same span of several units adds up."""
    distinct = sorted(set(spans), key=lambda span: span.start)
    for left, right in pairwise(distinct):
        _check_same_type(left, right)
    for left, right in pairwise(distinct):
        if right.start <= left.end:
            raise Refused(
                "periods.overlap",
                reason=Text(
                    f"{left.text.zh}与{right.text.zh}有重叠，相加会重复计算。",
                    f"{left.text.en} and {right.text.en} overlap; adding them counts days twice.",
                ),
                remedy=Text(
                    "只加互不重叠的当期数；累计数取最后一期。",
                    "Add current figures that do not overlap; of cumulative ones take the last.",
                ),
            )


def _check_same_type(left: Coverage, right: Coverage) -> None:
    if type(left) is type(right):
        return
    raise Refused(
        "periods.mixed",
        reason=Text(
            f"当期数与累计数不能比较或相加（{left.text.zh}；{right.text.zh}）。",
            f"Current and cumulative figures cannot be compared or added ({left.text.en}; {right.text.en}).",
        ),
        remedy=Text(
            "两边都用当期数，或都用累计数。", "Use current figures on both sides, or cumulative ones on both."
        ),
    )


def _place_in_year(span: Coverage) -> tuple[int, int]:
    """Where in its year a cumulative stretch ends; the last of February counts as the same in any year."""
    after = date.fromordinal(span.end.toordinal() + 1)
    return after.month, after.day
