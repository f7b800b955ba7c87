"""Spans as they are written: “60 working days”, “45 days”, and days of any year such as “11-15”.

Forms keep what was written, so that a published pack says the same again.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

_WORKING = re.compile(r"(\d{1,4}) working days?", re.ASCII)
_SPAN = re.compile(r"(\d{1,4}) (working )?days?", re.ASCII)
_DAY_OF_YEAR = re.compile(r"(\d{2})-(\d{2})", re.ASCII)
_LEAP_YEAR = 2024


@dataclass(frozen=True, slots=True)
class Span:
    """A number of days; `working` leaves out the days nobody works."""

    days: int
    working: bool


def _working_days(written: Any) -> Any:
    if isinstance(written, int):
        return written
    if isinstance(written, str) and (match := _WORKING.fullmatch(written)):
        return int(match.group(1))
    raise PydanticCustomError(
        "LS204",
        "working_days",
        {"wanted_zh": "工作日数，如 60 working days", "wanted_en": "working days such as 60 working days"},
    )


def span_of(written: str) -> Span:
    """The span a text that was checked says."""
    match = _SPAN.fullmatch(written)
    if match is None:
        raise ValueError(written)
    return Span(int(match.group(1)), match.group(2) is not None)


def _span(written: Any) -> Any:
    if isinstance(written, str) and _SPAN.fullmatch(written):
        return written
    raise PydanticCustomError(
        "LS204",
        "span",
        {
            "wanted_zh": "天数，如 60 working days 或 45 days",
            "wanted_en": "days such as 60 working days or 45 days",
        },
    )


def day_of_year(written: str) -> tuple[int, int]:
    """Month and day; ValueError for what is no day of a leap year."""
    match = _DAY_OF_YEAR.fullmatch(written)
    if match is None:
        raise ValueError(written)
    month, day = int(match.group(1)), int(match.group(2))
    date(_LEAP_YEAR, month, day)
    return month, day


def _day_of_year(written: Any) -> Any:
    try:
        if isinstance(written, str) and day_of_year(written):
            return written
    except ValueError:
        pass
    raise PydanticCustomError(
        "LS204", "day_of_year", {"wanted_zh": "月-日，如 11-15", "wanted_en": "month and day such as 11-15"}
    )


WorkingDays = Annotated[
    int, BeforeValidator(_working_days), WithJsonSchema({"type": "string", "pattern": _WORKING.pattern})
]
AnySpan = Annotated[str, BeforeValidator(_span), WithJsonSchema({"type": "string", "pattern": _SPAN.pattern})]
DayOfYear = Annotated[
    str, BeforeValidator(_day_of_year), WithJsonSchema({"type": "string", "pattern": _DAY_OF_YEAR.pattern})
]
