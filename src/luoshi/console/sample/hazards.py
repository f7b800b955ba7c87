"""Hazards with their five, problems found and fixed, and the risk calendar (R049, R111, R114, R124)."""

from collections.abc import Iterator
from datetime import date, timedelta

from luoshi.console.sample.city import City, row
from luoshi.registers.actions import Adopted

HAZARDS = (
    "燃气管线老化",
    "消防通道占用",
    "锅炉超期未检",
    "危化品混存",
    "施工用电不规范",
    "校舍墙体开裂",
    "粮仓防火间距不足",
)
REGULATORS = ("construction", "market", "energy", "industry", "health")
MANY_HAZARDS, CLOSED_HAZARDS = 46, 38
PROBLEMS = (
    "办事指南与实际不符",
    "窗口办件超时",
    "政策兑现口径不一",
    "会议文件偏多",
    "基层重复填表",
    "工程款结算偏慢",
)
MANY_PROBLEMS, CLOSED_PROBLEMS = 36, 30
SEASONS = (
    ("雪灾防范期", "snow", "qingyuan", date(2022, 12, 1), date(2023, 2, 28)),
    ("雪灾防范期", "snow", "shaquan", date(2022, 12, 1), date(2023, 2, 28)),
    ("春季凌汛期", "ice_flood", "hewan", date(2023, 2, 20), date(2023, 3, 31)),
    ("春季防火期", "fire", "baihua", date(2023, 3, 15), date(2023, 6, 15)),
    ("春季防火期", "fire", "hongliu", date(2023, 3, 15), date(2023, 6, 15)),
    ("主汛期", "flood", "yinhu", date(2023, 7, 16), date(2023, 8, 15)),
)


def hazards_of(city: City) -> Iterator[Adopted]:
    """Hazards of the year, each with three different units answering for it; most closed after a second look."""
    for number in range(MANY_HAZARDS):
        area = city.areas[number % len(city.areas)]
        found = city.day_in(date(2022, 3, 1), date(2022, 12, 20))
        is_closed = number < CLOSED_HAZARDS
        data = {
            "name": f"{HAZARDS[number % len(HAZARDS)]}（样例{number + 1:02d}）",
            "place": f"{area.title}第{number + 1}处",
            "grade": "major" if number % 11 == 0 else "general",
            "enterprise": city.units["cooperatives"].pk,
            "regulator": city.units[REGULATORS[number % len(REGULATORS)]].pk,
            "territory": area.pk,
            "measures": "更换、清理并张贴责任牌（样例）",
            "funds": city.chance.randrange(0, 60, 2),
            "deadline": found + timedelta(days=30),
        }
        if is_closed or number % 2:
            data["contingency"] = "现场处置方案和联系电话（样例）"
        reached = {"found": found, "rectifying": found + timedelta(days=2)}
        if is_closed:
            reached["rectified"] = found + timedelta(days=city.chance.randint(9, 28))
            reached["closed"] = reached["rectified"] + timedelta(days=city.chance.randint(2, 8))
        yield row(
            data,
            unit=area,
            lead=area,
            on=found,
            state=list(reached)[-1],
            reached=reached,
            due=None if is_closed else found + timedelta(days=42),
            supervisor=(city.units["city"],),
        )


def problems_of(city: City) -> Iterator[Adopted]:
    """Problems found and fixed one by one; nobody's studies are kept."""
    for number in range(MANY_PROBLEMS):
        lead = city.areas[number % len(city.areas)]
        opened = city.day_in(date(2022, 3, 1), date(2022, 11, 30))
        reached = {"open": opened, "fixing": opened + timedelta(days=5)}
        if number < CLOSED_PROBLEMS:
            reached["fixed"] = opened + timedelta(days=city.chance.randint(12, 40))
            reached["closed"] = reached["fixed"] + timedelta(days=6)
        data = {
            "name": f"{PROBLEMS[number % len(PROBLEMS)]}（样例{number + 1:02d}）",
            "remedy": "列出清单逐项改正（样例）",
        }
        yield row(data, unit=lead, lead=lead, on=opened, state=list(reached)[-1], reached=reached)


def seasons_of(city: City) -> Iterator[Adopted]:
    """When and where snow, ice, fire and water are to be guarded against."""
    for name, danger, place, opens, closes in SEASONS:
        unit = city.units[place]
        data = {
            "name": f"{unit.title}{name}（样例）",
            "danger": danger,
            "place": unit.pk,
            "opens": opens,
            "closes": closes,
        }
        yield row(data, unit=city.units["supervision"], on=date(2022, 11, 15))
