"""An amount with its unit: it adds, compares and converts within its dimension and refuses the rest."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from luoshi.rules.figures.rounding import Number, Rounding, exact
from luoshi.rules.quantities.bounds import WORDS_AFTER, WORDS_BEFORE, WORDS_INSIDE, Bound
from luoshi.rules.quantities.units import Unit, unit
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

_WRITTEN = re.compile(
    rf"(?P<before>{'|'.join(WORDS_BEFORE)})?"
    r"(?P<number>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?P<scale>[百千万亿]*)"
    rf"(?P<inside>{'|'.join(WORDS_INSIDE)})?\s*(?P<unit>[^\s\d.,]\S*?)(?P<after>{'|'.join(WORDS_AFTER)})?"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    value: Decimal
    unit: Unit
    bound: Bound = Bound.EXACT

    @classmethod
    def of(cls, value: int | Decimal, symbol: str) -> "Quantity":
        return cls(Decimal(value), unit(symbol))

    @classmethod
    def parse(cls, text: str) -> "Quantity":
        """Reads "1660亿元", "1.5万亩", "1,861.44 亿元", "近2000万吨" (marked as below), full-width digits too."""
        match = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text).replace("−", "-").strip())
        if match is None:
            raise _not_a_quantity(text)
        bound = (
            WORDS_BEFORE.get(match["before"] or "", Bound.EXACT)
            .beside(WORDS_INSIDE.get(match["inside"] or "", Bound.EXACT))
            .beside(WORDS_AFTER.get(match["after"] or "", Bound.EXACT))
        )
        return cls(Decimal(match["number"].replace(",", "")), unit(match["scale"] + match["unit"]), bound)

    @property
    def magnitude(self) -> Fraction:
        """The amount in the dimension's own unit: 1.5万亩 is 15000."""
        return exact(self.value) * self.unit.scale

    def to(self, symbol: str, rounding: Rounding | None = None) -> "Quantity":
        """The same amount in another unit, exact; where the decimals never end, `rounding` must be declared."""
        target = unit(symbol)
        _check_same_dimension(self, target)
        if target is self.unit and rounding is None:
            return self
        return Quantity(_decimal(self.magnitude / target.scale, rounding, target), target, self.bound)

    def text(self, language: str = "zh", rounding: Rounding | None = None) -> str:
        """ "1,861.44 亿元", "近2,000 万吨"; every decimal kept unless a rounding is declared."""
        number = f"{self.value:,f}" if rounding is None else rounding.text(self.value)
        return f"{self.bound.mark(language)}{number} {self.unit.name(language, one=abs(self.value) == 1)}"

    def per(self, other: "Quantity", rounding: Rounding) -> "Quantity":
        """The pace or density: 500万亩 per 335日 = 1.49 万亩/日 (R048)."""
        if other.value == 0:
            raise _no_base()
        value = rounding.of(exact(self.value) / exact(other.value))
        bound = self.bound.beside(other.bound.reversed())
        return Quantity(value, unit(f"{self.unit.symbol}/{other.unit.symbol}"), bound)

    def ratio_to(self, other: "Quantity") -> Fraction:
        """How many times the other: 43.3 to 11.9 万元/亩 = 3.64 (R131)."""
        _check_same_dimension(self, other.unit)
        if other.value == 0:
            raise _no_base()
        return self.magnitude / other.magnitude

    def require_exact(self) -> "Quantity":
        """Itself, unless the source only said near, about or over: such figures are never averaged (R131)."""
        if self.bound is not Bound.EXACT:
            raise _approximate(self)
        return self

    def __neg__(self) -> "Quantity":
        return Quantity(-self.value, self.unit, self.bound.reversed())

    def __add__(self, other: "Quantity") -> "Quantity":
        if not isinstance(other, Quantity):
            return NotImplemented
        _check_same_dimension(self, other.unit)
        converted = other.to(self.unit.symbol)
        places = max(_written_places(self.value), _written_places(converted.value))
        value = Rounding(places).of(exact(self.value) + exact(converted.value))
        return Quantity(value, self.unit, self.bound.beside(other.bound))

    def __sub__(self, other: "Quantity") -> "Quantity":
        return self + -other

    def __lt__(self, other: "Quantity") -> bool:
        _check_same_dimension(self, other.unit)
        return self.magnitude < other.magnitude

    def __le__(self, other: "Quantity") -> bool:
        _check_same_dimension(self, other.unit)
        return self.magnitude <= other.magnitude

    def __gt__(self, other: "Quantity") -> bool:
        return other < self

    def __ge__(self, other: "Quantity") -> bool:
        return other <= self


def _decimal(value: Fraction, rounding: Rounding | None, target: Unit) -> Decimal:
    if rounding is not None:
        return rounding.of(value)
    places = _places(value)
    if places is None:
        raise Refused(
            "quantities.endless_decimals",
            reason=Text(f"折算成{target.symbol}除不尽。", f"In {target.symbol} the decimals never end."),
            remedy=Text("写明保留几位小数。", "Declare how many places to keep."),
        )
    return Rounding(places).of(value)


def _written_places(value: Decimal) -> int:
    return len(f"{value:f}".partition(".")[2])


def _places(value: Number) -> int | None:
    """The decimals an exact number needs; None when they never end."""
    rest = exact(value).denominator
    counts = []
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest, count = rest // prime, count + 1
        counts.append(count)
    return max(counts) if rest == 1 else None


def _check_same_dimension(left: Quantity, right: Unit) -> None:
    if left.unit.dimension == right.dimension:
        return
    raise Refused(
        "quantities.dimensions",
        reason=Text(
            f"“{left.unit.symbol}”与“{right.symbol}”不是同一种量，不能相加、比较或换算。",
            f"“{left.unit.symbol}” and “{right.symbol}” measure different things; "
            "they cannot be added, compared or converted.",
        ),
        remedy=Text("分开列示，或核对原文的单位。", "List them apart, or check the unit in the source."),
    )


def _not_a_quantity(text: str) -> Refused:
    return Refused(
        "quantities.not_a_quantity",
        reason=Text(f"“{text}”不是带单位的数。", f"“{text}” is not a number with a unit."),
        remedy=Text(
            "写成“1660亿元”“1.5万亩”“近2000万吨”这样的形式。", "Write it like 1660亿元, 1.5万亩 or 近2000万吨."
        ),
    )


def _no_base() -> Refused:
    return Refused(
        "quantities.zero_base",
        reason=Text("除数是零。", "There is nothing to divide by."),
        remedy=Text("先补录除数，或不计算这一比值。", "Enter the divisor first, or leave the ratio out."),
    )


def _approximate(quantity: Quantity) -> Refused:
    return Refused(
        "quantities.approximate",
        reason=Text(f"“{quantity.text()}”只是概数。", f"“{quantity.text('en')}” is only approximate."),
        remedy=Text("取得准确数后再计算平均或排名。", "Get the exact figure before averaging or ranking."),
    )
