"""How large each key project is and how it stands, so that all of them add up to the published plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, pairwise

from luoshi.console.sample.amounts import rounded_parts_of
from luoshi.console.sample.city import City
from luoshi.console.sample.key_projects import totals
from luoshi.org.models import Unit

EARLY = totals.STARTED - totals.PERMITTED
NEW, CONTINUED = 260, 160  # of the 540; the rest complete within the year
UNSTARTED = 60  # the place of the one that has not started: a new project, not a major one
REASONS = (
    "投资方调整布局，项目终止（样例）",
    "用地指标未落实，转入预备（样例）",
    "与另一项目合并实施（样例）",
    "环评未通过，不再实施（样例）",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """One project before it is a record. `early` started without every permit; `started` None did not start."""

    number: int
    unit: Unit
    plan_class: str
    major: bool
    total: int
    year_amount: int
    listed: date
    started: date | None
    completed: date | None = None
    moved_out: date | None = None
    early: bool = False

    @property
    def name(self) -> str:
        """Made up, numbered, and said to be so."""
        return f"{WORKS[self.number % len(WORKS)]}项目（样例重点{self.number + 1:04d}）"


WORKS = (
    "风电装备制造基地", "玉米深加工二期", "高标准农田", "城区供热管网", "光伏治沙", "生物制药产业园", "铝后加工",
    "冷链物流园", "国省道改造", "肉牛养殖示范", "污水处理提标", "储能电站", "职业教育园区", "水库除险加固",
)  # fmt: skip


def shares_of(total: int, weights: Sequence[float]) -> list[int]:
    """A total parted in proportion to weights, in whole numbers that add up to it exactly."""
    marks = [round(height / sum(weights) * total) for height in accumulate(weights, initial=0.0)]
    return [upper - lower for lower, upper in pairwise(marks)]


def plans(city: City) -> list[Plan]:
    """The 540 of October, the major ones first; then the seven moved out since July, and the reserves."""
    others = totals.PLANNED - totals.MAJOR
    amounts = [
        *_amounts(city, totals.MAJOR, totals.MAJOR_TOTAL, totals.MAJOR_YEAR, least=5_000),
        *_amounts(
            city, others, totals.TOTAL - totals.MAJOR_TOTAL, totals.YEAR_AMOUNT - totals.MAJOR_YEAR, least=1_000
        ),
    ]
    planned = [_planned(city, number, *each) for number, each in enumerate(amounts)]
    return [*planned, *_moved_out(city), *_reserves(city)]


def _amounts(city: City, many: int, total: int, year: int, *, least: int) -> list[tuple[int, int]]:
    """Totals, and what of each is planned for the year: between a third less and a third more than the mean share."""
    wholes = rounded_parts_of(total, many, least=least, step=100, chance=city.chance)
    return list(
        zip(wholes, shares_of(year, [whole * city.chance.uniform(0.7, 1.3) for whole in wholes]), strict=True)
    )


def _planned(city: City, number: int, total: int, year_amount: int) -> Plan:
    area = city.areas[number % len(city.areas)]
    major = number < totals.MAJOR
    order = number * 7 % totals.PLANNED  # spreads the classes over areas and sizes; 7 and 540 have no common factor
    plan_class = "new" if order < NEW else "continued" if order < NEW + CONTINUED else "completing"
    early, last = order < EARLY, order == UNSTARTED
    if plan_class == "new":
        listed, first = totals.LISTED_ON, date(2022, 3, 16)
        started = city.day_in(first, date(2022, 10, 20))
    else:
        listed = city.day_in(date(2020, 3, 20), date(2021, 6, 1))
        started = city.day_in(listed + timedelta(days=20), date(2021, 10, 31))
    done = plan_class == "completing" and city.chance.random() < 0.6
    completed = city.day_in(date(2022, 7, 1), date(2022, 12, 20)) if done else None
    return Plan(
        number, area, plan_class, major, total, year_amount, listed, None if last else started, completed, early=early
    )


def _moved_out(city: City) -> Iterator[Plan]:
    for place in range(totals.MOVED_OUT):
        day = city.day_in(totals.JULY + timedelta(days=30), date(2022, 10, 15))
        total = city.chance.randrange(3_000, 60_000, 100)
        unit = city.areas[place % len(city.areas)]
        yield Plan(
            totals.PLANNED + place, unit, "new", False, total, total // 4, totals.LISTED_ON, None, moved_out=day
        )


def _reserves(city: City) -> Iterator[Plan]:
    for place in range(totals.RESERVES):
        total = city.chance.randrange(5_000, 90_000, 100)
        unit = city.areas[place % len(city.areas)]
        number = totals.PLANNED + totals.MOVED_OUT + place
        yield Plan(number, unit, "reserve", False, total, 0, totals.LISTED_ON, None)
