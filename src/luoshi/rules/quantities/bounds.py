"""How closely a written number is meant: 近2000万吨 is less than it says, 800余次 more."""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from luoshi.rules.texts import Text


class Bound(StrEnum):
    EXACT = "exact"
    ABOUT = "about"
    BELOW = "below"
    AT_MOST = "at_most"
    ABOVE = "above"
    AT_LEAST = "at_least"

    def mark(self, language: str) -> str:
        """What is printed before the number."""
        return _MARKS[self].in_(language)

    def reversed(self) -> "Bound":
        """The bound of a number that is taken away."""
        return _REVERSED.get(self, self)

    def beside(self, other: "Bound") -> "Bound":
        """The bound of a sum: two that lean the same way keep leaning, any others are about right."""
        if self is other or other is Bound.EXACT:
            return self
        if self is Bound.EXACT:
            return other
        pair = {self, other}
        if pair == {Bound.ABOVE, Bound.AT_LEAST}:
            return Bound.ABOVE
        return Bound.BELOW if pair == {Bound.BELOW, Bound.AT_MOST} else Bound.ABOUT

    def admits(self, said: Decimal, true: Fraction) -> bool:
        """Whether a number may be told so: 384 as 300多, not as 400多; 296 as 近300, not as 近400.

        A rough number leaves open as much as its last digit that is not zero; 至少 and 不超过 leave one side open.
        """
        step = _last_step(said)
        match self:
            case Bound.EXACT:
                return true == said
            case Bound.ABOUT:
                return abs(true - Fraction(said)) * 2 <= step
            case Bound.ABOVE:
                return 0 < true - Fraction(said) < step
            case Bound.BELOW:
                return 0 < Fraction(said) - true < step
            case Bound.AT_LEAST:
                return true >= said
            case Bound.AT_MOST:
                return true <= said


def _last_step(said: Decimal) -> Fraction:
    """What the last digit that is not zero stands for: 100 in 3500, 0.1 in 2.5."""
    exponent = said.normalize().as_tuple().exponent
    return Fraction(10) ** int(exponent)


_MARKS = {
    Bound.EXACT: Text("", ""),
    Bound.ABOUT: Text("约", "about "),
    Bound.BELOW: Text("近", "nearly "),
    Bound.AT_MOST: Text("不超过", "at most "),
    Bound.ABOVE: Text("超", "over "),
    Bound.AT_LEAST: Text("至少", "at least "),
}
_REVERSED = {
    Bound.BELOW: Bound.ABOVE,
    Bound.ABOVE: Bound.BELOW,
    Bound.AT_MOST: Bound.AT_LEAST,
    Bound.AT_LEAST: Bound.AT_MOST,
}

WORDS_BEFORE = {
    "不超过": Bound.AT_MOST,
    "至少": Bound.AT_LEAST,
    "不少于": Bound.AT_LEAST,
    "不低于": Bound.AT_LEAST,
    "超过": Bound.ABOVE,
    "突破": Bound.ABOVE,
    "超": Bound.ABOVE,
    "逾": Bound.ABOVE,
    "不足": Bound.BELOW,
    "不到": Bound.BELOW,
    "近": Bound.BELOW,
    "大约": Bound.ABOUT,
    "约": Bound.ABOUT,
}
WORDS_INSIDE = {"余": Bound.ABOVE, "多": Bound.ABOVE}
WORDS_AFTER = {
    "以上": Bound.AT_LEAST,
    "以下": Bound.AT_MOST,
    "以内": Bound.AT_MOST,
    "左右": Bound.ABOUT,
}
