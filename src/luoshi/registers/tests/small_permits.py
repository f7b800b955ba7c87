"""A pack of works and their permits for tests, published in the small city."""

from functools import cache
from pathlib import Path

from luoshi.org.models import Unit
from luoshi.org.tests.small_city import SmallCity
from luoshi.packs.actions import publish
from luoshi.packs.load import Loaded, load
from luoshi.registers.actions import Step, correct, create, move
from luoshi.registers.models import Move, Record
from luoshi.registers.tests.small_works import NOW, TODAY
from luoshi.rules.actors import Actor, Role

FOLDER = Path(__file__).parent / "permits"
ISSUED = "2022-06-01"


@cache
def written() -> Loaded:
    """The pack as read from its folder."""
    return load(FOLDER)


class SmallPermits:
    """The pack `permits` in force, and the lead of the works."""

    def __init__(self, city: SmallCity) -> None:
        publish(pack=written(), by=city.admin, at=NOW)
        self.city = city
        self.north: Unit = city.unit("north")
        self.lead: Actor = city.actor(Role.COUNTY_LEAD, "north")
        self.verifier: Actor = city.actor(Role.VERIFIER, "supervision")
        self.supervisor: Actor = city.actor(Role.SUPERVISOR, "city")

    def work(self, name: str = "东桥") -> Record:
        """A work that is filed."""
        return create("permits.work", {"name": name}, unit=self.north, by=self.lead, at=NOW)

    def permit(self, work: Record, name: str, issued_on: str | None = ISSUED, unit: Unit | None = None) -> Record:
        """A permit of a work, issued or not."""
        by = self.lead if unit is None else self.city.actor(Role.COUNTY_LEAD, unit.code)
        data = {"name": name, "issued_on": issued_on}
        return create("permits.permit", data, unit=unit or self.north, parent=work, by=by, at=NOW)

    def plea(self, work: Record) -> Record:
        """Why a work could not wait."""
        data = {"work": work.pk, "why": "抢险"}
        return create("permits.plea", data, unit=self.north, by=self.lead, at=NOW)

    def start(self, work: Record) -> Move:
        """The start of a work, as a page of its own asks for it."""
        return move(fresh(work), "start", step=Step(on=TODAY), by=self.lead, at=NOW)

    def correct(self, permit: Record, **changes: object) -> Record:
        """A correction, as a page of its own asks for it."""
        return correct(fresh(permit), changes, reason="核对", by=self.lead, at=NOW)


def fresh(record: Record) -> Record:
    """The record as a page of its own has read it."""
    return Record.objects.select_related("unit", "lead", "parent").get(pk=record.pk)
