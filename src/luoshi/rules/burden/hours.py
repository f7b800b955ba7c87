"""Hours of filling in: cells times seconds, units and times a year, with the range and what they rest on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from luoshi.rules.burden.kinds import CellKind
from luoshi.rules.burden.timings import Timing
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

_SECONDS = Decimal(3600)
WEEKS = Decimal(52)


@dataclass(frozen=True, slots=True)
class Hours:
    """Never one figure alone: the middle, the range, and whether each second of it was measured."""

    value: Decimal
    low: Decimal
    high: Decimal
    measured: bool

    def times(self, number: int | Decimal) -> "Hours":
        return Hours(self.value * number, self.low * number, self.high * number, self.measured)

    def a_week(self) -> "Hours":
        """Of a year's hours, those of one week."""
        return Hours(self.value / WEEKS, self.low / WEEKS, self.high / WEEKS, self.measured)

    @classmethod
    def together(cls, several: Iterable["Hours"]) -> "Hours":
        """The sum; it is measured when all of it is."""
        kept = list(several)
        return cls(
            sum((each.value for each in kept), Decimal(0)),
            sum((each.low for each in kept), Decimal(0)),
            sum((each.high for each in kept), Decimal(0)),
            all(each.measured for each in kept),
        )

    @classmethod
    def of_cells(cls, cells: Mapping[CellKind, int], timings: Mapping[CellKind, Timing]) -> "Hours":
        """What one unit spends on filling these cells in once."""
        return cls.together(
            Hours(
                timings[kind].seconds * number / _SECONDS,
                timings[kind].low * number / _SECONDS,
                timings[kind].high * number / _SECONDS,
                timings[kind].measured,
            )
            for kind, number in cells.items()
            if number
        )


@dataclass(frozen=True, slots=True)
class Pace:
    """How often how many units fill a form in."""

    times_a_year: Decimal
    units: int

    def a_year(self, once: Hours) -> Hours:
        return once.times(self.times_a_year).times(self.units)


def saved(before: Hours | None, after: Hours | None) -> Hours:
    """What is spent less; refused without a baseline, and without what came after.

    The same seconds hold before and after, so the ends of the two ranges belong together.
    """
    if before is None:
        raise Refused(
            "burden.no_baseline",
            reason=Text(
                "没有减负之前的数，不能说减少了多少。", "There is no baseline, so nothing can be said to be saved."
            ),
            remedy=Text(
                "先记下之前的格数或实测用时，再比较。", "Keep the cells or the hours of before, then compare."
            ),
        )
    if after is None:
        raise Refused(
            "burden.no_comparison",
            reason=Text("没有减负之后的数。", "There is nothing to hold against the baseline."),
            remedy=Text("先数清现在还要手填多少格。", "Count what is still filled in by hand."),
        )
    return Hours(
        before.value - after.value,
        before.low - after.low,
        before.high - after.high,
        before.measured and after.measured,
    )
