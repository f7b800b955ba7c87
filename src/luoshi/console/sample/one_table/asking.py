"""What is asked of the grassroots: forms with their admission, recurring duties, proposals, hours spent on forms."""

from collections.abc import Iterator
from datetime import date, timedelta

from luoshi.console.sample.city import City, row
from luoshi.org.models import Unit
from luoshi.registers.actions import Adopted

TODAY = date(2023, 2, 8)
FORMS = (
    ("health", "农村人口变动情况表", "安排卫生服务", "month", 9),
    ("agriculture", "春播进度表", "调度农资农机", "ten_day", 6),
    ("agriculture", "牲畜存栏出栏表", "草畜平衡核定", "herding_year", 14),
    ("agriculture", "防返贫监测排查表", "落实帮扶措施", "month", 12),
    ("forestry", "草原防火值守情况表", "防火调度", "half_month", 5),
    ("water", "农村饮水安全情况表", "安排维修资金", "quarter", 8),
    ("transport", "通村公路养护情况表", "安排养护资金", "quarter", 7),
    ("education", "适龄儿童入学情况表", "安排学位", "year", 11),
    ("commerce", "农村电商网点情况表", "安排补助", "half", 6),
    ("tourism", "乡村旅游接待情况表", "安排补助", "month", 5),
    ("ecology", "农村人居环境情况表", "整治验收", "month", 13),
    ("finance", "惠农补贴发放核对表", "核对补贴", "quarter", 10),
    ("data", "基层报表清单核对表", "报表清理", "year", 4),
    ("construction", "农房安全排查表", "危房改造", "half", 9),
    ("resources", "承包地块变动表", "更新确权", "year", 7),
    ("market", "农村食品摊点情况表", "检查安排", "quarter", 6),
)
STATES = ("admitted", "admitted", "admitted", "submitted", "draft", "refused", "retired", "admitted")
WAY = {
    "draft": ("draft",),
    "submitted": ("draft", "submitted"),
    "admitted": ("draft", "submitted", "admitted"),
    "refused": ("draft", "submitted", "refused"),
    "retired": ("draft", "submitted", "admitted", "retired"),
}
DUTIES = (
    ("工作动态周报", 52, 1.5), ("会议贯彻情况报送", 24, 2), ("微信群每日回复", 250, 0.2), ("台账季度整理", 4, 8),
    ("安全生产检查记录", 12, 3), ("专项行动阶段小结", 6, 4), ("网格走访记录", 48, 2), ("政务公开截面自查", 12, 1),
)  # fmt: skip
ASKERS = ("health", "agriculture", "construction", "market", "data", "education")
SUBJECTS = (
    "农村供水管护",
    "乡镇医疗人才",
    "草原生态补奖",
    "农产品仓储冷链",
    "农村养老服务",
    "校车安全",
    "电商物流下乡",
)
BEFORE, AFTER, WEEKS = date(2022, 3, 7), date(2022, 11, 7), 4


def forms_of(city: City) -> Iterator[Adopted]:
    """Two editions of each form: one of last year, mostly retired, and the present one in various states."""
    for number, (office, title, use, frequency, cells) in enumerate(FORMS * 2):
        is_old = number >= len(FORMS)
        state = "retired" if is_old else STATES[number % len(STATES)]
        name = f"{title}（{'2021年版，' if is_old else ''}样例）"
        yield _form(city, name, city.units[office], state, number, use=use, frequency=frequency, cells=cells)


