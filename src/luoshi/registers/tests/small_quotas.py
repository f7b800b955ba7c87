"""A pack of quotas and shares for tests, published in the small city."""

from pathlib import Path

from luoshi.org.models import Unit
from luoshi.org.tests.small_city import SmallCity
from luoshi.packs.actions import publish
from luoshi.packs.load import load
from luoshi.registers.actions import Step, correct, create, move
from luoshi.registers.models import Pool, Record
from luoshi.registers.tests.small_works import NOW, TODAY
from luoshi.rules.actors import Actor, Role

FOLDER = Path(__file__).parent / "quotas"
MILLION = 10**6


class SmallQuotas:
    """The pack `quotas` in force, and the planner who grants."""

    def __init__(self, city: SmallCity) -> None:
        publish(pack=load(FOLDER), by=city.admin, at=NOW)
        self.city = city
        self.unit: Unit = city.unit("supervision")
        self.planner: Actor = city.actor(Role.BUREAU_OFFICER, "supervision")

    def enter(self, register: str, **data: object) -> Record:
        """A record of one of the registers."""
        return create(f"quotas.{register}", data, unit=self.unit, by=self.planner, at=NOW)

    def land(self, available: object = 100) -> Record:
        """A quota of land."""
        return self.enter("land", name="2022年", available=available)

    def grant(self, pool: Record | None, area: object, parent: Record | None = None) -> Record:
        """A grant out of a quota or a parcel."""
        data = {"parcel": "地块", "pool": pool.pk if pool else None, "area": area}
        return create("quotas.grant", data, unit=self.unit, by=self.planner, at=NOW, parent=parent)

    def correct(self, record: Record, **changes: object) -> Record:
        """A correction of the record as it stands now."""
        return correct(fresh(record), changes, reason="调整", by=self.planner, at=NOW)

    def move(self, record: Record, name: str) -> None:
        """A move of the record as it stands now."""
        move(fresh(record), name, step=Step(on=TODAY), by=self.planner, at=NOW)


def fresh(record: Record) -> Record:
    """The record as a page of its own has read it."""
    return Record.objects.select_related("unit", "lead", "parent").get(pk=record.pk)


def used(pool: Record, rule: str = "quotas.grant.land") -> float:
    """What is booked as taken, in the amount's unit."""
    row = Pool.objects.filter(record=pool, rule=rule).first()
    return row.used / MILLION if row else 0
