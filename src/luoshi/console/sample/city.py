"""What the generators of the sample city share: its units, its dice, and how a row is taken over."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from luoshi.console.sample.units import AREAS
from luoshi.org.models import Unit
from luoshi.registers.actions import Adopted, adopt_many
from luoshi.registers.models import Record
from luoshi.rules.actors import Actor
from luoshi.rules.moments import CHINA

SOURCE = "样例数据（生成）：总数等于公开数字"
SEED = 20230208
MORNING = time(9, 30)


@dataclass(frozen=True, slots=True)
class City:
    """What the generators draw from; the same seed always gives the same city."""

    units: Mapping[str, Unit]
    chance: Random
    by: Actor
    at: datetime

    @property
    def areas(self) -> list[Unit]:
        """The eight counties and the zone."""
        return [self.units[code] for code in AREAS]

    @property
    def centre(self) -> Unit:
        """The department that owns the line."""
        return self.units["investment_centre"]

    def adopt(self, register: str, rows: Iterable[Adopted]) -> list[Record]:
        """Take generated rows over as an existing ledger; the register by its full reference."""
        return adopt_many(register, list(rows), source=SOURCE, by=self.by, at=self.at)

    def day_in(self, first: date, last: date) -> date:
        """A day between two, both included."""
        return first + timedelta(days=self.chance.randint(0, max((last - first).days, 0)))


def row(data: Mapping[str, object], *, unit: Unit, on: date, **more: Any) -> Adopted:
    """A row of the old ledger that was entered on the morning of a day."""
    return Adopted(data=data, unit=unit, entered_at=morning(on), **more)


def morning(day: date) -> datetime:
    """Half past nine of a day."""
    return datetime.combine(day, MORNING, CHINA)


def first_in_each(records: Iterable[Record], units: Iterable[Unit]) -> Iterator[Record]:
    """For each unit the first of the records that belongs to it, if there is one."""
    held = list(records)
    for unit in units:
        yield from [record for record in held if record.unit_id == unit.pk][:1]
