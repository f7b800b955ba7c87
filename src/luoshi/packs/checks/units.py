"""Units of measure: known ones only, and quotients and displays within one dimension."""

from collections.abc import Iterator

from luoshi.packs.checks.case import MEASURES, Case
from luoshi.packs.declarations import FieldType, MeasureKind
from luoshi.packs.problems import Finding, Path
from luoshi.rules.quantities import Unit, unit
from luoshi.rules.refusals import Refused


def check(case: Case) -> Iterator[Finding]:
    """LS215, LS219, LS603, LS607."""
    for file, form, _ in case.registers():
        for id_, field in form.fields_.items():
            yield from known_unit(file, ("fields", id_, "unit"), field.unit, is_money=field.type is FieldType.MONEY)
    for id_, measure_form, measure in case.measures():
        path = ("measures", id_)
        yield from known_unit(MEASURES, (*path, "unit"), measure_form.unit)
        yield from known_unit(MEASURES, (*path, "shown_in"), measure_form.shown_in)
        own, shown = unit_named(measure.unit), unit_named(measure.shown_in)
        if own and shown and own.dimension != shown.dimension:
            words = {"unit": measure.unit, "shown": measure.shown_in}
            yield Finding("LS607", MEASURES, (*path, "shown_in"), words)
        if measure.kind is MeasureKind.RATE:
            yield from _one_dimension(case, path, measure.numerator, measure.denominator)


def unit_named(symbol: str) -> Unit | None:
    """The unit, None for a blank or unknown one."""
    try:
        return unit(symbol) if symbol else None
    except Refused:
        return None


def known_unit(file: str, path: Path, symbol: str | None, *, is_money: bool = False) -> Iterator[Finding]:
    """LS215 for a unit nobody has registered, LS219 for money in one that is no money."""
    if symbol is None:
        return
    try:
        found = unit(symbol)
    except Refused as refused:
        yield Finding("LS215", file, path, {"unit": symbol, "hint": refused.remedy})
        return
    if is_money and found.dimension.split("/")[0] not in ("money", "us_dollars"):
        yield Finding("LS219", file, path, {"unit": symbol})


def _one_dimension(case: Case, path: Path, numerator: str, denominator: str) -> Iterator[Finding]:
    above, below = case.measure(numerator), case.measure(denominator)
    if above is None or below is None:
        return
    first, second = unit_named(above.unit), unit_named(below.unit)
    if first and second and first.dimension != second.dimension:
        words = {"first": above.unit, "second": below.unit}
        yield Finding("LS603", MEASURES, (*path, "denominator"), words)
