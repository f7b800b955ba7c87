"""Lists in a form: where their lines go, and where that moves everything else."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from luoshi.reports.filling.growing import Grown, Growth
from luoshi.reports.filling.sheets import SheetXml
from luoshi.reports.filling.values import Fillable

Address = tuple[str, int, int]
_WORDS = frozenset({"s", "str", "inlineStr"})


@dataclass(frozen=True, slots=True)
class Roster:
    """Lines of a list from the row `first` on; the form has room down to `last`, more rows are put in after it."""

    sheet: str
    first: int
    last: int
    lines: Sequence[Mapping[int, Fillable]]


def room_in(sheet: SheetXml, first: int, columns: Collection[int]) -> int:
    """The last of the rows a list's first row is followed by that wait for lines: prepared alike, without words."""
    looks = {column: sheet.styles.get((first, column)) for column in columns}
    worded = {row for (row, _column), (kind, _said) in sheet.held.items() if kind in _WORDS}
    last = first
    while last + 1 not in worded and all(
        (last + 1, column) in sheet.at
        and sheet.styles.get((last + 1, column)) == look
        and (last + 1, column) not in sheet.held
        and (last + 1, column) not in sheet.formulas
        for column, look in looks.items()
    ):
        last += 1
    return last


def shifts_of(rosters: Sequence[Roster]) -> dict[str, Grown]:
    """Where the rows of each sheet go; lists of one sheet stand below each other."""
    found: dict[str, list[Growth]] = {}
    for roster in sorted(rosters, key=lambda each: each.first):
        more = len(roster.lines) - (roster.last - roster.first + 1)
        if more > 0:
            found.setdefault(roster.sheet, []).append(Growth(roster.last, more))
    return {sheet: Grown(sheet, tuple(growths)) for sheet, growths in found.items()}


def laid_out(
    values: Mapping[Address, Fillable], rosters: Sequence[Roster], shifts: Mapping[str, Grown]
) -> dict[Address, Fillable]:
    """All values by where their cells are once the rows are in."""
    found: dict[Address, Fillable] = {}
    for (sheet, row, column), value in values.items():
        found[sheet, shifts[sheet](row) if sheet in shifts else row, column] = value
    for roster in rosters:
        first = shifts[roster.sheet](roster.first) if roster.sheet in shifts else roster.first
        for row, line in enumerate(roster.lines, start=first):
            found.update({(roster.sheet, row, column): value for column, value in line.items()})
    return found
