"""Reading a period back from its label or from either language."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from luoshi.rules.periods.kinds import Kind, plan_start
from luoshi.rules.periods.period import Period, period_of
from luoshi.rules.periods.wording import MONTHS, NUMERALS, in_chinese
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

_NAMES = {name.lower(): number for number, name in enumerate(MONTHS, start=1)}
_PLANS = {in_chinese(number): number for number in range(3, 50)}
_QUARTER = {NUMERALS[number]: number for number in range(1, 5)}
_PART = {"上": 1, "中": 2, "下": 3, "first": 1, "second": 2, "last": 3}
_HALF = {"上": 1, "下": 2, "first": 1, "second": 2}
_YEAR = r"(?P<year>\d{4})"
_MONTH = r"(?P<month>\d{1,2})"
_NAME = rf"(?P<name>{'|'.join(_NAMES)})"
_TO_NAME = rf"(?P<to_name>{'|'.join(_NAMES)})"
_TO_YEAR = r"(?P<to_year>\d{4})"
Parts = dict[str, str]


def parse(text: str) -> Period:
    """Reads 2022, 2022-Q3, 2022-03, 2022-W05, 2022-03-T2, 14th-5y, herding-2022 and the forms people read."""
    plain = _plain(text)
    for kind, pattern, start in _FORMS:
        if match := pattern.fullmatch(plain):
            return _built(kind, start, match.groupdict(), text)
    raise _refused(text)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = re.sub(r"[—–\u2010−~]|(?<=\d)(?:至|到)(?=\d)", "-", folded)
    folded = re.sub(r"[“”\"]", "", folded)
    return re.sub(r"\s+", " ", folded).strip()


def _built(kind: Kind, start: Callable[[Parts], date], parts: Parts, text: str) -> Period:
    try:
        period = period_of(kind, start(parts))
    except ValueError:
        raise _refused(text) from None
    if not _ends_as_told(period, parts):
        raise _refused(text)
    return period


def _ends_as_told(period: Period, parts: Parts) -> bool:
    """An end that is written as well must be the end that follows from the start."""
    told_month = parts.get("to_month") or _NAMES.get(parts.get("to_name") or "")
    told_year = parts.get("to_year")
    return (not told_month or int(told_month) == period.end.month) and (
        not told_year or int(told_year) == period.end.year
    )


def _month(parts: Parts) -> int:
    return int(parts["month"]) if parts.get("month") else _NAMES[parts["name"]]


def _on_day(parts: Parts) -> date:
    return date(int(parts["year"]), _month(parts), int(parts["day"]))


def _on_first(parts: Parts) -> date:
    """The first of the month; a two-month period must begin with an odd month."""
    if (parts.get("to_month") or parts.get("to_name")) and _month(parts) % 2 == 0:
        raise ValueError
    return date(int(parts["year"]), _month(parts), 1)


def _on_week(parts: Parts) -> date:
    return date.fromisocalendar(int(parts["year"]), int(parts["week"]), 1)


def _on_part(starts: tuple[int, ...], names: dict[str, int]) -> Callable[[Parts], date]:
    """A part of a month, numbered or named."""

    def start(parts: Parts) -> date:
        part = parts["part"]
        return date(int(parts["year"]), _month(parts), starts[_number(part, names) - 1])

    return start


def _every(months: int, names: dict[str, int]) -> Callable[[Parts], date]:
    """A part of a year, numbered or named."""

    def start(parts: Parts) -> date:
        return date(int(parts["year"]), (_number(parts["part"], names) - 1) * months + 1, 1)

    return start


def _number(part: str, names: dict[str, int]) -> int:
    return names[part] if part in names else int(part)


def _on_year(parts: Parts) -> date:
    return date(int(parts["year"]), 1, 1)


def _on_herding_year(parts: Parts) -> date:
    """Named after the year in which it ends, the year of the June count."""
    return date(int(parts["year"]) - 1, 7, 1)


def _on_plan(parts: Parts) -> date:
    if parts.get("plan"):
        return date(plan_start(int(parts["plan"])), 1, 1)
    if parts.get("named"):
        return date(plan_start(_PLANS[parts["named"]]), 1, 1)
    year = int(parts["year"])
    if (year - 1966) % 5:
        raise ValueError
    return date(year, 1, 1)


_FORMS: tuple[tuple[Kind, re.Pattern[str], Callable[[Parts], date]], ...] = tuple(
    (kind, re.compile(pattern), start)
    for kind, start, patterns in (
        (Kind.YEAR, _on_year, (rf"{_YEAR}年?度?",)),
        (Kind.MONTH, _on_first, (rf"{_YEAR}-{_MONTH}", rf"{_YEAR}年{_MONTH}月份?", rf"{_NAME} {_YEAR}")),
        (Kind.QUARTER, _every(3, _QUARTER), (
            rf"{_YEAR}-q(?P<part>[1-4])", rf"{_YEAR}年第?(?P<part>[1-4一二三四])季度",
            rf"q(?P<part>[1-4]) {_YEAR}",
        )),
        (Kind.HALF, _every(6, _HALF), (
            rf"{_YEAR}-h(?P<part>[12])", rf"{_YEAR}年(?P<part>[上下])半年",
            rf"(?P<part>first|second) half of {_YEAR}",
        )),
        (Kind.DAY, _on_day, (
            rf"{_YEAR}-{_MONTH}-(?P<day>\d{{1,2}})", rf"{_YEAR}年{_MONTH}月(?P<day>\d{{1,2}})日",
            rf"(?P<day>\d{{1,2}}) {_NAME} {_YEAR}",
        )),
        (Kind.WEEK, _on_week, (
            rf"{_YEAR}-w(?P<week>\d{{1,2}})", rf"{_YEAR}年第(?P<week>\d{{1,2}})周",
            rf"week (?P<week>\d{{1,2}}) of {_YEAR}",
        )),
        (Kind.TEN_DAY, _on_part((1, 11, 21), _PART), (
            rf"{_YEAR}-{_MONTH}-t(?P<part>[1-3])", rf"{_YEAR}年{_MONTH}月(?P<part>[上中下])旬",
            rf"(?P<part>first|second|last) ten days of {_NAME} {_YEAR}",
        )),
        (Kind.HALF_MONTH, _on_part((1, 16), _HALF), (
            rf"{_YEAR}-{_MONTH}-h(?P<part>[12])", rf"{_YEAR}年{_MONTH}月(?P<part>[上下])半月",
            rf"(?P<part>first|second) half of {_NAME} {_YEAR}",
        )),
        (Kind.TWO_MONTH, _on_first, (
            rf"{_YEAR}年{_MONTH}-(?P<to_month>\d{{1,2}})月份?", rf"{_NAME}-{_TO_NAME} {_YEAR}",
        )),
        (Kind.TWO_MONTH, _every(2, {}), (rf"{_YEAR}-b(?P<part>[1-6])",)),
        (Kind.FIVE_YEAR, _on_plan, (
            r"(?P<plan>\d{1,3})(?:st|nd|rd|th)-5y", rf"{_YEAR}-{_TO_YEAR}年?",
            rf"(?P<named>{'|'.join(_PLANS)})五(?:时期)?(?:\({_YEAR}-{_TO_YEAR}年?\))?",
            rf"(?P<plan>\d{{1,3}})(?:st|nd|rd|th) five-year plan(?: \({_YEAR}-{_TO_YEAR}\))?",
        )),
        (Kind.HERDING_YEAR, _on_herding_year, (
            rf"herding-{_YEAR}", rf"{_YEAR}年?牧业年度(?:\(\d{{4}}年7月-\d{{4}}年6月\))?",
            rf"herding year {_YEAR}(?: \(july \d{{4}}-june \d{{4}}\))?",
        )),
    )
    for pattern in patterns
)  # fmt: skip


def _refused(text: str) -> Refused:
    return Refused(
        "periods.unknown",
        reason=Text(f"“{text}”不是一个期间。", f"“{text}” is not a period."),
        remedy=Text(
            "写成 2022、2022-Q3、2022-03、2022-W05、2022-03-T2（旬）、2022-H1、十四五、herding-2022。",
            "Write 2022, 2022-Q3, 2022-03, 2022-W05, 2022-03-T2 (ten days), 2022-H1, 14th-5y, herding-2022.",
        ),
    )
