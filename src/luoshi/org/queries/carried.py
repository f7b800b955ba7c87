"""Whose work of an earlier day a unit carries at a later one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.org.models import Succession


@dataclass(frozen=True, slots=True)
class GaveWay:
    """From `on` another carries the work of a unit; since when each of the two has been there."""

    unit: int
    began: date
    heir: int
    heir_began: date
    on: date


def gave_way(since: date, until: date) -> list[GaveWay]:
    """Who gave way to whom after a day, up to another. One query."""
    rows = Succession.objects.filter(on__gt=since, on__lte=until)
    told = rows.values_list("predecessor", "predecessor__valid_from", "successor", "successor__valid_from", "on")
    return [GaveWay(*each) for each in told]


def carried_by(unit: int, since: date, until: date, steps: Sequence[GaveWay]) -> frozenset[int]:
    """The units of the first day whose work this one alone carries on the last; itself where it was there.

    Nothing where one of them gave way to several: nobody can say which part of its figures came here.
    """
    heirs: dict[int, set[int]] = defaultdict(set)
    before: dict[int, set[int]] = defaultdict(set)
    began: dict[int, date] = {}
    for step in steps:
        if since < step.on <= until:
            heirs[step.unit].add(step.heir)
            before[step.heir].add(step.unit)
            began |= {step.unit: step.began, step.heir: step.heir_began}
    if unit not in before:
        return frozenset({unit})
    carried: set[int] = set()
    waiting = [unit]
    while waiting:
        each = waiting.pop()
        if len(heirs[each]) > 1:
            return frozenset()
        if began[each] <= since:
            carried.add(each)
        waiting += before[each]
    return frozenset(carried)
