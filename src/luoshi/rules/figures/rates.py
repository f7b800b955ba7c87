"""A rate that keeps its numerator and denominator."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from luoshi.rules.figures.percents import (
    BLANK,
    Percent,
    PercentagePoints,
    refused_product,
    refused_sum,
)
from luoshi.rules.figures.rounding import TWO_PLACES, Rounding, exact
from luoshi.rules.figures.standing import Standing
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Rate:
    """Numerator over denominator; blank, not zero, while there is nothing to divide by."""

    numerator: int | Decimal
    denominator: int | Decimal
    rounding: Rounding = TWO_PLACES
    standing: Standing = Standing.ACTUAL

    @property
    def value(self) -> Fraction | None:
        """The exact share (382/568), None when the denominator is not positive."""
        base = exact(self.denominator)
        return exact(self.numerator) / base if base > 0 else None

    @property
    def percent(self) -> Percent | None:
        value = self.value
        return None if value is None else Percent(value * 100, self.rounding, self.standing)

    def text(self, language: str = "zh") -> str:
        """ "67.25 %"; "100 %" only when exact; "—" when blank."""
        percent = self.percent
        return BLANK if percent is None else percent.text(language)

    def working(self, language: str = "zh") -> str:
        """The rate with its counts: "382/568 = 67.25 %"."""
        return f"{Decimal(self.numerator):,f}/{Decimal(self.denominator):,f} = {self.text(language)}"

    def __add__(self, points: PercentagePoints) -> Percent:
        if isinstance(points, PercentagePoints):
            return _filled(self) + points
        raise refused_sum()

    def __sub__(self, other: "Rate | Percent") -> PercentagePoints:
        if isinstance(other, Rate):
            return _filled(self) - _filled(other)
        if isinstance(other, Percent):
            return _filled(self) - other
        return NotImplemented

    def __mul__(self, other: object) -> Percent:
        raise refused_product()


def _filled(rate: Rate) -> Percent:
    percent = rate.percent
    if percent is None:
        raise Refused(
            "figures.blank_rate",
            reason=Text(
                "分母为零的比率是空值，不能相减。",
                "A rate without a denominator is blank and has no difference.",
            ),
            remedy=Text("先补录分母，或不作比较。", "Enter the denominator first, or leave the comparison out."),
        )
    return percent
