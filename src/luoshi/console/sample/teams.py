"""Teams, enterprises and industries of the sample city."""

from collections.abc import Iterator
from datetime import date

from luoshi.console.sample.amounts import parts_of
from luoshi.console.sample.city import City, row
from luoshi.console.sample.totals import MEMBERS, TEAMS
from luoshi.console.sample.units import BUREAUS
from luoshi.console.sample.words import INDUSTRIES, ORIGINS
from luoshi.registers.actions import Adopted

ENTERPRISES = 640
FORMED = date(2022, 1, 6)


def teams_of(city: City) -> Iterator[Adopted]:
    """384 teams in nine areas and twenty-two departments (R079); targets for units, never for persons (R093)."""
    homes = [(unit, "county") for unit in city.areas]
    homes += [(city.units[code], "economic") for code, _ in BUREAUS]
    sizes = parts_of(MEMBERS, TEAMS, least=2, chance=city.chance, spread=0.6)
    for number, size in enumerate(sizes):
        unit, home = homes[number % len(homes)]
        data: dict[str, object] = {
            "name": f"{unit.title}第{number // len(homes) + 1}招商队",
            "home": home,
            "profession": INDUSTRIES[number % len(INDUSTRIES)][0],
            "members": size,
        }
        if number < len(homes):
            data["target"] = city.chance.randrange(10_000, 60_000, 5_000)
        yield row(data, unit=unit, on=FORMED)


def enterprises_of(city: City) -> Iterator[Adopted]:
    """Firms that do not exist: every name carries the word 样例 and a number."""
    for number in range(1, ENTERPRISES + 1):
        industry = INDUSTRIES[number % len(INDUSTRIES)][0]
        data = {
            "name": f"样例{number:03d}号{industry}有限公司",
            "origin": city.chance.choice(ORIGINS),
            "outside": True,
        }
        yield row(data, unit=city.centre, on=date(2021, 1, 5))


def industries_of(city: City) -> Iterator[Adopted]:
    """Each industry with its one responsible department (R066)."""
    for title, code in INDUSTRIES:
        bureau = city.units[code]
        yield row({"name": title, "responsible": bureau.pk}, unit=bureau, on=FORMED)
