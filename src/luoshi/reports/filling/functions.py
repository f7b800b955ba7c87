"""What formulas compute with: values as a spreadsheet program sees them, the operations, and the functions."""

import math
import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Protocol

Value = float | str | bool | None
NUMBERS = frozenset((float, int))


class Unknown(Exception):
    """A formula that is not computed here."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """An error a cell shows, such as #DIV/0!."""

    code: str


Found = Value | Wrong


class Cells(Protocol):
    """What formulas read."""

    def value(self, sheet: str, row: int, column: int) -> Found:
        """One cell."""

    def values(self, sheet: str, span: tuple[int, int, int, int]) -> Sequence[Found]:
        """The cells of a range that hold something."""


@dataclass(frozen=True, slots=True)
class Span:
    """A range as an argument."""

    sheet: str
    cells: tuple[int, int, int, int]


Node = Callable[[Cells], "Found | Span"]


COMPARE: dict[str, Callable[[object, object], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,  # type: ignore[dict-item]
    ">": operator.gt,  # type: ignore[dict-item]
    "<=": operator.le,  # type: ignore[dict-item]
    ">=": operator.ge,  # type: ignore[dict-item]
}


def single(found: "Found | Span", cells: Cells) -> Found:
    """A range of one cell is that cell; a longer one in the place of a number is not understood."""
    if not isinstance(found, Span):
        return found
    top, left, bottom, right = found.cells
    if (top, left) != (bottom, right):
        raise Unknown
    return cells.value(found.sheet, top, left)


def number_of(found: Found) -> float | Wrong:
    """A value in arithmetic: blank is 0, a text that reads as a number is one.

    >>> number_of(None), number_of("12.5"), number_of(True), number_of("无")
    (0.0, 12.5, 1.0, Wrong(code='#VALUE!'))
    """
    if isinstance(found, Wrong):
        return found
    if isinstance(found, str):
        try:
            number = float(found.replace(",", ""))
        except ValueError:
            return Wrong("#VALUE!")
        return number if math.isfinite(number) else Wrong("#VALUE!")
    return float(found or 0)


def negated(node: Node) -> Node:
    def negate(cells: Cells) -> Found:
        number = number_of(single(node(cells), cells))
        return number if isinstance(number, Wrong) else -number

    return negate


def binary(sign: str, left: Node, right: Node) -> Node:
    def compute(cells: Cells) -> Found:
        one, two = single(left(cells), cells), single(right(cells), cells)
        if isinstance(one, Wrong) or isinstance(two, Wrong):
            return one if isinstance(one, Wrong) else two
        if sign == "&":
            return f"{shown(one)}{shown(two)}"
        if sign in COMPARE:
            return _compared(sign, one, two)
        return _calculated(sign, number_of(one), number_of(two))

    return compute


def shown(value: Found) -> str:
    """A value joined to a text.

    >>> shown(3.0), shown(0.25), shown(True), shown(None)
    ('3', '0.25', 'TRUE', '')
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return f"{value:.15g}"
    return value.code if isinstance(value, Wrong) else value or ""


def _calculated(sign: str, one: float | Wrong, two: float | Wrong) -> Found:
    if isinstance(one, Wrong) or isinstance(two, Wrong):
        return one if isinstance(one, Wrong) else two
    if sign == "/" and two == 0:
        return Wrong("#DIV/0!")
    try:
        found = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "^": operator.pow}[
            sign
        ](one, two)
    except (OverflowError, ZeroDivisionError):
        return Wrong("#NUM!")
    if isinstance(found, complex):
        return Wrong("#NUM!")
    if sign in "+-" and abs(found) < 1e-15 * max(abs(one), abs(two)) * 4:
        return 0.0  # as the programs do: what is left of 1.1 − 1 − 0.1 is nothing
    return float(found)


def _compared(sign: str, one: Value, two: Value) -> bool:
    """Numbers come before texts, texts before truths; blank is 0 beside a number and empty beside a text."""
    if one is None:
        one = "" if isinstance(two, str) else 0.0
    if two is None:
        two = "" if isinstance(one, str) else 0.0
    ranks = [2 if isinstance(each, bool) else 1 if isinstance(each, str) else 0 for each in (one, two)]
    if ranks[0] != ranks[1]:
        return COMPARE[sign](*ranks)
    if ranks[0] == 1:
        return COMPARE[sign](str(one).casefold(), str(two).casefold())
    return COMPARE[sign](one, two)


def _numbers(arguments: Iterable["Found | Span"], cells: Cells) -> list[float]:
    """The numbers among the arguments: in a range only what is a number, on its own what reads as one."""
    found: list[float] = []
    for each in arguments:
        if isinstance(each, Span):
            inside = cells.values(each.sheet, each.cells)
            numbers = [value for value in inside if type(value) in NUMBERS]
            if len(numbers) < len(inside):
                _raise_wrong(inside)
            found += numbers  # type: ignore[arg-type]
        elif each is not None:
            number = number_of(each)
            if isinstance(number, Wrong):
                raise _Shown(number)
            found.append(number)
    return found


def _raise_wrong(inside: Iterable[Found]) -> None:
    for each in inside:
        if isinstance(each, Wrong):
            raise _Shown(each)


class _Shown(Exception):
    """An error of a cell on its way through a function."""

    def __init__(self, wrong: Wrong) -> None:
        super().__init__(wrong.code)
        self.wrong = wrong


Function = Callable[[Sequence["Found | Span"], Cells], Found]


def _of_numbers(function: Callable[[list[float]], Found]) -> Function:
    def call(arguments: Sequence["Found | Span"], cells: Cells) -> Found:
        try:
            return function(_numbers(arguments, cells))
        except _Shown as shown_:
            return shown_.wrong

    return call


def rounded(number: float, places: float, how: str = ROUND_HALF_UP) -> float:
    """Away from zero at the half, on the digits people see.

    >>> rounded(2.675, 2), rounded(-0.5, 0), rounded(1250, -2)
    (2.68, -1.0, 1300.0)
    """
    step = Decimal(1).scaleb(-int(places))
    return float((Decimal(f"{number:.15g}") / step).quantize(Decimal(1), rounding=how) * step)


def _round_by(how: str) -> Function:
    def call(arguments: Sequence["Found | Span"], cells: Cells) -> Found:
        if len(arguments) > 2:
            raise Unknown
        given = [number_of(single(each, cells)) for each in arguments]
        for each in given:
            if isinstance(each, Wrong):
                return each
        numbers = [each for each in given if isinstance(each, float)]
        return rounded(numbers[0], numbers[1] if len(numbers) > 1 else 0, how) if abs(numbers[-1]) < 1e15 else 0.0

    return call


def _counted(arguments: Sequence["Found | Span"], cells: Cells) -> Found:
    found = [cells.values(each.sheet, each.cells) if isinstance(each, Span) else [each] for each in arguments]
    return float(sum(type(value) in NUMBERS for values in found for value in values))


def _if(arguments: Sequence[Node]) -> Node:
    def choose(cells: Cells) -> "Found | Span":
        test = single(arguments[0](cells), cells)
        if isinstance(test, (Wrong, str)):
            return test if isinstance(test, Wrong) else Wrong("#VALUE!")
        if test:
            return arguments[1](cells)
        return arguments[2](cells) if len(arguments) > 2 else False

    return choose


def _if_error(arguments: Sequence[Node]) -> Node:
    if len(arguments) != 2:
        raise Unknown

    def choose(cells: Cells) -> "Found | Span":
        found = single(arguments[0](cells), cells)
        return arguments[1](cells) if isinstance(found, Wrong) else found

    return choose


LAZY: dict[str, Callable[[Sequence[Node]], Node]] = {"IF": _if, "IFERROR": _if_error}
FUNCTIONS: dict[str, Function] = {
    "SUM": _of_numbers(math.fsum),
    "AVERAGE": _of_numbers(lambda found: math.fsum(found) / len(found) if found else Wrong("#DIV/0!")),
    "MIN": _of_numbers(lambda found: min(found, default=0.0)),
    "MAX": _of_numbers(lambda found: max(found, default=0.0)),
    "ABS": _of_numbers(lambda found: abs(found[0]) if len(found) == 1 else 0.0),
    "COUNT": _counted,
    "ROUND": _round_by(ROUND_HALF_UP),
    "ROUNDUP": _round_by(ROUND_UP),
    "ROUNDDOWN": _round_by(ROUND_DOWN),
}
