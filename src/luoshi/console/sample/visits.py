"""Inspections by plan and what they found (R009, R010)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from luoshi.console.sample.city import City, row
from luoshi.console.sample.totals import FINDINGS_EACH, INSPECTION_DAYS
from luoshi.registers.actions import Adopted
from luoshi.registers.models import Record

FINDINGS = (
    "项目用地手续办理偏慢",
    "签约项目跟踪记录不全",
    "惠企政策公开不及时",
    "招商台账与统计口径不一致",
    "承诺事项未按期兑现",
)
SAFETY_DAYS = (date(2022, 11, 21), date(2022, 11, 25))


def plans_of(city: City) -> Iterator[Adopted]:
    """The spring inspection of the documents, a winter one on work safety, and next year's, which waits."""
    first, last, again, until = INSPECTION_DAYS
    spring = {"name": "2022年春季招商引资督导检查（样例）", "subject": "investment", "year": 2022}
    spring |= {"starts_on": first, "ends_on": last, "again_on": again, "until": until}
    yield _plan(city, spring, "8个旗县市区和经济技术开发区", "concluded", first - timedelta(days=20), until)
    winter = {"name": "2022年冬季安全生产督查（样例）", "subject": "safety", "year": 2022}
    winter |= dict(zip(("starts_on", "ends_on"), SAFETY_DAYS, strict=True))
    yield _plan(city, winter, "9个地区的重点企业", "concluded", date(2022, 11, 7), SAFETY_DAYS[1])
    coming = {"name": "2023年招商引资季度督查（样例）", "subject": "investment", "year": 2023}
    coming |= {"starts_on": date(2023, 3, 27), "ends_on": date(2023, 3, 31)}
    yield _plan(city, coming, "9个地区", "approved", date(2023, 1, 16), None)


def _plan(city: City, data: dict[str, object], scope: str, state: str, drafted: date, ended: date | None) -> Adopted:
    reached = {"drafted": drafted, "approved": drafted + timedelta(days=4)}
    if ended is not None:
        reached["concluded"] = ended + timedelta(days=7)
    more = {"scope": scope, "approval": f"样例督查批〔{drafted.year}〕{drafted.month}号"}
    return row(data | more, unit=city.units["supervision"], on=drafted, state=state, reached=reached)


def inspections_of(city: City, plans: Sequence[Record]) -> Iterator[Adopted]:
    """Each of the nine areas once by each plan that was carried out: on the five days in turn."""
    first, last, again, until = INSPECTION_DAYS
    days = [first, first + timedelta(days=1), last, again, until]
    for plan in plans:
        if plan.state != "concluded":
            continue
        for number, area in enumerate(city.areas):
            is_spring = plan.data["subject"] == "investment"
            day = days[number % len(days)] if is_spring else SAFETY_DAYS[0] + timedelta(days=number % 5)
            data = {
                "name": f"{area.title}{'督导检查' if is_spring else '安全督查'}（样例）",
                "plan": plan.pk,
                "target": area.pk,
                "visited_on": day,
                "inspectors": 4 + number % 3,
                "impression": "总体推进有序，问题另列（样例）",
            }
            yield row(data, unit=city.units["supervision"], on=day)


def findings_of(city: City, visits: Sequence[Record], tasks: Sequence[Record]) -> Iterator[Adopted]:
    """Three findings of each visit: most became tasks, a few needed none and say why."""
    done = [task for task in tasks if task.state == "struck_off"]
    for order, visit in enumerate(visits):
        day = date.fromisoformat(str(visit.data["visited_on"]))
        for place in range(FINDINGS_EACH):
            number = order * FINDINGS_EACH + place
            data: dict[str, object] = {
                "name": f"{FINDINGS[number % len(FINDINGS)]}（样例{number + 1:02d}）",
                "inspection": visit.pk,
            }
            if number % 9 == 8:
                data |= {"answer": "no_action", "grounds": "检查当日已当场改正（样例）"}
            else:
                data |= {"answer": "task", "task": done[number % len(done)].pk}
            reached = {"found": day, "settled": day + timedelta(days=1 + number % 5)}
            yield row(data, unit=city.units["supervision"], on=day, state="settled", reached=reached)
