"""Cadences: what recurs, and the records it opens."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from luoshi.rules.cadence import Place
from luoshi.rules.periods import Kind
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Cadence:
    """Opens records of one register: one in every period (`every`), or one for each record of another (`each`).

    In the first form the record is entered for the unit coded `unit`, its field `slot` takes the period's label and
    `day` the day within it; in the second it is entered on the date `each_on` of the other record, for the unit in
    its field `at`, and its field `back` points there. `fills` are fixed values.
    """

    pack: str
    id: str
    title: Text
    basis: str
    opens: str  # full reference of the register
    every: Kind | None = None
    place: Place = Place.LAST
    since: date | None = None
    sunset: date | None = None
    unit: str = ""
    slot: str = ""
    day: str = ""
    each: str = ""  # full reference of the register whose records are followed
    each_on: str = ""
    at: str = ""
    back: str = ""
    fills: Mapping[str, object] = field(default_factory=dict)

    @property
    def ref(self) -> str:
        """The full reference, "pack.cadence"."""
        return f"{self.pack}.{self.id}"
