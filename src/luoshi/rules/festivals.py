"""The statutory festivals of the whole population by law, and a year computed from them before its notice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from luoshi.rules.lunar import LunarDate, civil
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.rules.workdays import WorkYear, falls_on_weekend

ONE_DAY = timedelta(days=1)


class Festival(StrEnum):
    """A festival for which the whole population has days off."""

    NEW_YEAR = "new_year"
    SPRING = "spring"
    QINGMING = "qingming"
    LABOUR = "labour"
    DRAGON_BOAT = "dragon_boat"
    MID_AUTUMN = "mid_autumn"
    NATIONAL_DAY = "national_day"
    VICTORY_DAY = "victory_day"

    @property
    def label(self) -> Text:
        """Its name for people."""
        return LABELS[self]


LABELS = {
    Festival.NEW_YEAR: Text("元旦", "New Year"),
    Festival.SPRING: Text("春节", "Spring Festival"),
    Festival.QINGMING: Text("清明节", "Qingming"),
    Festival.LABOUR: Text("劳动节", "Labour Day"),
    Festival.DRAGON_BOAT: Text("端午节", "Dragon Boat Festival"),
    Festival.MID_AUTUMN: Text("中秋节", "Mid-Autumn Festival"),
    Festival.NATIONAL_DAY: Text("国庆节", "National Day"),
    Festival.VICTORY_DAY: Text("抗战胜利纪念日", "Victory Day"),
}


@dataclass(frozen=True, slots=True)
class HolidayLaw:
    """One wording of 《全国年节及纪念日放假办法》; spring days count from 正月初一, so -1 is 除夕."""

    since: int
    document: str
    spring_days: tuple[int, ...]
    labour_days: int
    traditional: bool


LAWS = (
    HolidayLaw(2000, "国务院令第270号", (0, 1, 2), 3, traditional=False),
    HolidayLaw(2008, "国务院令第513号", (-1, 0, 1), 1, traditional=True),
    HolidayLaw(2014, "国务院令第644号", (0, 1, 2), 1, traditional=True),
    HolidayLaw(2025, "国务院令第795号", (-1, 0, 1, 2), 2, traditional=True),
)


def law_in(year: int) -> HolidayLaw:
    """The wording in force in a year, from 2000 on."""
    for law in reversed(LAWS):
        if law.since <= year:
            return law
    raise Refused(
        "festivals.before_law",
        reason=Text(f"{year}年的法定节假日未收录。", f"The statutory festivals of {year} are not recorded."),
        remedy=Text("请使用2000年以后的日期。", "Use a date from the year 2000 on."),
        where=str(year),
    )


def qingming(year: int) -> date:
    """The day on which the sun reaches 15° in China; the rule of thumb holds for 2000–2099, and only there."""
    short = year % 100
    return date(year, 4, int(short * 0.2422 + 4.81) - short // 4)


def statutory_days(year: int) -> tuple[tuple[date, Festival], ...]:
    """Every statutory day off, in order; one date stands twice when two festivals meet on it (2031-10-01)."""
    law = law_in(year)
    spring = civil(LunarDate(year, 1, leap=False, day=1))
    days = [(date(year, 1, 1), Festival.NEW_YEAR)]
    days += [(spring + number * ONE_DAY, Festival.SPRING) for number in law.spring_days]
    days += [(date(year, 5, 1 + number), Festival.LABOUR) for number in range(law.labour_days)]
    days += [(date(year, 10, 1 + number), Festival.NATIONAL_DAY) for number in range(3)]
    if law.traditional:
        days += [
            (qingming(year), Festival.QINGMING),
            (civil(LunarDate(year, 5, leap=False, day=5)), Festival.DRAGON_BOAT),
            (civil(LunarDate(year, 8, leap=False, day=15)), Festival.MID_AUTUMN),
        ]
    return tuple(sorted(days))


def replacement_days(days: tuple[tuple[date, Festival], ...]) -> Iterator[date]:
    """The working days given back for festivals on a weekend or on another festival (article 6 of the law).

    The law does not say which day; the first free working day behind the festival is the plainest reading.
    """
    taken = {day for day, _ in days}
    seen: set[date] = set()
    for day, _ in days:
        if falls_on_weekend(day) or day in seen:
            while day in taken or falls_on_weekend(day):
                day += ONE_DAY
            taken.add(day)
            yield day
        seen.add(day)


def provisional_year(year: int) -> WorkYear:
    """A year whose notice is not out: statutory days and their replacements, no make-up workdays."""
    days = statutory_days(year)
    holidays = {day for day, _ in days} | set(replacement_days(days))
    return WorkYear(year, frozenset(holidays), frozenset(), law_in(year).document, published=False)
