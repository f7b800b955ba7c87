"""What the supervision office did in the last week of the sample: froze its lists, chased, was answered and asked."""

from collections.abc import Sequence
from datetime import date

from luoshi.console.sample.stock import LISTED
from luoshi.console.sample.totals import STOCK
from luoshi.console.sample.week import Week
from luoshi.registers.actions import (
    Halt,
    Step,
    ask_for_time,
    chase,
    create,
    freeze,
    move,
    reply,
    set_parties,
    stop_clock,
)
from luoshi.registers.models import Chase, Clock, Record
from luoshi.rules.actors import Role

TASK, ITEM = "supervision.task", "supervision.stock_item"
NEW = ("某路段供暖反复（样例新事项）", "某园区污水排放（样例新事项）")
LADDER = ("reminder", "urging", "order")
TITLES = {
    "approvals": "待批项目底册",
    "land": "闲置土地底册",
    "funds": "沉淀资金底册",
    "half_built": "“半拉子”工程底册",
    "zones": "开发区底册",
}
SEATED = {"hewan": Role.COUNTY_LEAD, "investment_centre": Role.BUREAU_OFFICER}
"""Units with somebody in them who can answer."""


def live(week: Week) -> None:
    """Five lists frozen, late tasks chased up the ladder, one notice answered, more time asked for in time."""
    _freeze(week)
    late = _open(week, before=week.at.date())
    for number, task in enumerate(late[:6]):
        notices = [_chase(week, task, rung) for rung in LADDER[: 3 - number // 2]]
        seat = task.lead and SEATED.get(task.lead.code)
        if seat:
            reply(notices[-1], "已形成初稿，本周内报送（样例）", by=week.who(seat), at=week.tick())
    _docket(week)


def _chase(week: Week, task: Record, rung: str) -> Chase:
    return chase(task, rung, words="请于三个工作日内书面反馈（样例）", by=week.who(Role.SUPERVISOR), at=week.tick())


def _freeze(week: Week) -> None:
    """Each list as it stood at the end of May 2022, when it was closed on paper."""
    for number, kind in enumerate(STOCK, start=1):
        freeze(
            ITEM,
            f"{TITLES[kind]}（2022年5月，样例）",
            unit=week.units["city"],
            document=f"样例起底〔2022〕{number}号",
            condition=f"list = '{kind}'",
            frozen_on=LISTED,
            by=week.who(Role.SUPERVISOR),
            at=week.tick(),
        )


def _open(week: Week, *, before: date) -> Sequence[Record]:
    """Tasks that are late, those whose lead can answer first."""
    late = Record.objects.of(TASK).filter(state__in=("assigned", "undertaken"), due__lt=before)
    found = list(late.select_related("lead", "unit").order_by("due", "pk"))
    return sorted(found, key=lambda task: task.lead is None or task.lead.code not in SEATED)


def _docket(week: Week) -> None:
    """Two matters of this week: for one more time was asked, the other stands still for the experts."""
    supervisor, county = week.who(Role.SUPERVISOR), week.who(Role.COUNTY_LEAD)
    asked, halted = (_undertaken(week, name) for name in NEW)
    running = Clock.objects.get(record=asked, ended_on=None)
    ask_for_time(running, 10, reason="评审专家本周到位，需延后（样例）", by=county, at=week.tick())
    week.next_day()
    halt = Halt("expert_review", "样例评审通知〔2023〕2号", week.at.date())
    stop_clock(Clock.objects.get(record=halted, ended_on=None), halt, by=supervisor, at=week.tick())


def _undertaken(week: Week, name: str) -> Record:
    supervisor, county = week.who(Role.SUPERVISOR), week.who(Role.COUNTY_LEAD)
    data = {
        "name": name,
        "origin": "instruction",
        "urgency": "ordinary",
        "answer_by": date(2023, 2, 28),
        "demand": "核实情况，拿出办法并书面反馈（样例）",
    }
    office, lead = week.units["supervision"], week.units["hewan"]
    task = create(TASK, data, unit=office, lead=lead, by=supervisor, at=week.tick())
    set_parties(task, lead=lead, supervisor=[week.units["city"]], by=supervisor, at=week.tick())
    for name_of_move, by in (("docket", supervisor), ("assign", supervisor), ("undertake", county)):
        values = {"pledge": "二月底前办结并公布结果（样例）"} if name_of_move == "undertake" else {}
        move(task, name_of_move, step=Step(on=week.at.date(), values=values), by=by, at=week.tick())
    return task
