"""A filled value with its kind, as an issued form keeps it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from luoshi.reports.filling import Fillable


def kept(value: Fillable) -> dict[str, str]:
    """A value with its kind, for JSON.

    >>> kept(Decimal("1.50")), kept("甲"), kept(None), kept(date(2022, 2, 9))
    ({'number': '1.50'}, {'text': '甲'}, {}, {'day': '2022-02-09'})
    """
    if value is None:
        return {}
    if isinstance(value, date):
        return {"day": value.isoformat()[:10]}
    if isinstance(value, (int, float, Decimal)):
        return {"number": str(value)}
    return {"text": value}


def taken(held: Mapping[str, str]) -> Fillable:
    """The value out of JSON.

    >>> taken({"number": "1.50"}), taken({"day": "2022-02-09"}), taken({})
    (Decimal('1.50'), datetime.date(2022, 2, 9), None)
    """
    if "number" in held:
        return Decimal(held["number"])
    if "day" in held:
        return date.fromisoformat(held["day"])
    return held.get("text")
