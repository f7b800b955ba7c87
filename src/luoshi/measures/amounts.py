"""The numbers themselves: what rows come to, and what a rate, ratio, growth or difference makes of two amounts."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from luoshi.packs.declarations import Measure, MeasureKind
from luoshi.rules.figures import Number, exact
from luoshi.rules.pro_rata import MONTHS
from luoshi.rules.quantities import unit
from luoshi.rules.refusals import Refused

Quartiles = tuple[Fraction, Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Tally:
    """What one pass over the rows of a group gives; `ranked` are its quartiles, exact."""

    rows: int = 0
    filled: int = 0
    total: Decimal = Decimal(0)
    ranked: Quartiles | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it came about, exact. A blank `value` is not zero: nothing to divide by, or nothing filled in.

    `rows` were counted (of the first side, where there are two); of these `blanks` had no value to add.
    `points`: a difference of two rates. `times`: the days a projection stretches the pace to.
    """

    value: Fraction | None
    numerator: Number | None = None
    denominator: Number | None = None
    quartiles: Quartiles | None = None
    rows: int = 0
    blanks: int = 0
    points: bool = False
    times: int | None = None


SHARES = {MeasureKind.RATE, MeasureKind.PRO_RATA}
NO_ROWS = Tally()


def counted(measure: Measure, tally: Tally) -> Amount:
    """A count, sum, median or quartiles. A sum over rows none of which is filled in is blank, over no rows zero."""
    value: Fraction | None
    match measure.kind:
        case MeasureKind.COUNT:
            value = Fraction(tally.filled if measure.value is not None else tally.rows)
        case MeasureKind.SUM:
            value = None if tally.rows and not tally.filled else exact(tally.total)
        case _:
            value = tally.ranked[1] if tally.ranked else None
    quartiles = tally.ranked if measure.kind is MeasureKind.QUARTILES else None
    blanks = tally.rows - tally.filled
    return Amount(value, quartiles=quartiles, rows=tally.rows, blanks=blanks)


def combined(measure: Measure, above: Measure, left: Amount, below: Measure, right: Amount) -> Amount:
    """A rate, ratio, growth or difference of two amounts; blank where there is nothing to divide by.

    Amounts in two units of one dimension are brought to one unit first; a ratio is told in the measure's own.
    """
    if measure.kind is MeasureKind.RATIO:
        return _quotient(left, left.value, right.value, positive=False)
    if measure.kind is MeasureKind.DIFFERENCE:
        return _difference(measure, above, left, below, right)
    base = _scaled(right.value, scale_between(above.unit, below.unit))
    amount = _quotient(left, left.value, base, positive=True)
    if measure.kind is MeasureKind.GROWTH and amount.value is not None:
        return replace(amount, value=amount.value - 1)
    return amount


def elapsed_of_year(months: int) -> Amount:
    """序时进度: whole months over twelve, never cancelled, so that 10/12 stands there."""
    return Amount(Fraction(months, MONTHS), months, MONTHS)


def paced(measure: Measure, done: Amount, *, elapsed: int, whole: int) -> Amount:
    """What was done per day elapsed, or at that pace in the whole stretch; blank before its first day."""
    if done.value is None or elapsed <= 0:
        return _of_two(done, None, done.value, Fraction(max(elapsed, 0)))
    pace = done.value / elapsed
    if measure.kind is MeasureKind.PACE:
        return _of_two(done, pace, done.value, Fraction(elapsed))
    return replace(_of_two(done, pace * whole, done.value, Fraction(elapsed)), times=whole)


def scale_between(above: str, below: str) -> Fraction:
    """What turns an amount in the second unit into one in the first; 1 where they measure different things."""
    if above == below or not above or not below:
        return Fraction(1)
    try:
        first, second = unit(above), unit(below)
    except Refused:
        return Fraction(1)
    return second.scale / first.scale if first.dimension == second.dimension else Fraction(1)


def plain(value: Fraction) -> Number:
    """A whole number as int, one with an end as Decimal."""
    if value.denominator == 1:
        return value.numerator
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return Decimal(value.numerator) / Decimal(value.denominator) if rest == 1 else value


def _quotient(first: Amount, above: Fraction | None, below: Fraction | None, *, positive: bool) -> Amount:
    if above is None or below is None or below == 0 or (positive and below < 0):
        return _of_two(first, None, above, below)
    return _of_two(first, above / below, above, below)


def _difference(measure: Measure, above: Measure, left: Amount, below: Measure, right: Amount) -> Amount:
    told_in = measure.unit or above.unit
    first = _scaled(left.value, scale_between(told_in, above.unit))
    second = _scaled(right.value, scale_between(told_in, below.unit))
    value = None if first is None or second is None else first - second
    points = {above.kind, below.kind} <= SHARES
    return replace(_of_two(left, value, first, second), points=points)


def _of_two(first: Amount, value: Fraction | None, above: Fraction | None, below: Fraction | None) -> Amount:
    over, under = (None if side is None else plain(side) for side in (above, below))
    return Amount(value, over, under, rows=first.rows, blanks=first.blanks)


def _scaled(value: Fraction | None, scale: Fraction) -> Fraction | None:
    return value if value is None or scale == 1 else value * scale
