"""Meetings, what they decided, and the tasks that came of it (R063, R117, R125)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from luoshi.calendars.queries import national
from luoshi.console.sample.city import City, row
from luoshi.console.sample.units import BUREAUS
from luoshi.org.models import Unit
from luoshi.registers.actions import Adopted
from luoshi.registers.models import Record

TODAY = date(2023, 2, 8)
PAPER_DAY = date(2023, 1, 30)
MATTERS = (
    ("招商引资有关文件", "印发文件并分解到各地各部门"),
    ("优化营商环境争优行动方案", "印发方案，列出任务和期限"),
    ("人大年度立法工作", ""),
    ("清理拖欠企业账款", "摸清底数，列出还款计划"),
    ("城市供热保障", "排查热源和管网，落实应急热源"),
    ("春季造林准备", "落实地块、种苗和资金"),
    ("畜牧业防寒保畜", "储备饲草料，落实到户"),
    ("农村公路养护", "列出路段，安排资金"),
    ("重点项目用地报批", "逐宗列出报批时限"),
    ("污水处理厂提标", "完成设计和招标"),
    ("老旧小区改造", "确定名单并公示"),
    ("行政审批压减时限", "公布压减后的时限"),
)
ANSWER = 15  # working days, as the pack declares
SHARES = 3  # into how many parts a divided task goes


def meetings_of(city: City) -> Iterator[Adopted]:
    """An executive meeting in every month of 2022, the one of the paper, and the meeting on the inspection (R010)."""
    days = [date(2022, month, 18) for month in range(1, 13)]
    for number, day in enumerate(days, start=1):
        yield _meeting(city, f"市政府第{number}次常务会议（样例）", "executive", day, f"样例纪要〔2022〕{number}号")
    yield _meeting(city, "市政府常务会议（样例）", "executive", PAPER_DAY, "样例纪要〔2023〕1号")
    yield _meeting(city, "督导检查反馈会议（样例）", "feedback", date(2022, 5, 18), "样例专题纪要〔2022〕5号")


def _meeting(city: City, name: str, kind: str, day: date, minutes: str) -> Adopted:
    data = {"name": name, "kind": kind, "held_on": day, "minutes": minutes}
    return row(data, unit=city.units["supervision"], on=day)


def decisions_of(city: City, meetings: Sequence[Record]) -> Iterator[Adopted]:
    """Three matters of each executive meeting: carried out with owner and date, or only taken note of."""
    executive = [meeting for meeting in meetings if meeting.data["kind"] == "executive"]
    for order, meeting in enumerate(executive):
        held = date.fromisoformat(str(meeting.data["held_on"]))
        is_paper = held == PAPER_DAY
        for place in range(3):
            matter, demand = MATTERS[place if is_paper else (order * 3 + place) % len(MATTERS)]
            data: dict[str, object] = {"name": f"研究{matter}（样例{order + 1:02d}）", "meeting": meeting.pk}
            if demand:
                owner = city.units[BUREAUS[(order * 5 + place * 3) % len(BUREAUS)][0]]
                data |= {"handling": "act", "owner": owner.pk, "answer_by": _limit(held)}
            else:
                data["handling"] = "noted"
            yield row(data, unit=city.units["supervision"], on=held)


def tasks_of(city: City, decisions: Sequence[Record]) -> Iterator[Adopted]:
    """One docket for each decision to be carried out, and as many from the year's plan, the media and letters."""
    owned = [each for each in decisions if each.data["handling"] == "act"]
    for number, decision in enumerate(owned):
        start = decision.created_at.date() + timedelta(days=1)
        lead = Unit.objects.get(pk=int(str(decision.data["owner"])))
        yield _task(city, number, f"落实：{decision.label}", "decision", lead, start, decision=decision.pk)
    origins = ("plan", "plan", "instruction", "media", "letter")
    for number in range(len(owned), len(owned) * 2 + 20):
        matter, _ = MATTERS[number % len(MATTERS)]
        lead = city.areas[number % len(city.areas)] if number % 2 else city.units[BUREAUS[number % len(BUREAUS)][0]]
        start = city.day_in(date(2022, 2, 10), date(2023, 1, 20))
        name = f"{matter}（{lead.title}，样例{number + 1:03d}）"
        yield _task(city, number, name, origins[number % len(origins)], lead, start)


def parts_of_tasks(city: City, tasks: Sequence[Record]) -> Iterator[Adopted]:
    """Tasks under way that were divided among areas: each part with its own lead, never due after the whole."""
    whole = [task for task in tasks if task.state == "undertaken" and task.due is not None and task.due > TODAY]
    for number, task in enumerate(whole[:4]):
        for place in range(SHARES):
            area = city.areas[(number * SHARES + place) % len(city.areas)]
            name = f"{task.label}之{area.short_title or area.title}部分"
            started = date.fromisoformat(task.reached["undertaken"])
            yield _row(city, name, "plan", area, started, "undertaken", parent=task, due=task.due)


def _task(city: City, number: int, name: str, origin: str, lead: Unit, start: date, **more: object) -> Adopted:
    return _row(city, name, origin, lead, start, _state(number, _limit(start)), **more)


def _row(city: City, name: str, origin: str, lead: Unit, start: date, state: str, **more: object) -> Adopted:
    limit = _limit(start)
    parent, due = more.get("parent"), more.get("due")
    data: dict[str, object] = {
        "name": name[:160],
        "origin": origin,
        "urgency": ("ordinary", "urgent", "hard")[len(name) % 3],
        "answer_by": due or limit,
        "demand": "按要求办理，办结后书面反馈结果和证明（样例）",
    }
    if "decision" in more:
        data["decision"] = more["decision"]
    reached = _reached(start, state, limit, city)
    if "undertaken" in reached:
        data["pledge"] = "按期办结，列出清单（样例）"
    if "reported" in reached:
        data["result"] = f"已办结，共落实 {city.chance.randint(2, 30)} 项，清单见附件（样例）"
    is_open = state in ("assigned", "undertaken", "carried_over")
    return row(
        data,
        unit=city.units["supervision"],
        lead=lead,
        on=start,
        state=state,
        reached=reached,
        due=(due or limit) if is_open else None,
        parent=parent,
        supervisor=(city.units["city"],),
    )


def _state(number: int, limit: date) -> str:
    """What was due long ago is mostly struck off; a few are late, a few carried over, a few wait for the verifier."""
    if limit < date(2023, 1, 10):
        return {0: "reported", 7: "undertaken", 13: "carried_over"}.get(number % 23, "struck_off")
    return ("undertaken", "undertaken", "reported", "assigned")[number % 4]


def _reached(start: date, state: str, limit: date, city: City) -> Mapping[str, date]:
    way: tuple[str, ...] = ("registered", "docketed", "assigned", "undertaken", "reported", "struck_off")
    if state == "carried_over":
        way = (*way[:4], "carried_over")
    days = {name: start + timedelta(days=number) for number, name in enumerate(way[:4])}
    late = timedelta(days=city.chance.choice((0, 0, 0, 0, 0, 0, 9)))
    days["reported"] = min(limit - timedelta(days=city.chance.randint(0, 4)) + late, TODAY)
    days["carried_over"] = limit
    days["struck_off"] = min(days["reported"] + timedelta(days=city.chance.randint(2, 9)), TODAY)
    return {name: days[name] for name in way[: way.index(state) + 1]}


def _limit(start: date) -> date:
    return national().add(start + timedelta(days=2), ANSWER).date
