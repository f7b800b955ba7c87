"""The money of the sample city: what was paid in, what enclaves share, what was promised."""

from collections.abc import Iterator, Sequence
from datetime import date

from luoshi.console.sample.amounts import parts_of
from luoshi.console.sample.city import City, row
from luoshi.console.sample.totals import PAID_2021, PAID_2022
from luoshi.registers.actions import Adopted
from luoshi.registers.models import Record

VOUCHERS = 420  # a year at most
ORIGIN_SHARES = (40, 50, 35, 45)
STAKES = (40, 35, 25)  # per cent
DEALS = 40


def paid_in_of(city: City, signed: Sequence[Record]) -> Iterator[Adopted]:
    """Vouchers that sum to the published amount of each year, none dated before its contract (R081)."""
    for year, total in ((2022, PAID_2022), (2021, PAID_2021)):
        payers = [project for project in signed if project.reached["signed"] <= f"{year}-11-30"]
        many = min(len(payers), VOUCHERS)
        for number, paid in enumerate(parts_of(total, many, least=50, chance=city.chance), start=1):
            project = payers[(number - 1) * len(payers) // many]
            since = max(date.fromisoformat(project.reached["signed"]), date(year, 1, 4))
            day = city.day_in(since, date(year, 12, 28))
            data = {
                "voucher": f"样例凭证-{year}-{number:04d}",
                "project": project.pk,
                "kind": city.chance.choice(("bank", "bank", "assets")),
                "paid_on": day,
                "paid": paid,
            }
            yield row(data, unit=project.unit, on=day)


def shares_of(city: City, signed: Sequence[Record]) -> Iterator[Adopted]:
    """Enclave projects shared between two counties, item by item and year by year (R074)."""
    hosts = city.areas[-len(ORIGIN_SHARES) :]
    enclaves = [project for project in signed if project.data["mode"] == "enclave" and project.unit in hosts]
    for order, project in enumerate(enclaves[: len(ORIGIN_SHARES)]):
        for year in (2021, 2022):
            for item in ("tax", "output", "investment"):
                whole = city.chance.randrange(1_000, 60_000, 100)
                part = whole * ORIGIN_SHARES[order] // 100
                data = {
                    "name": f"{project.label} {year}",
                    "project": project.pk,
                    "origin": city.areas[order].pk,
                    "host": project.unit_id,
                    "item": item,
                    "year": year,
                    "origin_share": ORIGIN_SHARES[order],
                    "host_share": 100 - ORIGIN_SHARES[order],
                    "whole": whole,
                    "origin_part": part,
                    "host_part": whole - part,
                }
                yield row(data, unit=project.unit, on=date(2023, 1, 12))


def agreements_of(city: City, signed: Sequence[Record]) -> Iterator[Adopted]:
    """One enclave of three partners, agreed item by item (R074)."""
    project = next(each for each in signed if each.data["mode"] == "enclave")
    agreed = date(2022, 3, 1)
    for item in ("tax", "output"):
        data = {"name": f"{project.label} 三方", "project": project.pk, "item": item, "year": 2022, "volume": 9_000}
        reached = {"drafted": agreed, "agreed": agreed}
        yield row(data, unit=project.unit, on=agreed, state="agreed", reached=reached)


def stakes_of(city: City, agreements: Sequence[Record]) -> Iterator[Adopted]:
    """The three shares of each agreement: exactly 100 %, and parts of the whole volume."""
    for agreement in agreements:
        for order, stake in enumerate(STAKES):
            partner = city.areas[order]
            data = {
                "name": f"{agreement.label} {partner.title}",
                "agreement": agreement.pk,
                "partner": partner.pk,
                "stake": stake,
                "counted": 90 * stake,
            }
            yield row(data, unit=agreement.unit, on=date(2023, 1, 12))


def deals_of(city: City, signed: Sequence[Record]) -> Iterator[Adopted]:
    """What forty projects cost and bring; no promise above the published ceiling (R139)."""
    for project in signed[:DEALS]:
        ceiling = int(project.data["amount"]) // 20
        data = {
            "name": f"{project.label}算账",
            "project": project.pk,
            "land_cost": city.chance.randrange(100, 4_000, 50),
            "concession": ceiling * city.chance.randrange(20, 100) // 100,
            "ceiling": ceiling,
            "annual_tax": city.chance.randrange(80, 6_000, 20),
            "jobs": city.chance.randrange(20, 800),
        }
        yield row(data, unit=project.unit, on=date.fromisoformat(project.reached["signed"]))
