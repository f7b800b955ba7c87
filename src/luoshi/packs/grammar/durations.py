"""Spans as they are written: “60 working days”, “45 days”, and days of any year such as “11-15”."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
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

    @property
    def written(self) -> str:
        """ "60 working days", "45 days": the way it is written."""
        return f"{self.days} {'working ' if self.working else ''}days"


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


def _span(written: Any) -> Any:
    if isinstance(written, Span):
        return written
    if isinstance(written, str) and (match := _SPAN.fullmatch(written)):
        return Span(int(match.group(1)), match.group(2) is not None)
    raise PydanticCustomError(
        "LS204",
        "span",
        {
            "wanted_zh": "天数，如 60 working days 或 45 days",
            "wanted_en": "days such as 60 working days or 45 days",
        },
    )


def _day_of_year(written: Any) -> Any:
    if isinstance(written, tuple | list):
        return tuple(written)  # as a published version holds it
    if isinstance(written, str) and (match := _DAY_OF_YEAR.fullmatch(written)):
        month, day = int(match.group(1)), int(match.group(2))
        try:
            date(_LEAP_YEAR, month, day)
        except ValueError:
            pass
        else:
            return (month, day)
    raise PydanticCustomError(
        "LS204", "day_of_year", {"wanted_zh": "月-日，如 11-15", "wanted_en": "month and day such as 11-15"}
    )


WorkingDays = Annotated[
    int, BeforeValidator(_working_days), WithJsonSchema({"type": "string", "pattern": _WORKING.pattern})
]
AnySpan = Annotated[
    Span,
    BeforeValidator(_span),
    PlainSerializer(lambda span: span.written),
    WithJsonSchema({"type": "string", "pattern": _SPAN.pattern}),
]
DayOfYear = Annotated[
    tuple[int, int], BeforeValidator(_day_of_year), WithJsonSchema({"type": "string", "pattern": r"\d{2}-\d{2}"})
]
