"""The cells of a form: how many people fill in, how many of those are held, how many the system fills in."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from luoshi.reports.matching.proposals import Proposed
from luoshi.reports.models import FormCount
from luoshi.rules.burden import CellKind, kind_of


@dataclass(frozen=True, slots=True)
class Cells:
    """Of one unit filling the form in once; `held` of those asked are held already."""

    asked: Mapping[CellKind, int] = field(default_factory=dict)
    filled: Mapping[CellKind, int] = field(default_factory=dict)
    held: int = 0
    roster_rows: int = 1

    @property
    def asked_in_all(self) -> int:
        return _cells(self.asked)

    @property
    def filled_in_all(self) -> int:
        return _cells(self.filled)

    @property
    def new(self) -> int:
        return self.asked_in_all - self.held

    @property
    def before(self) -> Mapping[CellKind, int]:
        """What people filled in before the system filled in anything."""
        return Counter(self.asked) + Counter(self.filled)


def tally(slots: Iterable[Proposed], *, roster_rows: int) -> Cells:
    """Counts the slots of a form. A column of a roster counts once for each row; each roster adds its rows.

    Remarks are asked of nobody and count for nothing.
    """
    asked, filled = Counter[CellKind](), Counter[CellKind]()
    rosters, held = set[str](), 0
    for each in slots:
        if each.optional:
            continue
        cells = roster_rows if each.slot.repeats else 1
        (filled if each.filled else asked)[kind_of(each.signature)] += cells
        held += cells if each.asks_held else 0
        if each.slot.repeats and not each.filled:
            rosters.add(each.slot.sheet)
    if rosters:
        asked[CellKind.ROW] = len(rosters) * roster_rows
    return Cells(dict(asked), dict(filled), held, roster_rows)


def counted(count: FormCount) -> Cells:
    """A count as it was kept."""
    return Cells(_kinds(count.asked), _kinds(count.filled), count.held, count.roster_rows)


def _kinds(kept: Mapping[str, int]) -> dict[CellKind, int]:
    return {CellKind(kind): int(number) for kind, number in kept.items()}


def _cells(numbers: Mapping[CellKind, int]) -> int:
    """Finding the next line of a roster takes time, but is no cell."""
    return sum(number for kind, number in numbers.items() if kind is not CellKind.ROW)
