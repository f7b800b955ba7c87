"""Whole numbers that look natural and add up to a published total."""

from itertools import accumulate, pairwise
from random import Random


def parts_of(total: int, count: int, *, least: int, chance: Random, spread: float = 1.1) -> list[int]:
    """`count` whole numbers of at least `least` that sum to `total`, most of them small, a few large."""
    free = total - least * count
    if count < 1 or free < 0:
        raise ValueError(f"{total} cannot be parted into {count} of at least {least}")
    heights = [0.0, *accumulate(chance.lognormvariate(0, spread) for _ in range(count))]
    marks = [round(height / heights[-1] * free) for height in heights]
    return [least + upper - lower for lower, upper in pairwise(marks)]


def rounded_parts_of(total: int, count: int, *, least: int, step: int, chance: Random) -> list[int]:
    """As `parts_of`, in whole steps, as contract amounts are; the largest takes what is left over."""
    parts = [step * part for part in parts_of(total // step, count, least=max(least // step, 1), chance=chance)]
    parts[parts.index(max(parts))] += total - sum(parts)
    return parts
