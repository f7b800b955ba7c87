"""Logic audits of a return (审核关系): whether figures fit each other, those before them, and what is credible."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from luoshi.rules.bands import Interval
from luoshi.rules.expressions.evaluate import evaluate
from luoshi.rules.expressions.nodes import Comparison, Node
from luoshi.rules.expressions.values import Raw
from luoshi.rules.quantities.units import kindred, unit

PREVIOUS, YEAR_BEFORE = "previous", "year_before"
NEIGHBOURS = (PREVIOUS, YEAR_BEFORE)


class Severity(StrEnum):
    """What a broken audit does: the return is refused, or asked to explain itself."""

    REFUSE = "refuse"
    ASK = "ask"


class Verdict(StrEnum):
    """What an audit comes to; `OPEN` when a figure it needs is blank, so that nothing can be said."""

    HELD = "held"
    BROKEN = "broken"
    OPEN = "open"


def judge(condition: Node, row: Mapping[str, Raw]) -> Verdict:
    """Whether a return meets an audit. A blank is neither a zero nor a breach: the audit stays open."""
    value = evaluate(condition, row)
    if value is None:
        return Verdict.OPEN
    return Verdict.HELD if value is True else Verdict.BROKEN


def sides(condition: Node, row: Mapping[str, Raw]) -> tuple[Decimal, Decimal] | None:
    """The two numbers an audit compares, for showing how far they lie apart."""
    if not isinstance(condition, Comparison):
        return None
    left, right = evaluate(condition.left, row), evaluate(condition.right, row)
    return (left, right) if isinstance(left, Decimal) and isinstance(right, Decimal) else None


def balance_source(opening: str, gains: Sequence[str], losses: Sequence[str], closing: str) -> str:
    """期初 + 增加 − 减少 = 期末."""
    plus = "".join(f" + {name}" for name in gains)
    minus = "".join(f" - {name}" for name in losses)
    return f"{opening}{plus}{minus} = {closing}"


def carried_source(opening: str, closing: str) -> str:
    """This period opens with what the period before closed with."""
    return f"{opening} = {PREVIOUS}.{closing}"


def growth_source(value: str, against: str) -> str:
    """The change since another period in per cent; blank where that period was nothing: nothing grows from 0."""
    before = f"{against}.{value}"
    return f"({value} - {before}) / {before} * 100"


def within_source(value: str, interval: Interval) -> str:
    """That a value lies in an interval; an open end says nothing."""
    (low, past_low), (high, at_high) = interval.after, interval.before
    parts = [f"({value}) {'>' if past_low else '>='} {low}"] if low.is_finite() else []
    parts += [f"({value}) {'<=' if at_high else '<'} {high}"] if high.is_finite() else []
    return " and ".join(parts) or f"filled({value})"


@dataclass(frozen=True, slots=True)
class Slip:
    """A figure that would be credible had it been told in another unit: 1140万吨 of rubbish, meant in 公斤."""

    unit: str
    value: Decimal  # in the unit asked for


def slip(value: Decimal, symbol: str, credible: Interval) -> Slip | None:
    """The unit nearest to the one asked for in which the figure would be credible; None when there is none."""
    asked = unit(symbol)
    others = sorted(kindred(symbol), key=lambda other: _distance(other.scale, asked.scale))
    for other in others:
        meant = Fraction(value) * other.scale / asked.scale
        told = Decimal(meant.numerator) / Decimal(meant.denominator)
        if other.scale != asked.scale and credible.holds(told):
            return Slip(other.symbol, told)
    return None


def _distance(scale: Fraction, asked: Fraction) -> Fraction:
    return max(scale / asked, asked / scale)
