"""Published figures: a period and a value that can be held against the computed one."""

import re
from collections.abc import Iterator

from luoshi.packs.checks.case import Case
from luoshi.packs.declarations import Measure, MeasureKind, Published
from luoshi.packs.problems import Finding, Path, Word, meant
from luoshi.packs.scope import scope_of
from luoshi.rules.periods import coverage_of
from luoshi.rules.quantities import Quantity
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

FILE = "published.yaml"
_PERCENT = re.compile(r"[+\-−]?\d{1,9}(\.\d{1,4})? ?%")
_NUMBER = re.compile(r"[+\-−]?\d{1,3}(,?\d{3})*(\.\d{1,6})?( ?[^\d\s%]+)?")
_WANTED_PERCENT = Text("百分数，如 67.25 %", "a percentage such as 67.25 %")
_WANTED_NUMBER = Text("数字，如 1,861.44", "a number such as 1,861.44")
_PERCENTAGES = (MeasureKind.RATE, MeasureKind.GROWTH, MeasureKind.PRO_RATA)


def check(case: Case) -> Iterator[Finding]:
    """LS302, LS609, LS610, LS706."""
    for index, figure in enumerate(case.pack.published):
        path: Path = ("published", index)
        if not is_period(figure.period):
            yield Finding("LS609", FILE, (*path, "period"), {"period": figure.period})
        measure = case.measure(figure.measure)
        if measure is None:
            continue
        is_percent = measure.kind in _PERCENTAGES
        wanted = _WANTED_PERCENT if is_percent else _WANTED_NUMBER
        if not (_PERCENT.fullmatch(figure.value) if is_percent else _is_number(figure.value)):
            yield Finding("LS610", FILE, (*path, "value"), {"value": figure.value, "wanted": wanted})
        elif measure.kind is MeasureKind.RATE and _is_whole(figure.value) and figure.unsaid is None:
            yield Finding("LS706", FILE, (*path, "value"), {"mode": figure.value})
        yield from _groups(case, path, figure, measure)


def _groups(case: Case, path: Path, figure: Published, measure: Measure) -> Iterator[Finding]:
    """A figure of a part names the fields that single the part out."""
    register = case.counted(measure)
    if register is None:
        return
    for name in figure.by:
        if name not in scope_of(register):
            words: dict[str, Word] = {"name": name, "hint": meant(name, register.fields)}
            yield Finding("LS302", FILE, (*path, "by", name), words, on_key=True)


def is_period(written: str) -> bool:
    """Whether a period can be read."""
    try:
        coverage_of(written)
    except Refused:
        return False
    return True


def _is_number(written: str) -> bool:
    """A number, with a unit or without, as exactly or roughly as it was printed: 568, 1861.44亿元, 近2000万吨."""
    if _NUMBER.fullmatch(written):
        return True
    try:
        return bool(Quantity.parse(written))
    except Refused:
        return False


def _is_whole(value: str) -> bool:
    return value.rstrip("% ").rstrip("0").rstrip(".") in ("1", "100")
