"""The five stock lists, frozen at the end of May 2022 (R006, R007)."""

from collections.abc import Iterator
from datetime import date, timedelta

from luoshi.console.sample.city import City, row
from luoshi.console.sample.totals import STOCK
from luoshi.registers.actions import Adopted

LISTED = date(2022, 5, 31)
NAMES = {
    "approvals": ("产业园", "光伏电站", "屠宰加工", "冷链仓储", "牧草基地"),
    "land": ("工业地块", "商业地块", "仓储地块"),
    "funds": ("涉农结转资金", "项目结余资金", "专项沉淀资金"),
    "half_built": ("综合楼", "商业广场", "文化中心", "供热站", "标准厂房", "水厂"),
    "zones": ("工业园区",),
}
OBSTACLES = ("权属不清", "资金断链", "手续不全", "规划调整", "投资方退出")
WAYS = ("引入新投资方续建", "收回后重新出让", "补办手续后复工", "统筹用于民生项目", "依法处置")


def stock_of(city: City) -> Iterator[Adopted]:
    """Every item of the five lists, spread over the nine areas; closed items stay on their list."""
    for kind, (many, revived) in STOCK.items():
        for number in range(many):
            yield _item(city, kind, number, is_revived=number < revived, is_under_way=number < many - many // 9)


def _item(city: City, kind: str, number: int, *, is_revived: bool, is_under_way: bool) -> Adopted:
    area = city.areas[number % len(city.areas)]
    names = NAMES[kind]
    data: dict[str, object] = {
        "name": f"{area.short_title or area.title}{names[number % len(names)]}（样例{number + 1:03d}）",
        "list": kind,
        "since": city.day_in(date(2014, 1, 1), date(2021, 12, 31)),
        "obstacle": OBSTACLES[number % len(OBSTACLES)],
    }
    if kind == "land":
        data["area"] = city.chance.randrange(8, 320)
    if kind == "funds":
        data["idle"] = city.chance.randrange(20, 2_400, 10)
    reached = {"listed": LISTED}
    state = "listed"
    if is_under_way:
        data["way_out"] = f"{WAYS[number % len(WAYS)]}（样例）"
        reached["reviving"] = city.day_in(date(2022, 6, 15), date(2022, 7, 31))
        state = "reviving"
    if is_revived:
        reached["revived"] = city.day_in(date(2022, 8, 10), date(2023, 1, 18))
        reached["struck_off"] = reached["revived"] + timedelta(days=city.chance.randint(5, 16))
        state = "struck_off"
    due = None if is_revived else city.day_in(date(2023, 3, 1), date(2024, 10, 31))
    return row(
        data,
        unit=area,
        lead=area,
        on=LISTED,
        state=state,
        reached=reached,
        due=due,
        supervisor=(city.units["city"],),
    )
