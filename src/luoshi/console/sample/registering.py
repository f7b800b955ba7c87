"""The generated projects as rows of the register: whose they are, what they are called, by when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from luoshi.calendars.queries import national
from luoshi.console.sample.city import City, row
from luoshi.console.sample.projects import BILLION, Plan, assessment, dates_of, plans
from luoshi.console.sample.words import INDUSTRIES, WORKS
from luoshi.org.models import Unit
from luoshi.registers.actions import Adopted
from luoshi.registers.models import Record

MODES = ("scene", "chain", "chain", "enclave", "other")
CLOCK = 60  # working days from signing to filing, as the pack declares
LAST_LEAD = date(2022, 12, 20)
TOWNSHIP, ONE_IN = "hewan_t1", 4  # of the county's own projects, those its township leads


@dataclass(frozen=True, slots=True)
class Around:
    """What a project refers to."""

    enterprises: Sequence[Record]
    industries: Sequence[Record]
    teams: Sequence[Record]


def projects_of(city: City, around: Around) -> Iterator[Adopted]:
    """All projects, the 31 of the spring event first."""
    areas = city.areas
    for number, plan in enumerate(plans(city)):
        area = areas[number % len(areas)]
        is_township = area == areas[0] and number // len(areas) % ONE_IN == 0
        yield _project(city, number, plan, city.units[TOWNSHIP] if is_township else area, around)


def _project(city: City, number: int, plan: Plan, unit: Unit, around: Around) -> Adopted:
    first = (plan.signed or LAST_LEAD) - timedelta(days=city.chance.randint(12, 120))
    reached = dates_of(plan, first, city)
    place = number % len(INDUSTRIES)
    data = {
        "name": f"{INDUSTRIES[place][0]}{WORKS[number % len(WORKS)]}项目（样例{number + 1:04d}）",
        "investor": around.enterprises[number % len(around.enterprises)].pk,
        "industry": around.industries[place].pk,
        "team": around.teams[number % len(around.teams)].pk,
        "mode": city.chance.choice(MODES),
        "land": city.chance.randrange(15, 900),
    }
    if plan.state not in ("lead_record", "ended"):
        data["amount"] = plan.amount
    state = list(reached)[-1]
    waits = plan.signed if state == "signed" else None
    return row(
        data | assessment(plan, city),
        unit=unit,
        on=first,
        lead=unit,
        state=state,
        reached=reached,
        due=national().add(waits, CLOCK).date if waits else None,
        support=(city.units[INDUSTRIES[place][1]],) if plan.amount >= BILLION else (),
    )
