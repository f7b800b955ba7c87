"""Dates as offices write them: 2022.2.9, 2022年2月9日, 22-2-9, 二〇二二年二月九日, 20220209, Excel's day numbers.

Year, month, day is the only order that is read (GB/T 7408, and what every form of these offices says); a year of two
digits is of this century. What could be month before day is refused, never guessed.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

from luoshi.rules.texts import Text
from luoshi.rules.written.misfits import Misfit, plain, said
from luoshi.rules.written.numerals import NUMERAL, number_of

EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_FIRST, EXCEL_LAST = 18_264, 73_050
"""Day numbers 1950-01-01 to 2099-12-31; a smaller number in a column of dates is a year, an amount or a slip."""

_TIME = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_YMD = re.compile(rf"(\d{{4}}|\d{{2}})\s*(?:[-./,年])\s*(\d{{1,2}})\s*(?:[-./,月])\s*(\d{{1,2}})\s*[日号]?{_TIME}")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBER = re.compile(r"\d{5}(\.\d+)?")
_NO_DAY = re.compile(r"(\d{4}|\d{2})\s*[-./年]\s*(\d{1,2})\s*月?(份|[上中下]旬|底|初)?")
_NO_MONTH = re.compile(r"(\d{4})\s*年?(底|初|度)?")
_DAY_FIRST = re.compile(r"\d{1,2}\s*[-./]\s*\d{1,2}\s*[-./]\s*\d{4}")
_REMEDY = Text("请写成 2022-02-09 或 2022年2月9日。", "Write it as 2022-02-09.")


def read_date(raw: object) -> date:
    """The day a cell means; raises `Misfit`.

    >>> read_date("2022.2.9").isoformat(), read_date("22-2-9").isoformat(), read_date(44601).isoformat()
    ('2022-02-09', '2022-02-09', '2022-02-09')
    """
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
        return _from_number(Decimal(str(raw)), raw)
    text = _in_digits(plain(str(raw)))
    for pattern, build in _FORMS:
        if found := pattern.fullmatch(text):
            return build(found, raw)
    raise Misfit(Text(f"“{said(raw)}”不是日期", f"'{said(raw)}' is not a date"), _REMEDY)


def _in_digits(text: str) -> str:
    """Numerals of characters before 年, 月, 日 as digits."""
    if not re.search("[年月日号]", text):
        return text

    def digits(found: re.Match[str]) -> str:
        number = number_of(found.group())
        return found.group() if number is None else str(number)

    return NUMERAL.sub(digits, text)


def _from_parts(found: re.Match[str], raw: object) -> date:
    year, month, day = (int(part) for part in found.groups()[:3])
    try:
        return date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        raise Misfit(
            Text(f"“{said(raw)}”不是真实的日期", f"'{said(raw)}' is no day of the calendar"),
            Text(
                "请核对年、月、日的顺序和天数。", "Check the order of year, month and day, and how long the month is."
            ),
        ) from None


def _from_serial(found: re.Match[str], raw: object) -> date:
    return _from_number(Decimal(found.group()), raw)


def _from_number(number: Decimal, raw: object) -> date:
    whole = int(number)
    if number == whole and _EIGHT.fullmatch(str(whole)):
        return _from_parts(_eight(str(whole)), raw)
    if EXCEL_FIRST <= whole <= EXCEL_LAST:
        return EXCEL_EPOCH + timedelta(days=whole)
    if 1900 <= number <= 2100 and number == whole:
        raise _lacks(raw, Text("月和日", "the month and the day"))
    raise Misfit(
        Text(f"数 {said(raw)} 不是日期", f"the number {said(raw)} is not a date"),
        Text(
            "请把单元格设为日期格式，或写成 2022-02-09。", "Give the cell a date format, or write it as 2022-02-09."
        ),
    )


def _eight(text: str) -> re.Match[str]:
    found = _EIGHT.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return found


def _no_day(found: re.Match[str], raw: object) -> date:
    raise _lacks(raw, Text("日", "the day"))


def _no_month(found: re.Match[str], raw: object) -> date:
    raise _lacks(raw, Text("月和日", "the month and the day"))


def _lacks(raw: object, what: Text) -> Misfit:
    return Misfit(
        Text(f"“{said(raw)}”缺{what.zh}", f"'{said(raw)}' lacks {what.en}"),
        Text("请补全到日，如 2022-02-09。", "Complete it to the day, such as 2022-02-09."),
    )


def _day_first(found: re.Match[str], raw: object) -> date:
    raise Misfit(
        Text(f"“{said(raw)}”分不清月和日", f"'{said(raw)}' may be month or day first"),
        Text("请把年写在前面，如 2022-02-09。", "Write the year first, such as 2022-02-09."),
    )


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], object], date]], ...] = (
    (_YMD, _from_parts),
    (_EIGHT, _from_parts),
    (_NUMBER, _from_serial),
    (_NO_DAY, _no_day),
    (_NO_MONTH, _no_month),
    (_DAY_FIRST, _day_first),
)
