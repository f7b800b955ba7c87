"""How an amount is printed: in the unit it is shown in, rounded as declared, with its base."""

from decimal import Decimal
from fractions import Fraction

from luoshi.measures.amounts import SHARES, Amount, plain, scale_between
from luoshi.packs.declarations import Measure, MeasureKind
from luoshi.rules.bands import colour_of
from luoshi.rules.figures import BLANK, Growth, Number, Percent, PercentagePoints, Rate, Standing, exact
from luoshi.rules.quantities import Quantity
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

BETWEEN = {
    MeasureKind.RATE: "/",
    MeasureKind.RATIO: "/",
    MeasureKind.DIFFERENCE: " − ",
    MeasureKind.GROWTH: " ← ",
    MeasureKind.PRO_RATA: "/",
    MeasureKind.PACE: "/",
    MeasureKind.PROJECTION: "/",
}


def text_of(measure: Measure, amount: Amount) -> Text:
    """The amount as it is printed, in both languages."""
    return Text(_text(measure, amount, "zh"), _text(measure, amount, "en"))


def working_of(measure: Measure, amount: Amount) -> Text:
    """How it came about: "382/568 = 67.25 %"; the bare amount where there is no base."""
    text = text_of(measure, amount)
    if measure.kind not in BETWEEN:
        return text
    if amount.points:
        return _points_working(measure, amount, text)
    times = f" × {amount.times}" if amount.times is not None else ""
    sides = f"{_side(amount.numerator)}{BETWEEN[measure.kind]}{_side(amount.denominator)}{times}"
    return Text(f"{sides} = {text.zh}", f"{sides} = {text.en}")


def _points_working(measure: Measure, amount: Amount, text: Text) -> Text:
    """Two percentages and their distance: "92.50 % − 83.33 % = 9.17 percentage points"."""
    sides = " − ".join(_percent_side(side, measure) for side in (amount.numerator, amount.denominator))
    return Text(f"{sides} = {text.zh}", f"{sides} = {text.en}")


def _percent_side(number: Number | None, measure: Measure) -> str:
    return BLANK if number is None else Percent(exact(number) * 100, measure.rounding).text()


def printed_value(measure: Measure, amount: Amount) -> Decimal | None:
    """The number as people read it, in percent, points or the unit shown; None where it is blank."""
    value = amount.value
    if value is None:
        return None
    if measure.kind in SHARES:
        return Percent(value * 100, measure.rounding).printed
    if amount.points or measure.kind is MeasureKind.GROWTH:
        return measure.rounding.of(value * 100)
    return measure.rounding.of(value * scale_between(measure.shown_in or measure.unit, measure.unit))


def light_of(measure: Measure, amount: Amount) -> str:
    """The colour of the band that holds the printed number; blank without bands or without a number."""
    printed = printed_value(measure, amount)
    return "" if measure.lights is None or printed is None else colour_of(printed, measure.lights.bands)


def standing_of(measure: Measure) -> Standing:
    """Whether it has happened or is expected to."""
    return Standing.EXPECTED if measure.expected else Standing.ACTUAL


def _text(measure: Measure, amount: Amount, language: str) -> str:
    value, rounding, standing = amount.value, measure.rounding, standing_of(measure)
    if value is None:
        return BLANK
    if amount.quartiles is not None:
        return " / ".join(_in_unit(measure, each, language) for each in amount.quartiles)
    if amount.points:
        return PercentagePoints(value * 100, rounding, standing).text(language)
    if measure.kind in SHARES:
        return Rate(value.numerator, value.denominator, rounding, standing).text(language)
    if measure.kind is MeasureKind.GROWTH:
        return Growth(value + 1, 1, rounding, standing).text(language)
    return _in_unit(measure, value, language)


def _in_unit(measure: Measure, value: Fraction, language: str) -> str:
    symbol = measure.shown_in or measure.unit
    printed = measure.rounding.of(value * scale_between(symbol, measure.unit))
    mark = standing_of(measure).mark(language)
    try:
        return f"{Quantity.of(printed, symbol).text(language)}{mark}"
    except Refused:
        return f"{printed:,f} {symbol}".rstrip() + mark


def _side(number: Number | None) -> str:
    if number is None:
        return BLANK
    shown = plain(exact(number))
    return f"({shown})" if isinstance(shown, Fraction) else f"{shown:,}"
