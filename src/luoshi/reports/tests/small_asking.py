"""A small register of asked forms for tests, published in the small city, and workbooks as offices send them."""

from functools import cache
from pathlib import Path

from django.core.files.base import ContentFile

from luoshi.evidence.actions import keep
from luoshi.evidence.models import File
from luoshi.org.tests.small_city import NOW, TODAY, SmallCity
from luoshi.packs.actions import publish
from luoshi.packs.load import Loaded, load
from luoshi.registers.actions import Step, create, move
from luoshi.registers.models import Record
from luoshi.reports.policies import ASKED_FORM
from luoshi.rules.actors import Actor, Role

FOLDER = Path(__file__).parent / "one_table"


@cache
def written() -> Loaded:
    """The pack as read from its folder, once in a process."""
    return load(FOLDER)


class SmallAsking:
    """The pack `one_table` in force with nothing but asked forms, and the people who ask."""

    def __init__(self, city: SmallCity) -> None:
        self.city = city
        publish(pack=written(), by=city.admin, at=NOW)
        self.officer: Actor = city.actor(Role.BUREAU_OFFICER, "commerce")
        self.other: Actor = city.actor(Role.BUREAU_OFFICER, "supervision")
        self.township: Actor = city.actor(Role.COUNTY_LEAD, "north")
        self.supervisor: Actor = city.actor(Role.SUPERVISOR, "city")

    def form(self, title: str = "农村基本情况表") -> Record:
        """A form of the bureau of commerce, still a draft."""
        unit = self.city.unit("commerce")
        return create(ASKED_FORM, {"title": title}, unit=unit, lead=unit, by=self.officer, at=NOW)

    def admitted(self, title: str = "农村基本情况表") -> Record:
        """The same, after admission."""
        record = self.form(title)
        move(record, "submit", step=Step(TODAY), by=self.officer, at=NOW)
        move(record, "admit", step=Step(TODAY), by=self.supervisor, at=NOW)
        return record


def kept(data: bytes, *, by: Actor, name: str = "报表.xlsx") -> File:
    """The file as the evidence room keeps it."""
    return keep(ContentFile(data), name=name, by=by, at=NOW)
