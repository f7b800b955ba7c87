"""Lunar dates for display: 2022-02-09 is 壬寅年正月初九."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from luoshi.rules.lunar_years import YEARS
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

FIRST_YEAR, LAST_YEAR = min(YEARS), max(YEARS)
FIRST_DAY = YEARS[FIRST_YEAR].first_day
LAST_DAY = YEARS[LAST_YEAR].first_day + timedelta(days=YEARS[LAST_YEAR].days - 1)

STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
STEM_NAMES = ("Jia", "Yi", "Bing", "Ding", "Wu", "Ji", "Geng", "Xin", "Ren", "Gui")
BRANCH_NAMES = ("zi", "chou", "yin", "mao", "chen", "si", "wu", "wei", "shen", "you", "xu", "hai")
MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊")
DIGITS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True, order=True)
class LunarDate:
    """A day of the Chinese calendar; `leap` sorts a leap month behind the month it repeats."""

    year: int
    month: int
    leap: bool
    day: int

    @property
    def year_name(self) -> Text:
        """The year by stem and branch: 2022 is 壬寅年."""
        stem, branch = (self.year - 4) % 10, (self.year - 4) % 12
        return Text(f"{STEMS[stem]}{BRANCHES[branch]}年", f"{STEM_NAMES[stem]}{BRANCH_NAMES[branch]} year")

    @property
    def month_day(self) -> Text:
        """Month and day without the year: 正月初九, 闰二月廿三."""
        zh = f"{'闰' if self.leap else ''}{MONTHS[self.month - 1]}月{day_name(self.day)}"
        return Text(zh, f"{'leap ' if self.leap else ''}month {self.month} day {self.day}")

    @property
    def text(self) -> Text:
        """The whole date: 壬寅年正月初九."""
        return Text(
            f"{self.year_name.zh}{self.month_day.zh}", f"{self.month_day.en}, {self.year_name.en} ({self.year})"
        )


def day_name(day: int) -> str:
    """The lunar name of a day of the month: 初一 … 初十, 十一 … 二十, 廿一 … 三十."""
    if day in (10, 20, 30):
        return {10: "初十", 20: "二十", 30: "三十"}[day]
    return "初十廿"[day // 10] + DIGITS[day % 10 - 1]


def lunar(day: date) -> LunarDate:
    """The lunar date of a civil date between 1980-02-16 and 2100-02-08; any other is refused."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise outside(day.isoformat())
    year = YEARS.get(day.year)
    if year is None or day < year.first_day:
        year = YEARS[day.year - 1]
    months = year.months()
    starts = list(accumulate((length for _, _, length in months), initial=0))
    passed = (day - year.first_day).days
    position = bisect_right(starts, passed) - 1
    number, leap, _ = months[position]
    return LunarDate(year.year, number, leap, passed - starts[position] + 1)


def civil(when: LunarDate) -> date:
    """The civil date of a lunar date; a month or day which that year does not have is refused."""
    year = YEARS.get(when.year)
    if year is None:
        raise outside(when.text.zh)
    before = 0
    for number, leap, length in year.months():
        if (number, leap) == (when.month, when.leap) and 1 <= when.day <= length:
            return year.first_day + timedelta(days=before + when.day - 1)
        before += length
    raise Refused(
        "lunar.no_such_day",
        reason=Text(f"农历{when.year}年没有这一天。", f"The lunar year {when.year} has no such day."),
        remedy=Text("请核对闰月和大小月。", "Check the leap month and the length of the month."),
        where=f"{when.year}-{'leap ' if when.leap else ''}{when.month}-{when.day}",
    )


def outside(where: str) -> Refused:
    """The refusal of a date beyond the table."""
    return Refused(
        "lunar.outside",
        reason=Text(
            f"农历对照只覆盖{FIRST_DAY}至{LAST_DAY}。", f"Lunar dates are known from {FIRST_DAY} to {LAST_DAY} only."
        ),
        remedy=Text("请核对年份，或只显示公历日期。", "Check the year, or show the civil date alone."),
        where=where,
    )
