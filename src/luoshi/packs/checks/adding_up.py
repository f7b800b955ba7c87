"""How an element adds up: never a ratio by summing, never a stock over time, and only from what exists."""

from collections.abc import Iterator, Mapping

from luoshi.packs.checks.case import Case
from luoshi.packs.checks.units import unit_named
from luoshi.packs.declarations import Element, FieldType, OverTime, OverUnits, TimeRule
from luoshi.packs.problems import Finding, Path, meant
from luoshi.rules.texts import Text

FILE = "elements.yaml"
NUMERIC = frozenset({FieldType.NUMBER, FieldType.INTEGER, FieldType.MONEY, FieldType.PERCENT})
_PARTS: Mapping[str, OverUnits] = {
    "numerator": OverUnits.RECOMPUTE,
    "denominator": OverUnits.RECOMPUTE,
    "weight": OverUnits.WEIGHTED,
}
_NO_NUMBER = Text("不是数，不能合计", "it is no number")
_RATIO = Text("比率不能相加，由分子分母重算", "a ratio is recomputed from its two counts, never added up")
_STOCK = Text("时点数不能跨期相加", "what there is on a day is not added up over periods")
_COUNT = Text(
    "分子、分母和权重须是各单位可以相加的数", "numerator, denominator and weight are counts that are added up"
)
_QUOTIENT = Text("分子与分母相除得不到这个单位", "numerator by denominator does not give this unit")


def check(case: Case, path: Path, element: Element, known: Mapping[str, Element]) -> Iterator[Finding]:
    """LS831, LS834, LS835."""
    why = meaningless(element)
    if why is not None:
        key, reason = why
        yield Finding("LS834", FILE, (*path, key), {"code": element.code, "why": reason})
    for key, rule in _PARTS.items():
        code = getattr(element, key)
        if bool(code) != (element.over_units is rule):
            yield Finding("LS835", FILE, (*path, key), {"code": element.code, "key": key, "rule": rule.value})
        elif code:
            yield from _part(case, (*path, key), element, code, known)
    if not _gives_its_unit(element, known):
        yield Finding("LS834", FILE, (*path, "numerator"), {"code": element.code, "why": _QUOTIENT})


def meaningless(element: Element) -> tuple[str, Text] | None:
    """The rule by which an element would be joined into something that says nothing, and why."""
    if element.type not in NUMERIC:
        if element.over_units is not OverUnits.NONE:
            return "over_units", _NO_NUMBER
        return ("over_time", _NO_NUMBER) if element.over_time in (OverTime.SUM, OverTime.AVERAGE) else None
    is_ratio = element.type is FieldType.PERCENT or "/" in element.unit
    if is_ratio and element.over_units is OverUnits.SUM:
        return "over_units", _RATIO
    if element.over_time is OverTime.SUM and (is_ratio or element.time_kind is TimeRule.STOCK):
        return "over_time", _RATIO if is_ratio else _STOCK
    return None


def _part(case: Case, path: Path, element: Element, code: str, known: Mapping[str, Element]) -> Iterator[Finding]:
    part = known.get(code)
    if part is None:
        if not case.has_broken(FILE, "elements", code):
            yield Finding("LS831", FILE, path, {"name": code, "hint": meant(code, known)})
    elif part.over_units is not OverUnits.SUM:
        yield Finding("LS834", FILE, path, {"code": element.code, "why": _COUNT})


def _gives_its_unit(element: Element, known: Mapping[str, Element]) -> bool:
    """Whether numerator by denominator is measured in the element's unit; true where a unit is not known."""
    above, below = known.get(element.numerator), known.get(element.denominator)
    if above is None or below is None:
        return True
    units = unit_named(above.unit), unit_named(below.unit)
    if units[0] is None or units[1] is None:
        return True
    if element.type is FieldType.PERCENT:
        return units[0].dimension == units[1].dimension
    own = unit_named(element.unit)
    return own is None or own.dimension == f"{units[0].dimension}/{units[1].dimension}"
