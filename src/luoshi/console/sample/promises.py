"""What was promised to the people in two years; closed by their word (R033)."""

from collections.abc import Iterator
from datetime import date

from luoshi.console.sample.city import City, row
from luoshi.console.sample.units import BUREAUS
from luoshi.registers.actions import Adopted

PROMISES = (
    ("改造老旧小区供暖管网", "改造 12 个小区", "3200 户居民"),
    ("新建农村卫生户厕", "新建 1800 座", "农牧户"),
    ("增加公办幼儿园学位", "新增 900 个学位", "学龄前儿童"),
    ("城乡公交一体化", "开通 14 条线路", "沿线居民"),
    ("嘎查村安全饮水", "解决 46 个嘎查村", "农牧民"),
    ("社区食堂", "建成 20 处", "老年人"),
    ("残疾人家庭无障碍改造", "改造 300 户", "残疾人家庭"),
    ("农牧民技能培训", "培训 2600 人次", "农牧民"),
    ("既有住宅加装电梯", "加装 30 部", "老旧楼栋居民"),
    ("牧区通动力电", "接通 210 户", "牧户"),
)


def promises_of(city: City) -> Iterator[Adopted]:
    """Ten of 2022, nine of them confirmed by the people and one still argued about; ten of 2023 just begun."""
    for year in (2022, 2023):
        for number, (name, measure, scope) in enumerate(PROMISES):
            lead = city.units[BUREAUS[(number * 2 + 1) % len(BUREAUS)][0]]
            data: dict[str, object] = {
                "name": f"{name}（样例）",
                "year": year,
                "measure": measure,
                "scope": scope,
            }
            reached = {"promised": date(year, 1, 12)}
            if year == 2022:
                reached |= {
                    "delivering": date(2022, 3, 1),
                    "delivered": city.day_in(date(2022, 9, 1), date(2022, 12, 9)),
                }
                data["done"] = f"{measure}，已完成（样例）"
            if year == 2022 and number != 3:
                asked = 40 + 5 * number
                reached["kept"] = date(2022, 12, 26)
                data |= {"asked": asked, "reached": asked - 4, "confirmed": asked - 6, "word": "confirmed"}
            yield row(
                data,
                unit=lead,
                lead=lead,
                on=date(year, 1, 12),
                state=list(reached)[-1],
                reached=reached,
                supervisor=(city.units["city"],),
            )
