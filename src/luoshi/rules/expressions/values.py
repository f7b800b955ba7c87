"""The values an expression works on: a number, a date, a text, yes or no, or blank.

A reference is the id of a record or unit, below 10^12, and is held as a number.
"""

from datetime import date, datetime
from decimal import Decimal

from luoshi.rules.expressions.exact import settle

Value = Decimal | date | str | bool | None
Raw = Value | int


def admit(raw: Raw) -> Value:
    """A field's value as the language sees it: numbers settled, an empty text blank.

    Raises TypeError for floats and for points in time, which have no exact meaning here.
    """
    match raw:
        case None | "":
            return None
        case bool() | str():
            return raw
        case Decimal() | int():
            return settle(Decimal(raw))
        case date() if not isinstance(raw, datetime):
            return raw
        case _:
            raise TypeError(f"an expression cannot use {raw!r}")


def is_met(value: Value) -> bool:
    """A condition is met only when it is true: blank is not met."""
    return value is True
