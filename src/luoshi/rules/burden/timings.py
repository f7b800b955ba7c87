"""Seconds a cell takes: measured with sample and range, or assumed and called so."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from luoshi.rules.burden.kinds import CellKind
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Timing:
    """`seconds` is a median of `sample` cells that took from `low` to `high`; a sample of 0 is an assumption."""

    kind: CellKind
    seconds: Decimal
    low: Decimal
    high: Decimal
    sample: int = 0

    @property
    def measured(self) -> bool:
        return self.sample > 0

    @property
    def basis(self) -> Text:
        """What it rests on, in words."""
        if not self.measured:
            return Text("假设值，未实测", "assumed, not measured")
        return Text(f"实测{self.sample}格", f"measured on {self.sample} cells")


def _assumed(kind: CellKind, seconds: int, low: int, high: int) -> Timing:
    return Timing(kind, Decimal(seconds), Decimal(low), Decimal(high))


ASSUMED: Mapping[CellKind, Timing] = {
    timing.kind: timing
    for timing in (
        _assumed(CellKind.NUMBER, 20, 6, 60),
        _assumed(CellKind.TEXT, 25, 8, 90),
        _assumed(CellKind.CHOICE, 6, 3, 15),
        _assumed(CellKind.DATE, 10, 5, 30),
        _assumed(CellKind.ID, 30, 15, 60),
        _assumed(CellKind.ROW, 5, 2, 15),
    )
}
"""Until an office has measured: nobody's measurement, with a wide range; every page that uses it says so."""
