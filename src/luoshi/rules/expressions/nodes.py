"""The node kinds of the expression language: frozen values that know only where they stood in the source."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Comparator(StrEnum):
    """How two values are compared."""

    EQUAL = "=="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="

    @property
    def orders(self) -> bool:
        return self not in (Comparator.EQUAL, Comparator.UNEQUAL)


class Part(StrEnum):
    """The part of a date that counts as a number."""

    YEAR = "year"
    MONTH = "month"


class End(StrEnum):
    """Which end of a row of values is asked for."""

    MIN = "min"
    MAX = "max"


@dataclass(frozen=True, slots=True)
class Node:
    """Anything an expression is made of; two nodes are equal wherever they stood."""

    column: int = field(default=1, compare=False, kw_only=True)

    @property
    def children(self) -> tuple["Node", ...]:
        """The nodes directly below, in the order they are written."""
        return tuple(_nodes_among(getattr(self, part.name) for part in fields(self)))


def _nodes_among(values: Iterator[object]) -> Iterator[Node]:
    for value in values:
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Node))


@dataclass(frozen=True, slots=True)
class NumberLiteral(Node):
    """A number as written; outside the list of `in` its sign is a node of its own."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class TextLiteral(Node):
    value: str


@dataclass(frozen=True, slots=True)
class DateLiteral(Node):
    value: date


@dataclass(frozen=True, slots=True)
class YesNoLiteral(Node):
    value: bool


Literal = NumberLiteral | TextLiteral | DateLiteral | YesNoLiteral


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A field of the record, by its id; `previous.x` and `year_before.x` are those of the returns beside it."""

    id: str


@dataclass(frozen=True, slots=True)
class Today(Node):
    """The day the question is asked, given by the asker: the language has no clock."""


@dataclass(frozen=True, slots=True)
class Negative(Node):
    operand: Node


@dataclass(frozen=True, slots=True)
class Sum(Node):
    """Two or more terms; `a - b` is the sum of a and the negative of b."""

    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Product(Node):
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Quotient(Node):
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    left: Node
    comparator: Comparator
    right: Node


@dataclass(frozen=True, slots=True)
class And(Node):
    conditions: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    conditions: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    condition: Node


@dataclass(frozen=True, slots=True)
class Among(Node):
    """Whether a value is one of a list of literals."""

    operand: Node
    members: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Blank(Node):
    operand: Node


@dataclass(frozen=True, slots=True)
class Filled(Node):
    operand: Node


@dataclass(frozen=True, slots=True)
class AllFilled(Node):
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class CountTrue(Node):
    """How many of the conditions are met; a blank condition is not met."""

    conditions: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choose(Node):
    """`if_(condition, met, otherwise)`; a blank condition is not met."""

    condition: Node
    met: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Extreme(Node):
    """The smallest or the largest of numbers or of dates; blank when one of them is blank."""

    end: End
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Absolute(Node):
    operand: Node


@dataclass(frozen=True, slots=True)
class Rounded(Node):
    """A number rounded half up (away from zero) to 0–6 places."""

    operand: Node
    places: int


@dataclass(frozen=True, slots=True)
class DatePart(Node):
    part: Part
    operand: Node


@dataclass(frozen=True, slots=True)
class DaysBetween(Node):
    """Days from one date to another: 1 from a day to the next, negative backwards."""

    start: Node
    end: Node


@dataclass(frozen=True, slots=True)
class ProRata(Node):
    """序时进度: the whole months of the year elapsed by the end of a day, in percent."""

    operand: Node


NODE_KINDS: tuple[type[Node], ...] = (
    *(NumberLiteral, TextLiteral, DateLiteral, YesNoLiteral, Name, Today),
    *(Negative, Sum, Product, Quotient, Absolute, Rounded, Extreme),
    *(Comparison, Among, And, Or, Not, Choose),
    *(Blank, Filled, AllFilled, CountTrue, DatePart, DaysBetween, ProRata),
)


def depth_of(node: Node) -> int:
    """How many nodes stand above one another at the deepest place; costs no recursion."""
    deepest, waiting = 0, [(node, 1)]
    while waiting:
        current, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting.extend((child, depth + 1) for child in current.children)
    return deepest


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, in the order written."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(current.children))


def names_in(node: Node) -> tuple[str, ...]:
    """The field ids used, each once, in the order of first use."""
    return tuple(dict.fromkeys(part.id for part in walk(node) if isinstance(part, Name)))


def uses_today(node: Node) -> bool:
    return any(isinstance(part, Today) for part in walk(node))
