"""How a period is written: the stored label and the forms in both languages."""

from collections.abc import Callable
from datetime import date

from luoshi.rules.periods.kinds import Kind, plan_number
from luoshi.rules.texts import Text

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
TEN_DAYS = (Text("上旬", "first"), Text("中旬", "second"), Text("下旬", "last"))
HALVES = (Text("上半", "first"), Text("下半", "second"))
NUMERALS = "零一二三四五六七八九"


def label_of(kind: Kind, start: date, end: date) -> str:
    return _LABELS[kind](start, end)


def text_of(kind: Kind, start: date, end: date) -> Text:
    return _TEXTS[kind](start, end)


def in_chinese(number: int) -> str:
    """Numerals up to 99 as five-year plans use them: 14 → 十四."""
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else f"{NUMERALS[tens]}十"
    return lead + (NUMERALS[ones] if ones else "")


def ordinal(number: int) -> str:
    """14 → 14th, 21 → 21st."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _half(day: date) -> int:
    return (day.month - 1) // 6


def _quarter(day: date) -> int:
    return (day.month + 2) // 3


_LABELS: dict[Kind, Callable[[date, date], str]] = {
    Kind.DAY: lambda start, _: start.isoformat(),
    Kind.WEEK: lambda start, _: "{}-W{:02}".format(*start.isocalendar()),
    Kind.TEN_DAY: lambda start, _: f"{start:%Y-%m}-T{start.day // 10 + 1}",
    Kind.HALF_MONTH: lambda start, _: f"{start:%Y-%m}-H{start.day // 15 + 1}",
    Kind.MONTH: lambda start, _: f"{start:%Y-%m}",
    Kind.TWO_MONTH: lambda start, end: f"{start:%Y}-B{end.month // 2}",
    Kind.QUARTER: lambda start, _: f"{start:%Y}-Q{_quarter(start)}",
    Kind.HALF: lambda start, _: f"{start:%Y}-H{_half(start) + 1}",
    Kind.YEAR: lambda start, _: f"{start:%Y}",
    Kind.FIVE_YEAR: lambda start, _: f"{ordinal(plan_number(start.year))}-5y",
    Kind.HERDING_YEAR: lambda _, end: f"herding-{end:%Y}",
}


def _day(start: date, _: date) -> Text:
    return Text(f"{start.year}年{start.month}月{start.day}日", f"{start.day} {MONTHS[start.month - 1]} {start.year}")


def _week(start: date, _: date) -> Text:
    year, week, _weekday = start.isocalendar()
    return Text(f"{year}年第{week}周", f"week {week} of {year}")


def _month(start: date, _: date) -> Text:
    return Text(f"{start.year}年{start.month}月", f"{MONTHS[start.month - 1]} {start.year}")


def _ten_day(start: date, end: date) -> Text:
    month, part = _month(start, end), TEN_DAYS[start.day // 10]
    return Text(f"{month.zh}{part.zh}", f"{part.en} ten days of {month.en}")


def _half_month(start: date, end: date) -> Text:
    month, part = _month(start, end), HALVES[start.day // 15]
    return Text(f"{month.zh}{part.zh}月", f"{part.en} half of {month.en}")


def _two_month(start: date, end: date) -> Text:
    return Text(
        f"{start.year}年{start.month}—{end.month}月",
        f"{MONTHS[start.month - 1]}–{MONTHS[end.month - 1]} {start.year}",
    )


def _quarter_text(start: date, _: date) -> Text:
    number = _quarter(start)
    return Text(f"{start.year}年第{NUMERALS[number]}季度", f"Q{number} {start.year}")


def _half_text(start: date, _: date) -> Text:
    part = HALVES[_half(start)]
    return Text(f"{start.year}年{part.zh}年", f"{part.en} half of {start.year}")


def _year(start: date, _: date) -> Text:
    return Text(f"{start.year}年", f"{start.year}")


def _five_year(start: date, end: date) -> Text:
    number = plan_number(start.year)
    years = f"{start.year}—{end.year}年", f"{start.year}–{end.year}"
    return Text(f"“{in_chinese(number)}五”时期（{years[0]}）", f"{ordinal(number)} Five-Year Plan ({years[1]})")


def _herding_year(start: date, end: date) -> Text:
    return Text(
        f"{end.year}牧业年度（{start.year}年7月—{end.year}年6月）",
        f"herding year {end.year} (July {start.year}–June {end.year})",
    )


_TEXTS: dict[Kind, Callable[[date, date], Text]] = {
    Kind.DAY: _day,
    Kind.WEEK: _week,
    Kind.TEN_DAY: _ten_day,
    Kind.HALF_MONTH: _half_month,
    Kind.MONTH: _month,
    Kind.TWO_MONTH: _two_month,
    Kind.QUARTER: _quarter_text,
    Kind.HALF: _half_text,
    Kind.YEAR: _year,
    Kind.FIVE_YEAR: _five_year,
    Kind.HERDING_YEAR: _herding_year,
}
