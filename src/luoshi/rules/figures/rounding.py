"""Exact numbers and the declared way of printing them."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Number = int | Decimal | Fraction
Mode = Literal["half_up", "truncate"]


def exact(number: Number) -> Fraction:
    """The number without any loss; a float has already lost its decimals and is a programming error."""
    if isinstance(number, float):
        raise TypeError("a figure is never a float; pass int, Decimal or Fraction")
    return Fraction(number)


@dataclass(frozen=True, slots=True)
class Rounding:
    """Decimal places and mode as declared: `half_up` is 四舍五入 of the magnitude, `truncate` cuts."""

    places: int = 2
    mode: Mode = "half_up"

    def __post_init__(self) -> None:
        if self.places < 0:
            raise ValueError("places cannot be negative")

    def of(self, number: Number) -> Decimal:
        """The rounded number with exactly `places` decimals, independent of the decimal context."""
        value = exact(number)
        scaled = abs(value) * 10**self.places
        whole = scaled.numerator // scaled.denominator
        if self.mode == "half_up" and (scaled - whole) * 2 >= 1:
            whole += 1
        digits = tuple(int(digit) for digit in str(whole))
        return Decimal((int(value < 0 and whole > 0), digits, -self.places))

    def text(self, number: Number) -> str:
        """Printed with thousands grouped: 1861.44 → "1,861.44"."""
        return f"{self.of(number):,f}"


TWO_PLACES = Rounding()
ONE_PLACE = Rounding(places=1)
