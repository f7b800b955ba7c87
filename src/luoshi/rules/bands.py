"""Bands on a line of values (lights, score steps): which band a value falls in, and whether they cover the line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from luoshi.rules.problems import Problem
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

Cut = tuple[Decimal, int]
"""A place between values: (v, 0) lies just before v, (v, 1) just after it."""

_FIRST: Cut = (Decimal("-Infinity"), 1)
_LAST: Cut = (Decimal("Infinity"), 0)
_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_WRITTEN = re.compile(
    rf"(?P<open>[\[(])\s*(?P<lower>{_NUMBER}|-∞)?\s*,\s*(?P<upper>{_NUMBER}|\+?∞)?\s*(?P<close>[\])])"
)


@dataclass(frozen=True)
class Interval:
    """The values between two cuts; written "[10, 30]", "(30, ∞)": a square bracket includes its end point."""

    after: Cut
    before: Cut

    @classmethod
    def parse(cls, text: str) -> "Interval":
        match = _WRITTEN.fullmatch(text.strip())
        if match is None:
            raise _not_an_interval(text)
        lower, upper = match["lower"], match["upper"]
        after = (Decimal(lower), int(match["open"] == "(")) if lower and "∞" not in lower else _FIRST
        before = (Decimal(upper), int(match["close"] == "]")) if upper and "∞" not in upper else _LAST
        if after >= before:
            raise _not_an_interval(text)
        return cls(after, before)

    @classmethod
    def closed(cls, lower: Decimal | int, upper: Decimal | int) -> "Interval":
        return cls((Decimal(lower), 0), (Decimal(upper), 1))

    def holds(self, value: Decimal | int) -> bool:
        number = Decimal(value)
        return self.after <= (number, 0) and (number, 1) <= self.before

    def common(self, other: "Interval") -> "Interval | None":
        after, before = max(self.after, other.after), min(self.before, other.before)
        return Interval(after, before) if after < before else None

    @property
    def text(self) -> str:
        """ "(0, 10)", "(30, ∞)": the way it is written."""
        (lower, beyond), (upper, through) = self.after, self.before
        start = "(-∞" if self.after == _FIRST else f"{'(' if beyond else '['}{lower:f}"
        end = "∞)" if self.before == _LAST else f"{upper:f}{']' if through else ')'}"
        return f"{start}, {end}"


@dataclass(frozen=True)
class Band:
    """A colour, or the name of any other step, and the values that get it."""

    colour: str
    written: str

    @cached_property
    def interval(self) -> Interval:
        return Interval.parse(self.written)


def colour_of(value: Decimal | int, bands: Sequence[Band]) -> str:
    """The colour of the one band that holds the value; refused when none or several do."""
    colours = [band.colour for band in bands if band.interval.holds(value)]
    if len(colours) == 1:
        return colours[0]
    told = "、".join(colours)
    raise Refused(
        "bands.no_single_colour",
        reason=Text(
            f"数值 {value} 同时属于：{told}。" if colours else f"数值 {value} 不属于任何一档。",
            f"The value {value} falls in several bands: {', '.join(colours)}."
            if colours
            else f"The value {value} falls in no band.",
        ),
        remedy=Text(
            "修改分档，使每个数值恰好属于一档。", "Change the bands so that each value falls in exactly one."
        ),
    )


def check_cover(bands: Sequence[Band], lower: Decimal | int, upper: Decimal | int) -> list[Problem]:
    """Every hole and overlap of the bands between two values, both included, with exact end points."""
    line = Interval.closed(lower, upper)
    return [*map(_hole, holes(bands, line)), *overlaps(bands, line)]


def holes(bands: Sequence[Band], line: Interval) -> list[Interval]:
    """The stretches of the line that no band holds, in order."""
    found: list[Interval] = []
    reached = line.after
    for interval in sorted((band.interval for band in bands), key=lambda each: each.after):
        gap = Interval(reached, interval.after).common(line) if reached < interval.after else None
        found += [gap] if gap else []
        reached = max(reached, interval.before)
    return [*found, Interval(reached, line.before)] if reached < line.before else found


def overlaps(bands: Sequence[Band], line: Interval) -> list[Problem]:
    """Each pair of bands that both hold a stretch of the line."""
    found = []
    for left, right in combinations(bands, 2):
        both = left.interval.common(right.interval)
        shared = both.common(line) if both else None
        if shared:
            found.append(_overlap(left, right, shared))
    return found


def _hole(hole: Interval) -> Problem:
    return Problem(
        "bands.hole",
        hole.text,
        Text(f"{hole.text} 之间没有颜色或档次。", f"No band holds the values {hole.text}."),
        Text("把相邻一档延伸到这里，或补一档。", "Extend the band beside it, or add one."),
    )


def _overlap(left: Band, right: Band, shared: Interval) -> Problem:
    return Problem(
        "bands.overlap",
        shared.text,
        Text(
            f"{shared.text} 同时属于“{left.colour}”和“{right.colour}”。",
            f"The values {shared.text} are both “{left.colour}” and “{right.colour}”.",
        ),
        Text(
            "端点只归一档：一边用方括号，一边用圆括号。",
            "Give the end point to one band: ] on one side, ( on the other.",
        ),
    )


def _not_an_interval(text: str) -> Refused:
    return Refused(
        "bands.not_an_interval",
        reason=Text(f"“{text}”不是区间，或区间为空。", f"“{text}” is not an interval, or is empty."),
        remedy=Text(
            "写成 [10, 30]、(30, ∞)、(-∞, 0]，方括号含端点。",
            "Write [10, 30], (30, ∞) or (-∞, 0]; [ ] include the end.",
        ),
    )
