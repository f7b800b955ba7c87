"""Projects of the sample city: 568 signed in 2022 against 219 in 2021, and how far each of them got."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from luoshi.console.sample.amounts import rounded_parts_of
from luoshi.console.sample.city import City
from luoshi.console.sample.totals import (
    AMOUNT_2021,
    AMOUNT_2022,
    COMPLETED,
    FILED,
    PRODUCING,
    SIGNED_2021,
    SIGNED_2022,
    SPRING_AMOUNT,
    SPRING_DAY,
    SPRING_PROJECTS,
    STARTED,
)

STAGES = ("filed", "started", "completed", "producing")
SMALL = 37  # signed in 2022 below ten million: on the register, in no count
FRESH = 11  # signed in the first weeks of 2023
OPEN = {"lead_record": 96, "negotiating": 143, "leader_talks": 6, "reserved": 88, "ended": 21}
TEN_MILLION, BILLION = 1_000, 100_000  # 万元
WINTER = 0.42  # the share of the year's signatures that fell into its last six weeks, the 冬季攻势


@dataclass(frozen=True, slots=True)
class Plan:
    """A project to be: its amount, the day it was signed, how many stages it got on by the day `until`."""

    amount: int
    signed: date | None
    stages: int = 0
    until: date = date(2022, 12, 31)
    state: str = ""


def plans(city: City) -> list[Plan]:
    """What is to be generated, the 31 of the spring event first; it adds up to the published figures."""
    return [*_signed_2022(city), *_signed_2021(city), *_beside(city), *_in_talks(city)]


def _signed_2022(city: City) -> Iterator[Plan]:
    """568 contracts; those signed early in the year got furthest, with some luck (R082)."""
    chance = city.chance
    spring = rounded_parts_of(SPRING_AMOUNT, SPRING_PROJECTS, least=8_000, step=100, chance=chance)
    others = SIGNED_2022 - SPRING_PROJECTS
    rest = rounded_parts_of(AMOUNT_2022 - SPRING_AMOUNT, others, least=TEN_MILLION, step=100, chance=chance)
    signed = [(amount, SPRING_DAY) for amount in spring] + [(amount, _day_of_2022(city)) for amount in rest]
    order = sorted(range(SIGNED_2022), key=lambda place: signed[place][1].toordinal() + chance.randrange(40))
    rank = {place: number for number, place in enumerate(order)}
    for place, (amount, day) in enumerate(signed):
        stages = sum(rank[place] < reached for reached in (FILED, STARTED, COMPLETED, PRODUCING))
        yield Plan(amount, day, stages)


def _day_of_2022(city: City) -> date:
    if city.chance.random() < WINTER:
        return city.day_in(date(2022, 11, 15), date(2022, 12, 27))
    return city.day_in(date(2022, 1, 8), date(2022, 11, 14))


def _signed_2021(city: City) -> Iterator[Plan]:
    for amount in rounded_parts_of(AMOUNT_2021, SIGNED_2021, least=TEN_MILLION, step=100, chance=city.chance):
        yield Plan(amount, city.day_in(date(2021, 2, 1), date(2021, 12, 10)), city.chance.choice((1, 2, 3, 4, 4)))


def _beside(city: City) -> Iterator[Plan]:
    """Contracts that the year's count leaves out: below ten million, or of the new year."""
    for _ in range(SMALL):
        amount = city.chance.randrange(200, 990, 10)
        yield Plan(amount, city.day_in(date(2022, 2, 1), date(2022, 11, 1)), city.chance.randrange(5))
    for _ in range(FRESH):
        amount = city.chance.randrange(3_000, 60_000, 500)
        yield Plan(amount, city.day_in(date(2023, 1, 4), date(2023, 2, 3)), until=date(2023, 2, 3))


def _in_talks(city: City) -> Iterator[Plan]:
    for state, many in OPEN.items():
        least = BILLION if state == "leader_talks" else 2_000
        for _ in range(many):
            yield Plan(city.chance.randrange(least, 3 * BILLION, 500), None, state=state)


def dates_of(plan: Plan, first: date, city: City) -> dict[str, date]:
    """The day each state was reached, never backwards, none after the plan's end."""
    reached = {"lead_record": first}
    if plan.signed is None:
        return reached | _talks(plan.state, first, city)
    reached["negotiating"] = first + (plan.signed - first) // 4
    reached["signed"] = last = plan.signed
    for order, state in enumerate(STAGES[: plan.stages]):
        share = (plan.until - last).days // (plan.stages - order + 1)
        last += timedelta(days=city.chance.randint(share // 2, max(share, 0)))
        reached[state] = last
    return reached


def _talks(state: str, first: date, city: City) -> dict[str, date]:
    if state == "lead_record":
        return {}
    talking = first + timedelta(days=city.chance.randint(1, 8))
    later = talking + timedelta(days=city.chance.randint(4, 20))
    return {"negotiating": talking} | ({} if state == "negotiating" else {state: later})


def assessment(plan: Plan, city: City) -> dict[str, object]:
    """The admission of a signed or reserved project (R003, R004); one still in talks is scored in part."""
    chance = city.chance
    scores: dict[str, object] = {
        name: chance.randrange(62, 96) for name in ("technology", "intensity", "green", "chain", "depth")
    }
    gates: dict[str, object] = dict.fromkeys(("energy_ok", "environment_ok", "policy_ok"), True)
    all_clear = plan.signed is not None or plan.state == "leader_talks"
    clear: dict[str, object] = {
        f"clear_{name}": all_clear or chance.random() < 0.75
        for name in ("investor", "content", "money", "site", "demands")
    }
    if plan.signed is not None or plan.state == "reserved":
        return scores | gates | clear
    return {"technology": scores["technology"]} | clear
