"""Whole numbers hidden behind printed percentages: bases of growth, counts of rates, chains of a funnel."""

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction

from luoshi.rules.figures.percents import Percent, printed
from luoshi.rules.figures.rounding import Mode, Rounding
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

Counts = tuple[int, int]
"""A numerator and its denominator."""

MOST_CANDIDATES = 100_000


def possible_bases(now: int, percent: str, mode: Mode = "half_up") -> list[int]:
    """Every whole base from which `now` is printed as grown by `percent`: 568 and "159.4 %" → [219] (R080).

    Cost is linear in the candidates; a percentage that leaves more than 100,000 open is refused.
    """
    told = Percent.parse(percent)
    low, high = (1 + bound / 100 for bound in _bounds(told))
    if now <= 0 or high <= 0:
        return []
    first = math.ceil(now / high)
    last = math.floor(now / low) if low > 0 else first + MOST_CANDIDATES
    if last - first >= MOST_CANDIDATES:
        raise Refused(
            "figures.too_many_bases",
            reason=Text(f"“{percent}”留下的可能基数太多。", f"“{percent}” leaves too many bases open."),
            remedy=Text("提供小数位更多的百分数。", "Give the percentage with more decimals."),
        )
    rounding = Rounding(told.rounding.places, mode)
    return [
        base for base in range(max(first, 1), last + 1) if _prints(Fraction(100 * (now - base), base), told, rounding)
    ]


def decode_rate(percent: str, denominators: Iterable[int], mode: Mode = "half_up") -> list[Counts]:
    """Every count over the given denominators that is printed as `percent`: 67.25 % over 568 → 382/568."""
    told = Percent.parse(percent)
    rounding = Rounding(told.rounding.places, mode)
    return [
        (numerator, denominator)
        for denominator in denominators
        if denominator > 0
        for numerator in _numerators(told, denominator)
        if _prints(Fraction(100 * numerator, denominator), told, rounding)
    ]


def decode_chain(
    percents: Sequence[str], total: int, bases: Sequence[int] | None = None, mode: Mode = "half_up"
) -> list[tuple[Counts, ...]]:
    """Every reading of a funnel's rates in which each rate counts on an earlier stage (R082).

    Stage 0 is `total`, stage k the numerator of the k-th rate. `bases[k]` fixes the stage that rate k
    counts on; without it every earlier stage is tried. Cost grows with the product of the open choices.
    """
    readings: list[tuple[Counts, ...]] = [()]
    for place, percent in enumerate(percents):
        readings = [
            (*reading, counts)
            for reading in readings
            for counts in decode_rate(percent, _earlier(reading, total, place, bases), mode)
        ]
    return readings


def _earlier(reading: tuple[Counts, ...], total: int, place: int, bases: Sequence[int] | None) -> list[int]:
    stages = [total, *(numerator for numerator, _ in reading)]
    return sorted(set(stages)) if bases is None else [stages[bases[place]]]


def _bounds(told: Percent) -> tuple[Fraction, Fraction]:
    """Around the printed value, wide enough for either mode of rounding."""
    step = Fraction(1, 10**told.rounding.places)
    return told.value - step, told.value + step


def _numerators(told: Percent, denominator: int) -> range:
    low, high = _bounds(told)
    return range(max(0, math.floor(low * denominator / 100)), math.ceil(high * denominator / 100) + 1)


def _prints(percent: Fraction, told: Percent, rounding: Rounding) -> bool:
    """Whether it is printed as told: by plain rounding, as others do, or never up to 100, as we do."""
    return told.value in (rounding.of(percent), printed(percent, rounding))
