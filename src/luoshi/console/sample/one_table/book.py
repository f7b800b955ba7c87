"""Villages and, in one township, the households, people, herds and parcels of their book. Nobody in it exists."""

from collections.abc import Iterator, Sequence
from datetime import date

from luoshi.console.sample.city import City, row
from luoshi.console.sample.units import COUNTIES
from luoshi.org.models import Unit
from luoshi.registers.actions import Adopted
from luoshi.registers.models import Record

OPENED = date(2022, 3, 1)
TOWNSHIP = "hewan_t1"  # where the sample's township clerk sits
NOWHERE = "159802"  # a division that does not exist, so that no identity number is anybody's
HOMES = 12  # households of each village of that township
HERDING = ("qingyuan", "baihua", "shaquan", "yinhu", "hongliu")
SPECIES = ("sheep", "sheep", "goat", "cattle", "horse", "camel")
USES = ("farmland", "farmland", "grassland", "woodland")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


def villages_of(city: City) -> Iterator[Adopted]:
    """Every village of the city, each with its own book."""
    codes = tuple(code for code, _, _ in COUNTIES)
    for unit in (each for code, each in sorted(city.units.items()) if each.kind == "village"):
        county = next(code for code in codes if unit.code.startswith(f"{code}_"))
        yield row(_village(city, unit, is_herding=county in HERDING), unit=unit, on=OPENED)


def _village(city: City, unit: Unit, *, is_herding: bool) -> dict[str, object]:
    chance = city.chance
    households = chance.randint(120, 420)
    population = round(households * chance.uniform(2.3, 2.9))
    grass = chance.randrange(40_000, 160_000, 500) if is_herding else chance.randrange(0, 6_000, 100)
    return {
        "name": unit.title,
        "place": unit.pk,
        "economy": "herding" if is_herding and chance.random() < 0.6 else "mixed" if is_herding else "farming",
        "households": households,
        "population": population,
        "women": round(population * chance.uniform(0.46, 0.51)),
        "residents": round(population * chance.uniform(0.52, 0.86)),
        "farmland": chance.randrange(800, 4_000, 50) if is_herding else chance.randrange(5_000, 18_000, 50),
        "grassland": grass,
        "tap_water": round(households * chance.uniform(0.55, 1.0)),
        "paved_road": chance.random() < 0.9,
    }


def households_of(city: City, villages: Sequence[Record]) -> Iterator[Adopted]:
    """Some households of each village, numbered."""
    aids = ("none",) * 8 + ("minimum", "monitored", "stable", "none")
    for place, village in enumerate(villages):
        for number in range(HOMES):
            data = {
                "number": f"样例户{place + 1:02d}-{number + 1:03d}",
                "village": village.pk,
                "head": f"样例户主{place * HOMES + number + 1:03d}",
                "members": city.chance.randint(1, 5),
                "aid": aids[number % len(aids)],
            }
            yield row(data, unit=village.unit, on=OPENED)


def residents_of(city: City, households: Sequence[Record]) -> Iterator[Adopted]:
    """As many people as each household says it has."""
    count = 0
    for household in households:
        for _member in range(int(str(household.data["members"]))):
            count += 1
            yield row(_person(city, household, count), unit=household.unit, on=OPENED)


def _person(city: City, household: Record, number: int) -> dict[str, object]:
    born = city.day_in(date(1938, 1, 1), date(2021, 12, 31))
    is_man = city.chance.random() < 0.52
    is_grown = born.year < 2004
    return {
        "number": f"样例人{number:04d}",
        "household": household.pk,
        "full_name": f"样例人员{number:04d}",
        "id_number": _identity(born, number * 2 + is_man),
        "sex": "male" if is_man else "female",
        "born_on": born,
        "people": city.chance.choice(("蒙古族", "汉族", "汉族", "满族")),
        "phone": f"100{number:08d}" if is_grown else "",
        "away": is_grown and born.year > 1962 and city.chance.random() < 0.3,
    }


def _identity(born: date, order: int) -> str:
    """Eighteen characters with the right last one, in a division there is not."""
    body = f"{NOWHERE}{born:%Y%m%d}{order % 1000:03d}"
    return body + CHECKS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True)) % 11]


def herds_of(city: City, households: Sequence[Record]) -> Iterator[Adopted]:
    """A herd for every other household."""
    for number, household in enumerate(households[::2]):
        species = SPECIES[number % len(SPECIES)]
        most = 240 if species in ("sheep", "goat") else 40
        data = {
            "number": f"样例群{number + 1:03d}",
            "household": household.pk,
            "species": species,
            "animals": city.chance.randint(6, most),
        }
        yield row(data, unit=household.unit, on=OPENED)


def parcels_of(city: City, households: Sequence[Record]) -> Iterator[Adopted]:
    """A parcel for each household."""
    for number, household in enumerate(households):
        use = USES[number % len(USES)]
        area = city.chance.randrange(200, 3_000, 10) if use == "grassland" else city.chance.randrange(8, 90)
        data = {
            "number": f"样例地块{number + 1:03d}",
            "household": household.pk,
            "use": use,
            "area": area,
            "leased": city.chance.random() < 0.35,
        }
        yield row(data, unit=household.unit, on=OPENED)


def enterprises_of(city: City, villages: Sequence[Record]) -> Iterator[Adopted]:
    """Two enterprises of the investment line that work in each village: referred to, never entered again."""
    held = list(Record.objects.of("investment.enterprise").order_by("pk")[: 2 * len(villages)])
    for number, enterprise in enumerate(held):
        village = villages[number % len(villages)]
        data = {
            "site": f"{village.label}加工点（样例{number + 1}）",
            "enterprise": enterprise.pk,
            "village": village.pk,
            "local_jobs": city.chance.randint(3, 40),
        }
        yield row(data, unit=village.unit, on=OPENED)
