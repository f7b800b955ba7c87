"""The light of a record: which declared band its value falls in, as one condition for Python and for SQL."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from luoshi.packs.declarations import Colour, Lights, Register
from luoshi.registers.facts import Standing, facts
from luoshi.registers.values import Kept
from luoshi.rules.bands import Band
from luoshi.rules.expressions import evaluate, is_met
from luoshi.rules.expressions.nodes import And, Comparator, Comparison, Filled, Negative, Node, NumberLiteral


def lights_of(register: Register) -> Lights | None:
    """The declared lights of a register."""
    return register.lifecycle.lights if register.lifecycle else None


def colour_of(register: Register, data: dict[str, Kept], standing: Standing) -> Colour | None:
    """The light on the standing's day; None at an end, without declared lights, and while its value is blank."""
    lights = lights_of(register)
    if lights is None or register.lifecycle is None or standing.state in register.lifecycle.ends:
        return None
    row = facts(register, data, standing)
    colours = (Colour(band.colour) for band in lights.bands)
    return next(
        (each for each in colours if is_met(evaluate(condition_of(lights, each), row, today=standing.day))), None
    )


def condition_of(lights: Lights, colour: Colour) -> Node:
    """When a record has this colour: the same expression is asked of one record and, as SQL, of many."""
    return _condition(lights.value, next(band for band in lights.bands if band.colour == colour))


@lru_cache(maxsize=256)
def _condition(value: Node, band: Band) -> Node:
    bounds = tuple(_bounds(value, band))
    return And(bounds) if bounds else Filled(value)


def _bounds(value: Node, band: Band) -> Iterator[Node]:
    (lower, beyond), (upper, through) = band.interval.after, band.interval.before
    if lower.is_finite():
        yield Comparison(value, Comparator.MORE if beyond else Comparator.AT_LEAST, _literal(lower))
    if upper.is_finite():
        yield Comparison(value, Comparator.AT_MOST if through else Comparator.LESS, _literal(upper))


def _literal(number: Decimal) -> Node:
    return Negative(NumberLiteral(-number)) if number < 0 else NumberLiteral(number)
