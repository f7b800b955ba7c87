"""Growth over a named base."""

from dataclasses import dataclass
from fractions import Fraction

from luoshi.rules.figures.percents import BLANK, Percent
from luoshi.rules.figures.phrases import factor_of
from luoshi.rules.figures.rounding import ONE_PLACE, Number, Rounding, exact
from luoshi.rules.figures.standing import Standing
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Growth:
    """`now` against `base`; blank over a base that is zero or negative, where a percentage misleads."""

    now: Number
    base: Number
    rounding: Rounding = ONE_PLACE
    standing: Standing = Standing.ACTUAL

    @classmethod
    def from_phrase(cls, phrase: str) -> "Growth":
        """Growth over a base of 1: "增长2.4倍" is 3.4 times the base, "增长到2.4倍" 2.4 times (R040)."""
        return cls(factor_of(phrase), 1)

    @property
    def factor(self) -> Fraction | None:
        """How many times the base: 3.4 for 增长2.4倍."""
        base = exact(self.base)
        return exact(self.now) / base if base > 0 else None

    @property
    def percent(self) -> Percent | None:
        factor = self.factor
        return None if factor is None else Percent((factor - 1) * 100, self.rounding, self.standing)

    def text(self, language: str = "zh") -> str:
        """Signed: "+159.4 %", "-3.2 %", "0.0 %"; "—" when blank."""
        percent = self.percent
        if percent is None:
            return BLANK
        sign = "+" if percent.printed > 0 else ""
        return f"{sign}{percent.text(language)}"

    def phrase(self, language: str = "zh") -> str:
        """In words: "增长159.4 %", "下降3.2 %", "持平"."""
        percent = self.percent
        if percent is None:
            return BLANK
        mark = self.standing.mark(language)
        if percent.value == 0:
            return Text("持平", "unchanged").in_(language) + mark
        verb = Text("增长", "up ") if percent.value > 0 else Text("下降", "down ")
        return f"{verb.in_(language)}{abs(percent.printed):,f} %{mark}"
