"""How the sample city looked for investors: contacts, trips, institutes."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from luoshi.console.sample.city import City, row
from luoshi.console.sample.totals import CONTACTS, INSTITUTES, RESERVED, SETTLED, TRIPS, WANTED_EACH
from luoshi.console.sample.words import ORIGINS
from luoshi.registers.actions import Adopted
from luoshi.registers.models import Record

TALKING = 1_400


def contacts_of(city: City, teams: Sequence[Record]) -> Iterator[Adopted]:
    """3,502 contacts, of which 254 became reserve projects (R013)."""
    outcomes = ["reserved"] * RESERVED + ["talking"] * TALKING + ["ended"] * (CONTACTS - RESERVED - TALKING)
    city.chance.shuffle(outcomes)
    for number, outcome in enumerate(outcomes):
        team = teams[number % len(teams)]
        met = city.day_in(date(2022, 1, 10), date(2022, 12, 20))
        data = {"name": f"对接样例企业{number + 1:04d}", "team": team.pk, "met_on": met, "outcome": outcome}
        yield row(data, unit=team.unit, on=met)


def trips_of(city: City, projects: Sequence[Record]) -> Iterator[Adopted]:
    """Fifteen trips, each of which moved a project (R094)."""
    for number in range(TRIPS):
        left = date(2022, 2, 15) + timedelta(days=20 * number)
        back = left + timedelta(days=city.chance.randint(2, 5))
        place = ORIGINS[number % len(ORIGINS)]
        data = {
            "purpose": f"赴{place}对接产业链企业（样例）",
            "destination": place,
            "left_on": left,
            "back_on": back,
            "trip_cost": str(city.chance.randrange(20, 95) / 10),
            "project": projects[city.chance.randrange(len(projects))].pk,
            "leads_moved": city.chance.randint(1, 9),
        }
        yield row(data, unit=city.centre, on=back)


def institutes_of(city: City) -> Iterator[Adopted]:
    """47 institutes with three projects wanted of each, 25 settled so far (R141)."""
    listed = date(2022, 3, 1)
    for number in range(1, INSTITUTES + 1):
        data = {
            "name": f"样例研究所{number:02d}",
            "listed_on": listed,
            "wanted": WANTED_EACH,
            "settled": 1 if number <= SETTLED else 0,
        }
        yield row(data, unit=city.centre, on=listed)
