"""Published figures held against what the rows say, naming what the publication leaves unsaid."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from luoshi.measures.amounts import scale_between
from luoshi.measures.asking import Asking, single
from luoshi.measures.figures import Figure
from luoshi.measures.moments import ask
from luoshi.measures.questions import Question
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.declarations import Measure, MeasureKind, Published
from luoshi.rules.figures import Percent, Rounding
from luoshi.rules.periods import coverage_of
from luoshi.rules.quantities import Bound, Quantity
from luoshi.rules.texts import Text

IN_PERCENT = {MeasureKind.RATE, MeasureKind.GROWTH, MeasureKind.PRO_RATA}
WITHOUT_BASE = {MeasureKind.DIFFERENCE, MeasureKind.PRO_RATA, MeasureKind.PACE, MeasureKind.PROJECTION}
BARE = re.compile(r"[+-]?[\d,]+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Compared:
    """`agrees` when the exact number, printed with the publication's own places, gives the published value.

    `unsaid` is what a reader of the publication cannot know: the base of a rate, first of all.
    """

    published: Published
    measure: Measure
    figure: Figure
    agrees: bool
    unsaid: Text


def compare(catalogue: Catalogue, *, today: date) -> tuple[Compared, ...]:
    """Every published figure of every pack, in the order of the files; all at one moment."""
    published = [each for pack in catalogue.packs.values() for each in pack.published]
    return ask(catalogue, today, lambda asking: tuple(_compared(asking, each) for each in published))


def _compared(asking: Asking, published: Published) -> Compared:
    measure = asking.catalogue.measure(published.measure)
    figure = single(asking, Question(published.measure, coverage_of(published.period), where=dict(published.by)))
    return Compared(
        published, measure, figure, agrees(published.value, measure, figure), _unsaid(asking, published, figure)
    )


def agrees(told: str, measure: Measure, figure: Figure) -> bool:
    """Whether a number is printed so: with as many places as were told, rounded or cut; 300多 for 384."""
    exact = figure.value
    if exact is None:
        return False
    if measure.kind in IN_PERCENT:
        percent = Percent.parse(told.lstrip("+"))
        return any(
            Percent(exact * 100, Rounding(percent.rounding.places, mode)).printed == percent.value
            for mode in ("half_up", "truncate")
        )
    number, bound, symbol = _amount(told)
    scaled = exact * scale_between(symbol, measure.unit)
    if bound is not Bound.EXACT:
        return bound.admits(number, scaled)
    places = max(0, -int(number.as_tuple().exponent))
    return any(Rounding(places, mode).of(scaled) == number for mode in ("half_up", "truncate"))


def _amount(told: str) -> tuple[Decimal, Bound, str]:
    """A number with or without its unit: "1,861.44亿元", "300多支", "568"."""
    plain = unicodedata.normalize("NFKC", told).strip()
    if BARE.fullmatch(plain):
        return Decimal(plain.replace(",", "")), Bound.EXACT, ""
    quantity = Quantity.parse(plain)
    return quantity.value, quantity.bound, quantity.unit.symbol


def _unsaid(asking: Asking, published: Published, figure: Figure) -> Text:
    """What the pack says is left unsaid, and for whatever has a base, which and how large it is."""
    told = published.unsaid or Text("", "")
    measure = figure.measure
    if figure.denominator is None or measure.kind in WITHOUT_BASE:
        return told
    base = asking.catalogue.measure(measure.denominator or measure.operand)
    year = Text("上年同期", "the year before, ") if measure.kind is MeasureKind.GROWTH else Text("", "")
    named = Text(
        f"基数：{year.zh}{base.title.zh} {figure.denominator:,}",
        f"base: {year.en}{base.title.en} {figure.denominator:,}",
    )
    joined = (f"{told.zh}；{named.zh}", f"{told.en}; {named.en}") if told.zh else (named.zh, named.en)
    return Text(*joined)
