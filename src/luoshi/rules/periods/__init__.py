"""Periods of every kind government work reports by, and the current and cumulative figures over them."""

from luoshi.rules.periods.kinds import Kind
from luoshi.rules.periods.labels import coverage_label, coverage_of
from luoshi.rules.periods.period import Period, period_of
from luoshi.rules.periods.reading import parse
from luoshi.rules.periods.spans import Coverage, Cumulative, Current, check_comparable, check_summable

__all__ = [
    "Coverage", "Cumulative", "Current", "Kind", "Period",
    "check_comparable", "check_summable", "coverage_label", "coverage_of", "parse", "period_of",
]  # fmt: skip
