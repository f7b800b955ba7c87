"""What one form costs: cells and hours a year, before the system filled anything in and now."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from luoshi.registers.models import Record
from luoshi.reports.burden.cells import Cells, counted
from luoshi.reports.models import FormCount
from luoshi.rules.burden import CellKind, Hours, Pace, Timing, saved

TIMES_A_YEAR: Mapping[str, int] = {
    "once": 1, "week": 52, "ten_day": 36, "half_month": 24, "month": 12, "quarter": 4, "half": 2, "year": 1,
    "herding_year": 1,
}  # fmt: skip
"""How often a form comes round, by the choices of the register of asked forms."""


@dataclass(frozen=True, slots=True)
class FormBurden:
    """One form as counted. `once` hours are of one unit filling it in; without a count there are no hours."""

    record: Record
    cells: Cells | None
    times: int
    units: int
    before_once: Hours | None
    after_once: Hours | None
    by_file: bool = True
    """False where the cells are those somebody entered on the record: all of them are reckoned as numbers."""

    @property
    def before(self) -> Hours | None:
        """Hours of a year in all units, when everything was filled in by hand."""
        return self._year(self.before_once)

    @property
    def after(self) -> Hours | None:
        """Hours of a year in all units for what is still filled in by hand."""
        return self._year(self.after_once)

    @property
    def saved(self) -> Hours:
        """Refused for a form that was not counted."""
        return saved(self.before, self.after)

    def for_units(self, units: int) -> tuple[Hours | None, Hours | None]:
        """Before and after of a year in so many units."""
        pace = Pace(Decimal(self.times), units)
        return tuple(pace.a_year(each) if each else None for each in (self.before_once, self.after_once))  # type: ignore[return-value]

    def _year(self, once: Hours | None) -> Hours | None:
        return Pace(Decimal(self.times), self.units).a_year(once) if once else None


def newest_counts(records: list[Record]) -> dict[int, FormCount]:
    """The last count of each form, by record. One query."""
    found = FormCount.objects.filter(form_file__record__in=[record.pk for record in records]).order_by("pk")
    return {count.form_file.record_id: count for count in found.select_related("form_file")}


def burden_of(record: Record, count: FormCount | None, timings: Mapping[CellKind, Timing]) -> FormBurden:
    """One form with what its cells cost at these timings."""
    cells = counted(count) if count else _entered(record)
    return FormBurden(
        record=record,
        cells=cells,
        times=TIMES_A_YEAR.get(str(record.data.get("frequency", "")), 1),
        units=int(record.data.get("respondents") or 0),
        before_once=Hours.of_cells(cells.before, timings) if cells else None,
        after_once=Hours.of_cells(cells.asked, timings) if cells else None,
        by_file=count is not None,
    )


def _entered(record: Record) -> Cells | None:
    """The numbers on the record of a form whose file was not counted."""
    asked, held, filled = (record.data.get(name) for name in ("cells_asked", "cells_held", "cells_filled"))
    if asked in (None, ""):
        return None
    return Cells({CellKind.NUMBER: int(asked)}, {CellKind.NUMBER: int(filled or 0)}, int(held or 0))
