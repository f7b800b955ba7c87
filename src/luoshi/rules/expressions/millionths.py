"""The exact functions SQLite lacks, over whole millionths; register them on every connection."""

from collections.abc import Callable
from datetime import date
from decimal import Context, Decimal, InvalidOperation

from luoshi.rules.expressions import exact
from luoshi.rules.pro_rata import MONTHS, months_elapsed

Millionths = int | None
SqliteFunction = Callable[..., Millionths]

_EXACT = Context(prec=60)


def sqlite_functions() -> list[tuple[str, int, SqliteFunction]]:
    """Name, number of arguments (-1: any) and function; all deterministic, blank in gives blank out."""
    return [
        ("luoshi_number", 1, _number),
        ("luoshi_total", -1, _total),
        ("luoshi_product", 2, _product),
        ("luoshi_quotient", 2, _quotient),
        ("luoshi_rounded", 2, _rounded),
        ("luoshi_pro_rata", 1, _pro_rata),
    ]


def to_millionths(number: Decimal | None) -> Millionths:
    return None if number is None else int(number.scaleb(exact.PLACES, context=_EXACT))


def from_millionths(millionths: int) -> Decimal:
    return Decimal(millionths).scaleb(-exact.PLACES, context=_EXACT)


def _number(stored: str | int | float | None) -> Millionths:
    """A stored number: decimal text, or what SQLite made of a number; anything else is blank."""
    if stored is None:
        return None
    try:
        return to_millionths(exact.settle(Decimal(str(stored))))
    except InvalidOperation:
        return None


def _total(*terms: Millionths) -> Millionths:
    known = [from_millionths(term) for term in terms if term is not None]
    return to_millionths(exact.total(known)) if len(known) == len(terms) else None


def _product(left: Millionths, right: Millionths) -> Millionths:
    if left is None or right is None:
        return None
    return to_millionths(exact.product(from_millionths(left), from_millionths(right)))


def _quotient(left: Millionths, right: Millionths) -> Millionths:
    if left is None or right is None:
        return None
    return to_millionths(exact.quotient(from_millionths(left), from_millionths(right)))


def _rounded(number: Millionths, places: int) -> Millionths:
    return None if number is None else to_millionths(exact.rounded(from_millionths(number), places))


def _pro_rata(day: str | None) -> Millionths:
    if day is None:
        return None
    return to_millionths(exact.quotient(Decimal(100 * months_elapsed(date.fromisoformat(day))), Decimal(MONTHS)))
