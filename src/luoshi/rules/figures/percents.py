"""Percentages and percentage points: two types that do not pass for each other."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from luoshi.rules.figures.rounding import TWO_PLACES, Number, Rounding, exact
from luoshi.rules.figures.standing import Standing
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

BLANK = "—"
_PERCENT = re.compile(r"(?P<number>[+-]?\d+(?:\.\d+)?)\s*%")


def printed(percent: Fraction, rounding: Rounding) -> Decimal:
    """The percentage as printed: 100 only when it is exactly 100 (rule B6).

    Just below, the rest is dropped (99.81 → 99 at no places); just above, places are added until the
    excess shows (100.04 at one place → 100.04), because both 100.0 and 100.1 would be untrue.
    """
    rounded = rounding.of(percent)
    if abs(rounded) != 100 or abs(percent) == 100:
        return rounded
    if abs(percent) < 100:
        return Rounding(rounding.places, "truncate").of(percent)
    return printed(percent, Rounding(rounding.places + 1, rounding.mode))


def finer(left: Rounding, right: Rounding) -> Rounding:
    """The rounding of a difference: as many places as the more exact side, in the left side's mode."""
    return Rounding(max(left.places, right.places), left.mode)


@dataclass(frozen=True, slots=True)
class PercentagePoints:
    """百分点: the difference of two percentages; `value` 35.8 means 35.8 个百分点."""

    value: Fraction
    rounding: Rounding = TWO_PLACES
    standing: Standing = Standing.ACTUAL

    @classmethod
    def of(cls, number: Number, rounding: Rounding = TWO_PLACES) -> "PercentagePoints":
        return cls(exact(number), rounding)

    @property
    def printed(self) -> Decimal:
        return self.rounding.of(self.value)

    def text(self, language: str = "zh") -> str:
        unit = Text("个百分点", "percentage points").in_(language)
        return f"{self.printed:,f} {unit}{self.standing.mark(language)}"

    def __neg__(self) -> "PercentagePoints":
        return PercentagePoints(-self.value, self.rounding, self.standing)

    def __add__(self, other: "PercentagePoints") -> "PercentagePoints":
        if not isinstance(other, PercentagePoints):
            return NotImplemented
        return PercentagePoints(
            self.value + other.value,
            finer(self.rounding, other.rounding),
            self.standing.beside(other.standing),
        )


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage whose counts are not known here (a published 50.8 %); `value` 50.8 means 50.8 %."""

    value: Fraction
    rounding: Rounding = TWO_PLACES
    standing: Standing = Standing.ACTUAL

    @classmethod
    def parse(cls, text: str) -> "Percent":
        """Reads "67.25 %", "６７.２５%" or "-3.2%"; the places written are the places kept."""
        match = _PERCENT.fullmatch(unicodedata.normalize("NFKC", text).replace("−", "-").strip())
        if match is None:
            raise Refused(
                "figures.not_a_percentage",
                reason=Text(f"“{text}”不是百分数。", f"“{text}” is not a percentage."),
                remedy=Text("写成 67.25% 这样的形式。", "Write it like 67.25%."),
            )
        number = match["number"]
        return cls(Fraction(number), Rounding(len(number.partition(".")[2])))

    @property
    def printed(self) -> Decimal:
        return printed(self.value, self.rounding)

    def text(self, language: str = "zh") -> str:
        return f"{self.printed:,f} %{self.standing.mark(language)}"

    def __add__(self, points: PercentagePoints) -> "Percent":
        if isinstance(points, PercentagePoints):
            return Percent(
                self.value + points.value,
                finer(self.rounding, points.rounding),
                self.standing.beside(points.standing),
            )
        raise refused_sum()

    def __sub__(self, other: "Percent") -> PercentagePoints:
        if not isinstance(other, Percent):
            return NotImplemented
        return PercentagePoints(
            self.value - other.value,
            finer(self.rounding, other.rounding),
            self.standing.beside(other.standing),
        )

    def __mul__(self, other: object) -> "Percent":
        raise refused_product()


def refused_sum() -> Refused:
    return Refused(
        "figures.percent_plus_percent",
        reason=Text(
            "百分数不能相加，加减的幅度是百分点。",
            "Percentages do not add up; a change is told in percentage points.",
        ),
        remedy=Text(
            "把分子、分母分别合计后重新计算，或改用百分点。",
            "Add numerators and denominators first, or use percentage points.",
        ),
    )


def refused_product() -> Refused:
    return Refused(
        "figures.percent_of_percent",
        reason=Text("百分数的百分数没有说明基数。", "A percentage of a percentage does not say of what."),
        remedy=Text(
            "写明分子和分母，作为一个新的比率计算。",
            "Name its numerator and denominator and define it as a rate.",
        ),
    )
