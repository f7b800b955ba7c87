"""The unit a heading names: in brackets, behind a colon, or as the last sign."""

import re
from fractions import Fraction

from luoshi.rules.quantities.units import unit
from luoshi.rules.refusals import Refused
from luoshi.rules.signatures.statistics import COUNTING_UNITS

_SCALES = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3, "百": 10**2}
_SPANS = {
    "日": Fraction(1, 365),
    "天": Fraction(1, 365),
    "月": Fraction(1, 12),
    "季": Fraction(1, 4),
    "年": Fraction(1),
}


def read_unit(words: str) -> tuple[str, Fraction] | None:
    """What a unit measures and how large it is: 万元 → money, 10000; 万人 → persons, 10000; nothing for other words.

    >>> read_unit("万人次"), read_unit("全称")
    (('person_times', Fraction(10000, 1)), None)
    """
    if words in COUNTING_UNITS:
        return COUNTING_UNITS[words], Fraction(1, 10) if words == "‰" else Fraction(1)
    above, slash, below = words.partition("/")
    if slash:
        return _quotient(above, below)
    for prefix, factor in _SCALES.items():
        if words.startswith(prefix) and words[len(prefix) :] in COUNTING_UNITS:
            return COUNTING_UNITS[words[len(prefix) :]], Fraction(factor)
    return _registered(words)


def _quotient(above: str, below: str) -> tuple[str, Fraction] | None:
    over = read_unit(above)
    if over is None:
        return None
    per, _, span = below.replace("·", "/").partition("/")
    if per in _SPANS and not span:
        return f"{over[0]}/time", over[1] / _SPANS[per]
    under = read_unit(per)
    if under is None:
        return None
    if span in _SPANS:
        return f"{over[0]}/{under[0]}/time", over[1] / under[1] / _SPANS[span]
    return (f"{over[0]}/{under[0]}", over[1] / under[1]) if not span else None


def _registered(words: str) -> tuple[str, Fraction] | None:
    try:
        known = unit(words)
    except Refused:
        return None
    if known.dimension.startswith("count_") or known.dimension == "livestock":
        return "count", known.scale
    return known.dimension, known.scale


_BEHIND = re.compile(r"(?:[:,]|单位)?(%|‰|\(%\))$")


def trailing_unit(segment: str) -> tuple[str, str]:
    """The heading without a percent sign at its end, and that sign."""
    found = _BEHIND.search(segment)
    return (segment[: found.start()], found.group(1).strip("()")) if found else (segment, "")
