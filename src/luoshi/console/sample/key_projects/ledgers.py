"""Tours, land, mines, pilots, township projects and parcels of the sample city."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from luoshi.console.sample.amounts import parts_of
from luoshi.console.sample.city import City, row
from luoshi.console.sample.key_projects import totals
from luoshi.console.sample.key_projects.planning import Plan
from luoshi.registers.actions import Adopted
from luoshi.registers.models import Record

LEG_NAMES = ("2022年冬季拉练第一段（样例）", "2022年冬季拉练第二段（样例）")
SITES_EACH = 2
SCORED_ON = date(2022, 11, 12)
MONTHS_TREATED = 11
TOWNSHIP = "hewan_t1"


def tours_of(city: City) -> Iterator[Adopted]:
    """The two legs of the winter tour (R011)."""
    for name, (first, last) in zip(LEG_NAMES, totals.LEGS, strict=True):
        data = {"name": name, "season": "winter", "first_day": first, "last_day": last}
        yield row(data, unit=city.units["development"], on=first)


def sites_of(city: City, legs: Sequence[Record], built: Sequence[tuple[Plan, Record]]) -> Iterator[Adopted]:
    """Two projects of each of the nine areas, over six days."""
    days = [first + timedelta(days=more) for first, _ in totals.LEGS for more in range(3)]
    for place in range(SITES_EACH * len(city.areas)):
        plan, record = built[place]
        day = days[place * len(days) // (SITES_EACH * len(city.areas))]
        leg = legs[0] if day <= totals.LEGS[0][1] else legs[1]
        data = {"name": f"{record.label}观摩点", "tour": leg.pk, "project": record.pk, "seen_on": day}
        yield row(data, unit=plan.unit, on=day)


def scores_of(city: City, legs: Sequence[Record]) -> Iterator[Adopted]:
    """Each area judged by the eight others."""
    for judged in city.areas:
        level = city.chance.randint(80, 92)
        for judge in (unit for unit in city.areas if unit != judged):
            data = {
                "name": f"{judge.title}评{judged.title}（样例）",
                "tour": legs[-1].pk,
                "judge": judge.pk,
                "judged": judged.pk,
                "scored_on": SCORED_ON,
                "score": level + city.chance.randint(-4, 6),
            }
            yield row(data, unit=judged, on=SCORED_ON)


def land_of(city: City) -> Iterator[Adopted]:
    """Eleven months in nine areas that make five million mu by the 335th day (R048)."""
    parts = parts_of(totals.LAND, MONTHS_TREATED * len(city.areas), least=2_000, chance=city.chance, spread=0.5)
    for place, treated in enumerate(parts):
        area, month = city.areas[place % len(city.areas)], place // len(city.areas) + 1
        end = date(totals.YEAR, month, monthrange(totals.YEAR, month)[1])
        data = {"name": f"{area.title}{month}月治理地段（样例）", "done_on": end, "treated": treated}
        yield row(data, unit=area, on=end)


def claims_of(city: City) -> Iterator[Adopted]:
    """The sentence as it was printed, with its own days."""
    since, until = totals.LAND_DAYS
    data = {
        "name": "以日均万亩以上的速度治理沙化土地，已完成500万亩（样例核对）",
        "since": since,
        "until": until,
        "claimed_area": totals.LAND,
        "claimed_pace": totals.LAND_PACE,
    }
    yield row(data, unit=city.units["forestry"], on=until)


def mines_of(city: City) -> Iterator[Adopted]:
    """Eleven mines whose capacity is nearly twenty million tonnes (R053)."""
    for place, capacity in enumerate(
        parts_of(totals.CAPACITY, totals.MINES, least=90, chance=city.chance, spread=0.5)
    ):
        phase = "building" if place < 6 else "intended"
        data = {"name": f"样例煤矿{place + 1:02d}", "phase": phase, "capacity": capacity}
        yield row(data, unit=city.units["energy"], on=date(2022, 5, 12))


def pilots_of(city: City) -> Iterator[Adopted]:
    """Three kinds, no place twice within one (R054)."""
    for kind, many in totals.PILOTS:
        for place in range(many):
            area = city.areas[place % len(city.areas)]
            yield row({"kind": kind, "place": f"{area.title}样例{place + 1:03d}号"}, unit=area, on=date(2022, 4, 18))


def township_projects_of(city: City) -> Iterator[Adopted]:
    """A township's book of eleven projects (R099)."""
    for place, granted in enumerate(
        parts_of(totals.GRANTED, totals.TOWNSHIP_PROJECTS, least=120, chance=city.chance)
    ):
        day = date(2022, 2, 20) + timedelta(days=25 * place)
        data = {"name": f"乡镇样例项目{place + 1:02d}", "won_on": day, "granted": granted}
        yield row(data, unit=city.units[TOWNSHIP], on=day)


def parcels_of(city: City) -> Iterator[Adopted]:
    """115 parcels of 19,000 mu (R103)."""
    sizes = parts_of(totals.PARCEL_AREA, totals.PARCELS, least=40, chance=city.chance, spread=0.5)
    for place, size in enumerate(sizes):
        area = city.areas[place % len(city.areas)]
        yield row({"number": f"样例地块{place + 1:03d}", "size": size}, unit=area, on=date(2022, 6, 1))
