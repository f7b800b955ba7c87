"""From what was counted to the amount that is printed."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from luoshi.measures.figures import NOTHING, Amount
from luoshi.packs.declarations import Measure, MeasureKind
from luoshi.rules.figures import Growth, Number, PercentagePoints, Rate, Standing, exact
from luoshi.rules.quantities import Quantity, unit
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Tally:
    """What one pass over the rows of a group gives; `ranked` are its quartiles, exact."""

    rows: int = 0
    filled: int = 0
    total: Decimal = Decimal(0)
    misfits: int = 0
    ranked: tuple[Fraction, Fraction, Fraction] | None = None


NO_ROWS = Tally()


def counted(measure: Measure, tally: Tally) -> Amount:
    """A count, sum, median or quartiles. A sum over rows none of which is filled in is blank, over no rows zero."""
    value: Fraction | None
    quartiles = None
    match measure.kind:
        case MeasureKind.COUNT:
            value = Fraction(tally.filled if measure.value is not None else tally.rows)
        case MeasureKind.SUM:
            value = None if tally.rows and not tally.filled else exact(tally.total)
        case _:
            value = tally.ranked[1] if tally.ranked else None
            quartiles = tally.ranked if measure.kind is MeasureKind.QUARTILES else None
    text = _quartiles_text(measure, quartiles) if quartiles else amount_text(measure, value)
    blanks = tally.rows - tally.filled
    return Amount(value, text, quartiles=quartiles, rows=tally.rows, blanks=blanks, misfits=tally.misfits)


def divided(measure: Measure, numerator: Amount, denominator: Amount, scale: Fraction) -> Amount:
    """A rate in percent, or a ratio in the measure's own unit; blank over nothing."""
    above, below = numerator.value, _scaled(denominator.value, scale)
    if above is None or below is None or (measure.kind is MeasureKind.RATE and below <= 0) or not below:
        return _made(measure, None, NOTHING, above, below, numerator)
    value = above / below
    if measure.kind is MeasureKind.RATE:
        rate = Rate(value.numerator, value.denominator, measure.rounding, standing_of(measure))
        return _made(measure, value, Text(rate.text("zh"), rate.text("en")), above, below, numerator)
    return _made(measure, value, amount_text(measure, value), above, below, numerator)


def grown(measure: Measure, now: Amount, base: Amount) -> Amount:
    """Growth over the year before; blank over a base that is not positive."""
    if now.value is None or base.value is None:
        return _made(measure, None, NOTHING, now.value, base.value, now)
    growth = Growth(plain(now.value), plain(base.value), measure.rounding, standing_of(measure))
    value = None if growth.factor is None else growth.factor - 1
    return _made(measure, value, Text(growth.text("zh"), growth.text("en")), now.value, base.value, now)


def apart(measure: Measure, left: Amount, right: Amount, scale: Fraction, *, of_rates: bool) -> Amount:
    """A difference; that of two rates is told in percentage points."""
    other = _scaled(right.value, scale)
    if left.value is None or other is None:
        return _made(measure, None, NOTHING, left.value, other, left)
    value = left.value - other
    if not of_rates:
        return _made(measure, value, amount_text(measure, value), left.value, other, left)
    points = PercentagePoints(value * 100, measure.rounding, standing_of(measure))
    return _made(measure, value, Text(points.text("zh"), points.text("en")), left.value, other, left)


def amount_text(measure: Measure, value: Fraction | None) -> Text:
    """The number in the unit it is shown in, rounded as declared."""
    if value is None:
        return NOTHING
    mark = standing_of(measure)
    return Text(*(f"{_shown(measure, value, language)}{mark.mark(language)}" for language in ("zh", "en")))


def scale_between(above: str, below: str) -> Fraction:
    """What turns an amount in the second unit into one in the first; 1 where they measure different things."""
    if above == below or not above or not below:
        return Fraction(1)
    try:
        first, second = unit(above), unit(below)
    except Refused:
        return Fraction(1)
    return second.scale / first.scale if first.dimension == second.dimension else Fraction(1)


def standing_of(measure: Measure) -> Standing:
    """Whether it has happened or is expected to."""
    return Standing.EXPECTED if measure.expected else Standing.ACTUAL


def plain(value: Fraction) -> Number:
    """A whole number as int, one with an end as Decimal."""
    if value.denominator == 1:
        return value.numerator
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return Decimal(value.numerator) / Decimal(value.denominator) if rest == 1 else value


def _made(
    measure: Measure,
    value: Fraction | None,
    text: Text,
    above: Fraction | None,
    below: Fraction | None,
    first: Amount,
) -> Amount:
    sides = [("—" if side is None else _number(side)) for side in (above, below)]
    sign = "−" if measure.kind is MeasureKind.DIFFERENCE else "/"
    shown = sides[0] + (f" ← {sides[1]}" if measure.kind is MeasureKind.GROWTH else f"{sign}{sides[1]}")
    return Amount(
        value,
        text,
        Text(f"{shown} = {text.zh}", f"{shown} = {text.en}"),
        None if above is None else plain(above),
        None if below is None else plain(below),
        rows=first.rows,
        blanks=first.blanks,
        misfits=first.misfits,
    )


def _number(value: Fraction) -> str:
    number = plain(value)
    return f"({number})" if isinstance(number, Fraction) else f"{number:,}"


def _scaled(value: Fraction | None, scale: Fraction) -> Fraction | None:
    return None if value is None else value * scale


def _quartiles_text(measure: Measure, quartiles: tuple[Fraction, Fraction, Fraction]) -> Text:
    texts = [amount_text(measure, value) for value in quartiles]
    return Text(" / ".join(text.zh for text in texts), " / ".join(text.en for text in texts))


def _shown(measure: Measure, value: Fraction, language: str) -> str:
    symbol = measure.shown_in or measure.unit
    number = value * scale_between(symbol, measure.unit)
    printed = measure.rounding.of(number)
    try:
        return Quantity.of(printed, symbol).text(language)
    except Refused:
        return f"{printed:,f} {symbol}".rstrip()
