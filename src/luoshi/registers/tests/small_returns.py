"""Returns of livestock for tests: a village reports, its township checks, its county approves."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from luoshi.org.models import Unit
from luoshi.org.tests.small_city import SmallCity
from luoshi.packs.actions import publish
from luoshi.packs.load import Loaded, load
from luoshi.registers.actions import Step, create, move
from luoshi.registers.models import Record
from luoshi.rules.actors import Actor, Role

NOW = datetime(2022, 6, 15, 2, 0, tzinfo=UTC)
FOLDER = Path(__file__).parent / "flocks"
FIGURES = {
    "opening": 100, "born": 20, "sold": 10, "closing": 110,
    "people": 5, "men": 2, "women": 3, "rubbish": 380,
}  # fmt: skip


@cache
def written() -> Loaded:
    """The pack as read from its folder, once in a process."""
    return load(FOLDER)


class SmallReturns:
    """The pack `flocks` in force, and the people who work with it."""

    def __init__(self, city: SmallCity) -> None:
        self.city = city
        publish(pack=written(), by=city.admin, at=NOW)
        self.spring: Unit = city.unit("spring")
        self.clerk: Actor = city.actor(Role.TOWNSHIP_CLERK, "spring")  # of the village
        self.township: Actor = city.actor(Role.TOWNSHIP_CLERK, "stone")
        self.county: Actor = city.actor(Role.COUNTY_LEAD, "north")
        self.other: Actor = city.actor(Role.COUNTY_LEAD, "south")
        self.supervisor: Actor = city.actor(Role.SUPERVISOR, "city")

    def herd(self, period: str = "2022-05", *, by: Actor | None = None, **figures: object) -> Record:
        """The village's return of a month, as a draft."""
        entered = {**FIGURES, **figures}
        return create("flocks.herd", entered, unit=self.spring, by=by or self.clerk, at=NOW, period=period)

    def submitted(self, period: str = "2022-05", **figures: object) -> Record:
        """A return handed over, with every audit that asks explained."""
        record = self.herd(period, by=None, **figures)
        move(record, "submit", step=step(explained=EXPLAINED), by=self.clerk, at=NOW)
        return record


EXPLAINED = dict.fromkeys(("stock_change", "stock_year", "rubbish_credible"), "集中出栏")


def step(note: str = "", **more: object) -> Step:
    """A step taken today."""
    return Step(on=NOW.date(), note=note, **more)  # type: ignore[arg-type]