def _form(city: City, name: str, office: Unit, state: str, number: int, **about: object) -> Adopted:
    first = date(2021, 3, 1) if state == "retired" else city.day_in(date(2022, 4, 1), date(2022, 12, 20))
    if state in ("submitted", "draft"):
        first = TODAY - timedelta(days=3 + number % 3)
    reached = {step: first + timedelta(days=5 * order) for order, step in enumerate(WAY[state])}
    if state == "submitted":
        reached = {"draft": first, "submitted": TODAY - timedelta(days=1 + number % 2)}
    cells = int(str(about["cells"]))
    held = cells // 2  # of the form as it was drafted; once admitted the system fills these, and nobody is asked
    filled = held if state == "admitted" else 0
    data: dict[str, object] = {
        "name": name,
        "office": office.pk,
        "form_number": f"样表{number + 1:03d}",
        "use": about["use"],
        "frequency": about["frequency"],
        "notice_days": 0 if state == "refused" else city.chance.randint(3, 10),
        "level": "village",
        "respondents": 96,
        "cells_asked": cells - filled,
        "cells_held": 0 if state in ("admitted", "retired") else held,
        "cells_filled": filled,
    }
    if state in ("admitted", "retired"):
        data["approval_number"] = f"样统审〔{first.year}〕{number + 1}号"
        data["expires"] = date(2022, 12, 31) if number % 8 == 2 or state == "retired" else date(2024, 1, 31)
    due = TODAY + timedelta(days=6) if state == "submitted" else None
    return row(
        data,
        unit=office,
        lead=office,
        on=first,
        state=state,
        reached=reached,
        due=due,
        supervisor=(city.units["city"],),
    )


def duties_of(city: City) -> Iterator[Adopted]:
    """What recurs, from six offices; about a third has no ground, no reader or was not used for a year."""
    listed = date(2022, 4, 1)
    for number in range(len(DUTIES) * 3):
        title, times, hours = DUTIES[number % len(DUTIES)]
        asker = city.units[ASKERS[number % len(ASKERS)]]
        data: dict[str, object] = {
            "name": f"{title}（样例{number + 1:02d}）",
            "asker": asker.pk,
            "times": times,
            "hours": hours,
        }
        if number % 5:
            data["basis"] = f"样例发〔2021〕{number + 1}号"
        if number % 4:
            data |= {"reader": "业务科室（样例）", "use": "工作调度"}
            data["last_used"] = date(2021, 9, 30) if number % 7 == 0 else city.day_in(date(2022, 6, 1), TODAY)
        state, reached = "listed", {"listed": listed}
        if number % 5 == 0 and number % 2 == 0:
            state, reached = "removed", reached | {"proposed": date(2022, 6, 1), "removed": date(2022, 6, 20)}
        yield row(
            data, unit=asker, lead=asker, on=listed, state=state, reached=reached, supervisor=(city.units["city"],)
        )


def contributions_of(city: City) -> Iterator[Adopted]:
    """Proposals and information of a year, each once, whichever scoring looks at it."""
    platforms = ("data", "agriculture", "health", "commerce")
    for number in range(28):
        channel = ("member", "joint", "joint", "platform")[number % 4]
        data: dict[str, object] = {
            "number": f"样例TA2022-{number + 1:03d}",
            "name": f"{SUBJECTS[number % len(SUBJECTS)]}{'建议' if number % 3 else '情况反映'}（样例{number + 1}）",
            "kind": "proposal" if number % 3 else "information",
            "channel": channel,
            "filed_on": city.day_in(date(2022, 1, 10), date(2022, 12, 20)),
        }
        if channel != "platform":
            data["member"] = f"样例委员{number % 9 + 1:02d}"
        if channel != "member":
            data["platform"] = city.units[platforms[number % len(platforms)]].pk
        yield row(data, unit=city.units["data"], on=date(2022, 12, 25))


def hours_of(city: City) -> Iterator[Adopted]:
    """Four weeks before and four after in each township of one county: generated, and labelled so."""
    for number in range(1, 5):
        township = city.units[f"hewan_t{number}"]
        for side, first, low, high in (("before", BEFORE, 11.0, 12.5), ("after", AFTER, 2.2, 3.1)):
            for week in range(WEEKS):
                monday = first + timedelta(weeks=week)
                people = city.chance.randint(5, 9)
                hours = round(people * city.chance.uniform(low, high), 1)
                data = {
                    "name": f"{township.title} {monday.isoformat()} 起一周（生成数据）",
                    "township": township.pk,
                    "week_from": monday,
                    "side": side,
                    "people": people,
                    "hours": hours,
                    "origin": "generated",
                }
                yield row(data, unit=township, on=monday + timedelta(days=7))
