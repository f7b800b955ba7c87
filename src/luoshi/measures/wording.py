"""How an amount is printed: in the unit it is shown in, rounded as declared, with its base."""

from fractions import Fraction

from luoshi.measures.amounts import Amount, plain, scale_between
from luoshi.packs.declarations import Measure, MeasureKind
from luoshi.rules.figures import BLANK, Growth, Number, PercentagePoints, Rate, Standing, exact
from luoshi.rules.quantities import Quantity
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

BETWEEN = {MeasureKind.RATE: "/", MeasureKind.RATIO: "/", MeasureKind.DIFFERENCE: " − ", MeasureKind.GROWTH: " ← "}


def text_of(measure: Measure, amount: Amount) -> Text:
    """The amount as it is printed, in both languages."""
    return Text(_text(measure, amount, "zh"), _text(measure, amount, "en"))


def working_of(measure: Measure, amount: Amount) -> Text:
    """How it came about: "382/568 = 67.25 %"; the bare amount where there is no base."""
    text = text_of(measure, amount)
    if measure.kind not in BETWEEN:
        return text
    sides = f"{_side(amount.numerator)}{BETWEEN[measure.kind]}{_side(amount.denominator)}"
    return Text(f"{sides} = {text.zh}", f"{sides} = {text.en}")


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
    if measure.kind is MeasureKind.RATE:
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
