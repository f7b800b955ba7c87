"""Filling the registers of the key projects line, and freezing the lists of July and October."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from luoshi.console.sample.city import SEED, City, row
from luoshi.console.sample.key_projects import ledgers, totals, works
from luoshi.console.sample.key_projects.planning import REASONS, Plan, plans
from luoshi.console.sample.people import person, planning_officer
from luoshi.registers.actions import Adopted, Grounds, freeze, move_out, sign_change
from luoshi.registers.models import Record
from luoshi.rules.actors import Role

LINE = "key_projects"
PLAN_NAME = "2022年全市重点项目年度计划（样例）"
JULY_LIST, OCTOBER_LIST = "2022年7月重点项目清单（样例）", "2022年10月重点项目清单（样例）"


def fill(investment: City) -> None:
    """Fill every register of the line. About five thousand records, some seconds; its dice are its own."""
    city = replace(investment, chance=Random(SEED + 1))  # noqa: S311  (dice, not secrets)
    planned = plans(city)
    july, october = city.adopt(f"{LINE}.annual_plan", editions_of(city, planned))
    records = city.adopt(f"{LINE}.project", projects_of(city, planned, {True: july, False: october}))
    built = list(zip(planned, records, strict=True))
    city.adopt(f"{LINE}.permit", works.permits_of(city, built))
    city.adopt(f"{LINE}.early_start", works.explanations_of(built))
    city.adopt(f"{LINE}.milestone", works.milestones_of(city, built))
    city.adopt(f"{LINE}.major_return", works.returns_of(city, built))
    legs = city.adopt(f"{LINE}.tour", ledgers.tours_of(city))
    city.adopt(f"{LINE}.tour_site", ledgers.sites_of(city, legs, built))
    city.adopt(f"{LINE}.tour_score", ledgers.scores_of(city, legs))
    for register, rows in (
        ("land_control", ledgers.land_of(city)),
        ("pace_claim", ledgers.claims_of(city)),
        ("mine", ledgers.mines_of(city)),
        ("pilot", ledgers.pilots_of(city)),
        ("township_project", ledgers.township_projects_of(city)),
        ("parcel", ledgers.parcels_of(city)),
    ):
        city.adopt(f"{LINE}.{register}", rows)
    freeze_lists(city, built)


def editions_of(city: City, planned: Sequence[Plan]) -> Iterator[Adopted]:
    """July's edition with 547 projects, October's with 540; the amounts of July are those of its projects."""
    listed = [plan for plan in planned if plan.plan_class != "reserve"]
    for edition, day in ((1, totals.JULY), (2, date(2022, 10, 20))):
        standing = [plan for plan in listed if edition == 1 or plan.moved_out is None]
        data = {
            "name": PLAN_NAME,
            "plan_year": totals.YEAR,
            "edition": edition,
            "issued_on": day,
            "document": f"样例〔2022〕{edition}号",
            "projects": len(standing),
            "whole": sum(plan.total for plan in standing),
            "this_year": sum(plan.year_amount for plan in standing),
        }
        yield row(data, unit=city.units["development"], on=day)


def projects_of(city: City, planned: Sequence[Plan], editions: dict[bool, Record]) -> Iterator[Adopted]:
    """Each plan as a row: what was moved out stands under July's edition, the rest under October's."""
    for plan in planned:
        start = plan.started or date(2022, 6, 30)
        finish = start + timedelta(days=city.chance.randint(420, 900))
        data: dict[str, object] = {
            "name": plan.name,
            "plan": editions[plan.moved_out is not None].pk,
            "listed_on": totals.LISTED_ON,
            "plan_class": plan.plan_class,
            "major": plan.major,
            "total": plan.total,
            "year_amount": plan.year_amount,
            "planned_start": start - timedelta(days=city.chance.randint(0, 30)),
            "planned_finish": plan.completed or finish,
        }
        if plan.completed is None and plan.number % 3 == 0:
            data["expected_finish"] = finish + timedelta(days=city.chance.randint(-20, 90))
        if plan.moved_out:
            data["moved_out_reason"] = REASONS[plan.number % len(REASONS)]
        days = (plan.listed, plan.started, plan.completed, plan.moved_out)
        states = ("listed", "started", "completed", "moved_out")
        reached = {state: day for state, day in zip(states, days, strict=True) if day is not None}
        state = list(reached)[-1]
        yield row(data, unit=plan.unit, on=plan.listed, lead=plan.unit, state=state, reached=reached)


def freeze_lists(city: City, built: Sequence[tuple[Plan, Record]]) -> None:
    """Both lists as they were closed on paper; each of the seven leaves July's with its reason, signed by another."""
    supervisor, officer = person(Role.SUPERVISOR, at=city.at), planning_officer(at=city.at)
    listed = [(plan, record) for plan, record in built if plan.plan_class != "reserve"]
    top = city.units["city"]
    july = freeze(
        f"{LINE}.project",
        JULY_LIST,
        unit=top,
        document="样例〔2022〕1号",
        records=[record for _, record in listed],
        frozen_on=totals.JULY,
        by=officer,
        at=city.at,
    )
    freeze(
        f"{LINE}.project",
        OCTOBER_LIST,
        unit=top,
        document="样例〔2022〕2号",
        records=[record for plan, record in listed if plan.moved_out is None],
        frozen_on=totals.OCTOBER,
        by=officer,
        at=city.at,
    )
    for plan, record in listed:
        if plan.moved_out is not None:
            grounds = Grounds(REASONS[plan.number % len(REASONS)], "样例〔2022〕2号")
            change = move_out(july, record, grounds=grounds, by=officer, at=city.at)
            sign_change(change, by=supervisor, at=city.at)
