"""A small line of work for tests, published in the small city."""

from datetime import UTC, date, datetime
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
TODAY = date(2022, 6, 15)
FOLDER = Path(__file__).parent / "works"


@cache
def written() -> Loaded:
    """The pack as read from its folder, once in a process: reading YAML takes longer than most tests."""
    return load(FOLDER)


class SmallWorks:
    """The pack `works` in force, and the people who work with it."""

    def __init__(self, city: SmallCity) -> None:
        self.city = city
        publish(pack=written(), by=city.admin, at=NOW)
        self.north: Unit = city.unit("north")
        self.south: Unit = city.unit("south")
        self.lead: Actor = city.actor(Role.COUNTY_LEAD, "north")
        self.other_lead: Actor = city.actor(Role.COUNTY_LEAD, "south")
        self.officer: Actor = city.actor(Role.BUREAU_OFFICER, "commerce")
        self.planner: Actor = city.actor(Role.BUREAU_OFFICER, "supervision")
        self.supervisor: Actor = city.actor(Role.SUPERVISOR, "city")
        self.verifier: Actor = city.actor(Role.VERIFIER, "supervision")

    def plan(self, name: str = "2022年计划", **more: object) -> Record:
        """A plan of the supervision office."""
        unit = self.city.unit("supervision")
        return create("works.plan", {"name": name}, unit=unit, by=self.planner, at=NOW, **more)  # type: ignore[arg-type]

    def site(self, name: str = "东桥", **fields: object) -> Record:
        """A site of the northern county."""
        plan = fields.pop("plan", None) or self.plan(f"{name}的计划")
        data = {"title_of_site": name, "plan": plan, **fields}
        return create("works.site", data, unit=self.north, by=self.lead, at=NOW)

    def task(self, matter: str = "修路") -> Record:
        """A task of the supervision office, led by the northern county."""
        unit = self.city.unit("supervision")
        return create("works.task", {"matter": matter}, unit=unit, lead=self.north, by=self.planner, at=NOW)

    def reported(self, matter: str = "修路") -> Record:
        """A task whose result the northern county has reported."""
        task = self.task(matter)
        move(task, "report", step=report_of(), by=self.lead, at=NOW)
        return task

    def struck_off(self, matter: str = "修路") -> Record:
        """A task that a verifier of the supervision office has struck off."""
        task = self.reported(matter)
        move(task, "strike_off", step=strike(), by=self.verifier, at=NOW)
        return task


def start(**fields: object) -> Step:
    """What a start takes."""
    return Step(on=TODAY, evidence={"licence": "许字〔2022〕1号"}, values=fields)


def report_of() -> Step:
    """What a report of a result takes."""
    return Step(on=TODAY, evidence={"result": "办字〔2022〕1号"})


def strike() -> Step:
    """What a strike-off takes."""
    return Step(on=TODAY, evidence={"proof": "核字〔2022〕1号"})
