"""Figures as value objects: rounding, rates, percentage points, growth, and published percentages decoded."""

from luoshi.rules.figures.decoding import decode_chain, decode_rate, possible_bases
from luoshi.rules.figures.growth import Growth
from luoshi.rules.figures.percents import BLANK, Percent, PercentagePoints
from luoshi.rules.figures.rates import Rate
from luoshi.rules.figures.rounding import Mode, Number, Rounding, exact
from luoshi.rules.figures.standing import Standing, check_same_standing

__all__ = [
    "BLANK", "Growth", "Mode", "Number", "Percent", "PercentagePoints", "Rate", "Rounding", "Standing",
    "check_same_standing", "decode_chain", "decode_rate", "exact", "possible_bases",
]  # fmt: skip
