"""Numbers with six places: the arithmetic that every engine has to reproduce digit for digit.

A number is settled when it has exactly six decimal places, rounded half up (away from zero), and lies
within ±999999999999.999999; beyond that it is blank. The product of two settled numbers has at most 36
digits, so sixty digits lose nothing; the contexts are our own because the thread's may be anything.
"""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

PLACES = 6
LIMIT = Decimal(10) ** 12
ZERO = Decimal("0.000000")

_STEP = Decimal("0.000001")
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_TRUNCATING = Context(prec=60, rounding=ROUND_DOWN)


def settle(number: Decimal) -> Decimal | None:
    """The number as the language holds it, or blank when it is out of range."""
    if not number.is_finite() or number.copy_abs() >= LIMIT:
        return None
    rounded = number.quantize(_STEP, context=_EXACT)
    if rounded.copy_abs() >= LIMIT:
        return None
    return rounded if rounded else ZERO


def total(numbers: list[Decimal]) -> Decimal | None:
    """The sum, settled once at the end, so that the order of the terms cannot matter."""
    result = ZERO
    for number in numbers:
        result = _EXACT.add(result, number)
    return settle(result)


def product(left: Decimal, right: Decimal) -> Decimal | None:
    return settle(_EXACT.multiply(left, right))


def quotient(left: Decimal, right: Decimal) -> Decimal | None:
    """Blank when divided by zero. The division truncates far below the sixth place: rounding happens once."""
    return settle(_TRUNCATING.divide(left, right)) if right else None


def rounded(number: Decimal, places: int) -> Decimal | None:
    return settle(number.quantize(Decimal(1).scaleb(-places), context=_EXACT))
