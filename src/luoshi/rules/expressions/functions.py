"""The functions of the language: how many arguments each takes, what it means, and the node it becomes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from luoshi.rules.expressions import nodes
from luoshi.rules.expressions.errors import ExpressionError
from luoshi.rules.expressions.exact import PLACES
from luoshi.rules.expressions.nodes import Node
from luoshi.rules.texts import Text

_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

Arguments = tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Function:
    """One function: `most` is None where any number of arguments may follow."""

    usage: str
    meaning: Text
    least: int
    most: int | None
    build: Callable[[Arguments, int], Node]


def _blank(arguments: Arguments, column: int) -> Node:
    return nodes.Blank(arguments[0], column=column)


def _filled(arguments: Arguments, column: int) -> Node:
    return nodes.Filled(arguments[0], column=column)


def _all_filled(arguments: Arguments, column: int) -> Node:
    return nodes.AllFilled(arguments, column=column)


def _count_true(arguments: Arguments, column: int) -> Node:
    return nodes.CountTrue(arguments, column=column)


def _choose(arguments: Arguments, column: int) -> Node:
    return nodes.Choose(*arguments, column=column)


def _smallest(arguments: Arguments, column: int) -> Node:
    return nodes.Extreme(nodes.End.MIN, arguments, column=column)


def _largest(arguments: Arguments, column: int) -> Node:
    return nodes.Extreme(nodes.End.MAX, arguments, column=column)


def _absolute(arguments: Arguments, column: int) -> Node:
    return nodes.Absolute(arguments[0], column=column)


def _year(arguments: Arguments, column: int) -> Node:
    return nodes.DatePart(nodes.Part.YEAR, arguments[0], column=column)


def _month(arguments: Arguments, column: int) -> Node:
    return nodes.DatePart(nodes.Part.MONTH, arguments[0], column=column)


def _days_between(arguments: Arguments, column: int) -> Node:
    return nodes.DaysBetween(*arguments, column=column)


def _pro_rata(arguments: Arguments, column: int) -> Node:
    return nodes.ProRata(arguments[0], column=column)


def _today(arguments: Arguments, column: int) -> Node:
    return nodes.Today(column=column)


def _date(arguments: Arguments, column: int) -> Node:
    written = arguments[0]
    if isinstance(written, nodes.TextLiteral) and _DATE.fullmatch(written.value):
        try:
            return nodes.DateLiteral(date.fromisoformat(written.value), column=column)
        except ValueError:
            pass
    raise ExpressionError(
        "date.form",
        column=written.column,
        reason=Text("这不是一个日期。", "This is not a date."),
        remedy=Text("写成 date('2022-03-01')。", "Write date('2022-03-01')."),
    )


def _rounded(arguments: Arguments, column: int) -> Node:
    operand, places = arguments
    if isinstance(places, nodes.NumberLiteral) and places.value in range(PLACES + 1):
        return nodes.Rounded(operand, int(places.value), column=column)
    raise ExpressionError(
        "round.places",
        column=places.column,
        reason=Text("保留位数必须是写明的整数。", "The places kept have to be a whole number written out."),
        remedy=Text(f"写 0 到 {PLACES} 之间的整数。", f"Write a whole number from 0 to {PLACES}."),
    )


_ANY = None

FUNCTIONS: dict[str, Function] = {
    function.usage.partition("(")[0]: function
    for function in (
        Function("blank(x)", Text("x 没有填", "x is blank"), 1, 1, _blank),
        Function("filled(x)", Text("x 已填", "x is filled in"), 1, 1, _filled),
        Function("all_filled(x, y, …)", Text("都已填", "all are filled in"), 1, _ANY, _all_filled),
        Function("count_true(a, b, …)", Text("成立的条件个数", "how many conditions are met"), 1, _ANY, _count_true),
        Function("if_(a, x, y)", Text("a 成立取 x，否则取 y", "x when a is met, else y"), 3, 3, _choose),
        Function("min(x, y, …)", Text("最小者", "the smallest"), 2, _ANY, _smallest),
        Function("max(x, y, …)", Text("最大者", "the largest"), 2, _ANY, _largest),
        Function("abs(x)", Text("绝对值", "the size without the sign"), 1, 1, _absolute),
        Function("round(x, n)", Text("四舍五入到 n 位小数", "rounded half up to n places"), 2, 2, _rounded),
        Function("year(d)", Text("年份", "the year of a date"), 1, 1, _year),
        Function("month(d)", Text("月份", "the month of a date, 1 to 12"), 1, 1, _month),
        Function("days_between(d, e)", Text("从 d 到 e 的天数", "the days from d to e"), 2, 2, _days_between),
        Function(
            "pro_rata(d)",
            Text("序时进度：全年已过整月的百分比", "whole months of the year elapsed, in %"),
            1,
            1,
            _pro_rata,
        ),
        Function("date('2022-03-01')", Text("写明的日期", "a date written out"), 1, 1, _date),
        Function("today()", Text("提问当天", "the day the question is asked"), 0, 0, _today),
    )
}


def build(name: str, arguments: Arguments, column: int) -> Node:
    """The node of a call to a known function. Raises ExpressionError when the arguments do not suit it."""
    function = FUNCTIONS[name]
    count = len(arguments)
    if count >= function.least and (function.most is None or count <= function.most):
        return function.build(arguments, column)
    raise ExpressionError(
        "function.arguments",
        column=column,
        reason=Text(
            f"{name} 的参数个数不对（{len(arguments)}）。", f"{name} cannot take {len(arguments)} arguments."
        ),
        remedy=Text(f"写成 {function.usage}", f"Write {function.usage}"),
    )
