"""Signing events of the sample city, and what was signed at them: some of it for the second time (R008)."""

from collections.abc import Iterator, Sequence
from datetime import date

from luoshi.console.sample.city import City, row
from luoshi.console.sample.totals import SPRING_DAY, SPRING_PROJECTS
from luoshi.registers.actions import Adopted
from luoshi.registers.models import Record

AUTUMN_DAY = date(2022, 9, 16)
EVENTS = (
    ("2022年春季网络集中签约（样例）", SPRING_DAY, "样例录像-2022-01"),
    ("2022年秋季集中签约（样例）", AUTUMN_DAY, "样例录像-2022-02"),
)
AGAIN = 5  # projects of the spring that were signed once more in the autumn
AUTUMNAL = 18


def events_of(city: City) -> Iterator[Adopted]:
    """The two events of the year, each with its recording."""
    for name, day, recording in EVENTS:
        yield row({"name": name, "held_on": day, "recording": recording}, unit=city.centre, on=day)


def signings_of(projects: Sequence[Record], events: Sequence[Record]) -> Iterator[Adopted]:
    """31 in spring; in autumn others signed in the weeks before, and five of the spring again."""
    spring, autumn = events
    for project in projects[:SPRING_PROJECTS]:
        yield _signing(spring, SPRING_DAY, project)
    lately = [
        each for each in projects[SPRING_PROJECTS:] if "2022-07-20" < each.reached.get("signed", "") < "2022-09-16"
    ]
    for project in [*projects[:AGAIN], *lately[:AUTUMNAL]]:
        yield _signing(autumn, AUTUMN_DAY, project)


def _signing(event: Record, day: date, project: Record) -> Adopted:
    data = {
        "name": f"{project.label}签约",
        "event": event.pk,
        "project": project.pk,
        "signed_on": day,
        "signed_amount": project.data["amount"],
    }
    return row(data, unit=project.unit, on=day)
