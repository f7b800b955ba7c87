"""How figures add up: over periods first, then over units; a ratio is recomputed from its counts, never added."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class OverTime(StrEnum):
    """What several periods make together."""

    SUM = "sum"
    LAST = "last"
    AVERAGE = "average"
    NONE = "none"


class OverUnits(StrEnum):
    """What several units make together; a ratio is recomputed from its two counts, never added up."""

    SUM = "sum"
    RECOMPUTE = "recompute"
    WEIGHTED = "weighted"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Adds:
    """How one figure adds up; the other figures it needs are named by code. `times` is 100 for a per cent."""

    over_time: OverTime
    over_units: OverUnits
    numerator: str = ""
    denominator: str = ""
    weight: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True)
class Added:
    """A figure of some units over some periods: a whole, or a quotient; how many of the cells it needs are known.

    Blank where nothing is known, where the rule does not allow it, or where there is nothing to divide by.
    """

    whole: Fraction | None
    base: Fraction | None  # what the whole is divided by; None for a figure that is no quotient
    known: int
    expected: int

    @property
    def value(self) -> Fraction | None:
        """The exact figure."""
        if self.whole is None or self.base is None:
            return self.whole
        return self.whole / self.base if self.base else None

    @property
    def is_whole(self) -> bool:
        """Whether every cell it needs is known: what is missing is missing from the figure, too."""
        return self.known == self.expected


Cells = Mapping[tuple[int, str], Mapping[str, Decimal | None]]
"""What was reported: by unit and period, then by code; blank as None or not there."""
Members = Collection[tuple[int, str]]
"""Which unit belongs to the whole in which period."""


def add_up(code: str, rules: Mapping[str, Adds], cells: Cells, members: Members, periods: Sequence[str]) -> Added:
    """One figure of the members over the periods, in order of time. Cost: one pass over the members."""
    rule = rules[code]
    expected = _expected(rule, members, periods)
    of_units = {unit: _over_time(code, rule, cells, members, periods, unit) for unit in _units(members)}
    values = {unit: value for unit, value in of_units.items() if value is not None}
    match rule.over_units:
        case OverUnits.SUM:
            whole = sum(values.values(), Fraction(0)) if values else None
            return Added(whole, None, _known(code, rule, cells, members, periods), expected)
        case OverUnits.NONE:
            alone = next(iter(values.values())) if len(of_units) == 1 and values else None
            return Added(alone, None, _known(code, rule, cells, members, periods), expected)
        case OverUnits.RECOMPUTE:
            above = _parts(rule.numerator, rules, cells, members, periods)
            below = _parts(rule.denominator, rules, cells, members, periods)
            return _quotient(above, below, rule.times, len(of_units))
        case OverUnits.WEIGHTED:
            weights = _parts(rule.weight, rules, cells, members, periods)
            products = {unit: value * weights[unit] for unit, value in values.items() if unit in weights}
            return _quotient(products, weights, 1, len(of_units))


def _quotient(above: Mapping[int, Fraction], below: Mapping[int, Fraction], times: int, expected: int) -> Added:
    """Of the units that have both: one without its base must not swell the share of the others."""
    both = [unit for unit in above if unit in below]
    if not both:
        return Added(None, None, 0, expected)
    whole = sum((above[unit] for unit in both), Fraction(0)) * times
    return Added(whole, sum((below[unit] for unit in both), Fraction(0)), len(both), expected)


def _parts(
    code: str, rules: Mapping[str, Adds], cells: Cells, members: Members, periods: Sequence[str]
) -> dict[int, Fraction]:
    found = {unit: _over_time(code, rules[code], cells, members, periods, unit) for unit in _units(members)}
    return {unit: value for unit, value in found.items() if value is not None}


def _units(members: Members) -> list[int]:
    return list(dict.fromkeys(unit for unit, _period in members))


def _over_time(
    code: str, rule: Adds, cells: Cells, members: Members, periods: Sequence[str], unit: int
) -> Fraction | None:
    """One unit's figure over the periods in which it belongs to the whole."""
    wanted = _wanted(rule, periods)
    told = [cells.get((unit, each), {}).get(code) for each in wanted if (unit, each) in members]
    known = [Fraction(each) for each in told if each is not None]
    if not known:
        return None
    total = sum(known, Fraction(0))
    return total / len(known) if rule.over_time is OverTime.AVERAGE else total


def _wanted(rule: Adds, periods: Sequence[str]) -> Sequence[str]:
    """The periods a figure is made of: all, the last alone, or none where several make nothing."""
    if rule.over_time is OverTime.LAST:
        return periods[-1:]
    return periods if rule.over_time is not OverTime.NONE or len(periods) == 1 else ()


def _expected(rule: Adds, members: Members, periods: Sequence[str]) -> int:
    wanted = set(_wanted(rule, periods))
    return sum(period in wanted for _unit, period in set(members))


def _known(code: str, rule: Adds, cells: Cells, members: Members, periods: Sequence[str]) -> int:
    wanted = set(_wanted(rule, periods))
    return sum(
        period in wanted and cells.get((unit, period), {}).get(code) is not None for unit, period in set(members)
    )
