"""Periods as DHIS2 writes them, beside the labels of `rules.periods`.

Ten days and half months have no form there; they are written as we write them.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

from luoshi.rules.periods import Kind, Period, parse, period_of

TYPES = {
    Kind.DAY: "Daily",
    Kind.WEEK: "Weekly",
    Kind.TEN_DAY: "TenDay",
    Kind.HALF_MONTH: "HalfMonth",
    Kind.MONTH: "Monthly",
    Kind.TWO_MONTH: "BiMonthly",
    Kind.QUARTER: "Quarterly",
    Kind.HALF: "SixMonthly",
    Kind.YEAR: "Yearly",
    Kind.FIVE_YEAR: "FiveYear",
    Kind.HERDING_YEAR: "FinancialJuly",
}
"""The name of each kind; TenDay, HalfMonth and FiveYear are ours, since DHIS2 has no such kinds."""

_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})(\d{2})", re.ASCII)
_TWO_MONTHS = re.compile(r"(\d{4})(0[1-6])B", re.ASCII)
_QUARTER = re.compile(r"(\d{4})Q([1-4])", re.ASCII)
_HALF = re.compile(r"(\d{4})S([12])", re.ASCII)
_JULY = re.compile(r"(\d{4})July", re.ASCII)


def written(label: str) -> str:
    """A period of ours in the form of DHIS2: 202205, 2022Q1, 2022S1, 2022July for the herding year from July 2022."""
    period = parse(label)
    form = _WRITTEN.get(period.kind)
    return form(period.start) if form else period.label


def _week(first: date) -> str:
    year, week, _ = first.isocalendar()
    return f"{year}W{week}"


def read(text: str) -> Period:
    """A period as DHIS2 or as we write it. ValueError or Refused for what is neither."""
    for pattern, kind, months in _FORMS:
        if match := pattern.fullmatch(text):
            year, *rest = (int(part) for part in match.groups())
            month = (rest[0] - 1) * months + 1 if rest else 7
            return period_of(kind, date(year, month, rest[1] if len(rest) > 1 else 1))
    return parse(re.sub(r"^(\d{4})W(\d{1,2})$", lambda week: f"{week[1]}-W{int(week[2]):02}", text))


_FORMS = (
    (_DAY, Kind.DAY, 1),
    (_MONTH, Kind.MONTH, 1),
    (_TWO_MONTHS, Kind.TWO_MONTH, 2),
    (_QUARTER, Kind.QUARTER, 3),
    (_HALF, Kind.HALF, 6),
    (_JULY, Kind.HERDING_YEAR, 1),
)
_WRITTEN: Mapping[Kind, Callable[[date], str]] = {
    Kind.DAY: lambda first: f"{first:%Y%m%d}",
    Kind.WEEK: _week,
    Kind.MONTH: lambda first: f"{first:%Y%m}",
    Kind.TWO_MONTH: lambda first: f"{first.year}{(first.month + 1) // 2:02}B",
    Kind.QUARTER: lambda first: f"{first.year}Q{(first.month + 2) // 3}",
    Kind.HALF: lambda first: f"{first.year}S{1 if first.month == 1 else 2}",
    Kind.YEAR: lambda first: f"{first.year}",
    Kind.HERDING_YEAR: lambda first: f"{first.year}July",
}
