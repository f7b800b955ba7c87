"""What stands beside each key project: permits, milestones, explanations, and what was invested by month."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from luoshi.console.sample.city import City, row
from luoshi.console.sample.key_projects import totals
from luoshi.console.sample.key_projects.planning import Plan, shares_of
from luoshi.registers.actions import Adopted
from luoshi.registers.models import Record

Built = Sequence[tuple[Plan, Record]]
MATTERS = (("filing", "立项"), ("land", "用地"), ("planning", "规划"), ("construction", "施工许可"))
STAGES = (("begun", "开工"), ("structure", "主体完工"), ("accepted", "竣工"), ("output", "投产"))
SEASON = (2, 2, 5, 9, 12, 13, 13, 14, 15, 15)
"""How the work of a year lies over January to October: little while the ground is frozen."""

BY_AREA = (0.99, 0.98, 0.97, 0.96, 0.95, 0.94, 0.86, 0.70, 0.98)
"""Areas differ, so that some are ahead of the months gone by and some behind."""

LATER = date(2023, 1, 31)
EXPLAINED, ACCEPTED = 12, 9


def permits_of(city: City, built: Built) -> Iterator[Adopted]:
    """Every permit before the start; those that started early wait for the last, a few until after October (C3)."""
    for plan, record in built:
        if plan.plan_class == "reserve" or plan.moved_out:
            continue
        matters = MATTERS if plan.major else (MATTERS[0], MATTERS[-1])
        ready = plan.started or totals.OCTOBER
        asked = min(ready, totals.OCTOBER) - timedelta(days=150)
        for place, (matter, title) in enumerate(matters):
            is_last = place == len(matters) - 1
            issued: date | None = ready - timedelta(days=(len(matters) - place) * 12)
            if is_last and (plan.early or plan.started is None):
                issued = city.day_in(date(2022, 11, 5), LATER) if plan.early and plan.number % 3 == 0 else None
            data: dict[str, object] = {"name": f"{record.label}{title}", "matter": matter, "asked_on": asked}
            if issued is not None:
                data |= {"issued_on": issued, "paper": f"样例证{plan.number + 1:04d}-{place + 1}"}
            yield row(data, unit=plan.unit, on=issued or asked, parent=record)


def explanations_of(built: Built) -> Iterator[Adopted]:
    """Twelve of the twenty that started early have said why; nine of these were accepted after October."""
    early = [(plan, record) for plan, record in built if plan.early]
    for place, (plan, record) in enumerate(early[:EXPLAINED]):
        given = date(2022, 11, 3) + timedelta(days=place)
        data = {
            "name": f"{record.label}先开工说明",
            "project": record.pk,
            "why": "抢抓有效施工期，先行平整场地（样例）",
            "remedy_by": date(2022, 12, 31),
        }
        reached = {"given": given}
        if place < ACCEPTED:
            reached["accepted"] = given + timedelta(days=9)
        yield row(data, unit=plan.unit, on=given, state=list(reached)[-1], reached=reached, lead=plan.unit)


def milestones_of(city: City, built: Built) -> Iterator[Adopted]:
    """Four of each major project; what lies beyond October has at most an expected day."""
    for plan, record in built:
        if not plan.major or plan.started is None:
            continue
        day = plan.started - timedelta(days=city.chance.randint(-10, 25))
        for place, (stage, title) in enumerate(STAGES):
            planned = day + timedelta(days=place * city.chance.randint(120, 210))
            actual = plan.started if place == 0 else planned + timedelta(days=city.chance.randint(-25, 60))
            data: dict[str, object] = {"name": f"{record.label}{title}", "stage": stage, "due_on": planned}
            data |= {"done_on": actual} if actual <= totals.OCTOBER else {"expected_on": actual}
            yield row(data, unit=plan.unit, on=totals.OCTOBER, parent=record)


def returns_of(city: City, built: Built) -> Iterator[Adopted]:
    """Ten months of each major project: nine that happened, and October as it was expected (R016)."""
    major = [(plan, record) for plan, record in built if plan.major]
    speed = {area.pk: factor for area, factor in zip(city.areas, BY_AREA, strict=True)}
    weights = [plan.year_amount * speed[plan.unit.pk] * city.chance.uniform(0.95, 1.05) for plan, _ in major]
    for (plan, record), done in zip(major, shares_of(totals.EXPECTED_BY_OCTOBER, weights), strict=True):
        for month, amount in enumerate(shares_of(done, SEASON), start=1):
            end = date(totals.YEAR, month, monthrange(totals.YEAR, month)[1])
            kind = "expected" if end == totals.OCTOBER else "actual"
            data = {"name": f"{record.label}{totals.YEAR}年{month}月", "month_end": end, kind: amount}
            yield row(
                data,
                unit=plan.unit,
                on=min(end + timedelta(days=4), totals.OCTOBER + timedelta(days=1)),
                parent=record,
            )
