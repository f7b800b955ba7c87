"""Works out an expression for one record, exactly, in Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import singledispatch
from operator import eq, ge, gt, le, lt, ne
from typing import TypeVar

from luoshi.rules.expressions import exact, nodes
from luoshi.rules.expressions.errors import today_missing
from luoshi.rules.expressions.nodes import Comparator, Node
from luoshi.rules.expressions.values import Raw, Value, admit, is_met
from luoshi.rules.pro_rata import MONTHS, months_elapsed

_COMPARE = {
    Comparator.EQUAL: eq,
    Comparator.UNEQUAL: ne,
    Comparator.LESS: lt,
    Comparator.AT_MOST: le,
    Comparator.MORE: gt,
    Comparator.AT_LEAST: ge,
}
_Known = TypeVar("_Known")


@dataclass(frozen=True, slots=True)
class _Record:
    row: Mapping[str, Raw]
    today: date | None


def evaluate(node: Node, row: Mapping[str, Raw], *, today: date | None = None) -> Value:
    """The value for one record, blank as None; a field missing from the row is blank.

    The expression has to have passed `check` with the types of this row: otherwise TypeError.
    Raises ExpressionError when it asks for today's date and none is given.
    """
    return _value(node, _Record(row, today))


@singledispatch
def _value(node: Node, record: _Record) -> Value:
    raise NotImplementedError(type(node))


def _known(node: Node, record: _Record, kind: type[_Known]) -> _Known | None:
    value = _value(node, record)
    if value is None or isinstance(value, kind):
        return value
    raise TypeError(f"{value!r} is not a {kind.__name__}: the expression was not checked against this row")


def _met(node: Node, record: _Record) -> bool:
    return is_met(_known(node, record, bool))


@_value.register
def _(node: nodes.NumberLiteral, record: _Record) -> Value:
    return exact.settle(node.value)


@_value.register(nodes.TextLiteral)
@_value.register(nodes.DateLiteral)
@_value.register(nodes.YesNoLiteral)
def _(node: nodes.TextLiteral | nodes.DateLiteral | nodes.YesNoLiteral, record: _Record) -> Value:
    return node.value


@_value.register
def _(node: nodes.Name, record: _Record) -> Value:
    return admit(record.row.get(node.id))


@_value.register
def _(node: nodes.Today, record: _Record) -> Value:
    if record.today is None:
        raise today_missing(node.column)
    return record.today


@_value.register
def _(node: nodes.Negative, record: _Record) -> Value:
    operand = _known(node.operand, record, Decimal)
    return None if operand is None else exact.settle(operand.copy_negate())


@_value.register
def _(node: nodes.Absolute, record: _Record) -> Value:
    operand = _known(node.operand, record, Decimal)
    return None if operand is None else operand.copy_abs()


@_value.register
def _(node: nodes.Rounded, record: _Record) -> Value:
    operand = _known(node.operand, record, Decimal)
    return None if operand is None else exact.rounded(operand, node.places)


@_value.register
def _(node: nodes.Sum, record: _Record) -> Value:
    terms = [_known(term, record, Decimal) for term in node.terms]
    known = [term for term in terms if term is not None]
    return exact.total(known) if len(known) == len(terms) else None


@_value.register(nodes.Product)
@_value.register(nodes.Quotient)
def _(node: nodes.Product | nodes.Quotient, record: _Record) -> Value:
    left, right = _known(node.left, record, Decimal), _known(node.right, record, Decimal)
    if left is None or right is None:
        return None
    return exact.product(left, right) if isinstance(node, nodes.Product) else exact.quotient(left, right)


@_value.register
def _(node: nodes.Extreme, record: _Record) -> Value:
    values = [_value(operand, record) for operand in node.operands]
    if None in values:
        return None
    pick = min if node.end is nodes.End.MIN else max
    numbers = [value for value in values if isinstance(value, Decimal)]
    days = [value for value in values if isinstance(value, date)]
    return pick(numbers) if numbers else pick(days)


@_value.register
def _(node: nodes.Comparison, record: _Record) -> Value:
    left, right = _value(node.left, record), _value(node.right, record)
    if left is None or right is None:
        return None
    return bool(_COMPARE[node.comparator](left, right))


@_value.register
def _(node: nodes.Among, record: _Record) -> Value:
    operand = _value(node.operand, record)
    return None if operand is None else operand in [_value(member, record) for member in node.members]


@_value.register
def _(node: nodes.And, record: _Record) -> Value:
    conditions = [_known(condition, record, bool) for condition in node.conditions]
    if False in conditions:
        return False
    return None if None in conditions else True


@_value.register
def _(node: nodes.Or, record: _Record) -> Value:
    conditions = [_known(condition, record, bool) for condition in node.conditions]
    if True in conditions:
        return True
    return None if None in conditions else False


@_value.register
def _(node: nodes.Not, record: _Record) -> Value:
    condition = _known(node.condition, record, bool)
    return None if condition is None else not condition


@_value.register
def _(node: nodes.Choose, record: _Record) -> Value:
    return _value(node.met if _met(node.condition, record) else node.otherwise, record)


@_value.register
def _(node: nodes.Blank, record: _Record) -> Value:
    return _value(node.operand, record) is None


@_value.register
def _(node: nodes.Filled, record: _Record) -> Value:
    return _value(node.operand, record) is not None


@_value.register
def _(node: nodes.AllFilled, record: _Record) -> Value:
    return all(_value(operand, record) is not None for operand in node.operands)


@_value.register
def _(node: nodes.CountTrue, record: _Record) -> Value:
    return exact.settle(Decimal(sum(_met(condition, record) for condition in node.conditions)))


@_value.register
def _(node: nodes.DatePart, record: _Record) -> Value:
    day = _known(node.operand, record, date)
    if day is None:
        return None
    return exact.settle(Decimal(day.year if node.part is nodes.Part.YEAR else day.month))


@_value.register
def _(node: nodes.DaysBetween, record: _Record) -> Value:
    start, end = _known(node.start, record, date), _known(node.end, record, date)
    return None if start is None or end is None else exact.settle(Decimal((end - start).days))


@_value.register
def _(node: nodes.ProRata, record: _Record) -> Value:
    day = _known(node.operand, record, date)
    if day is None:
        return None
    return exact.quotient(Decimal(100 * months_elapsed(day)), Decimal(MONTHS))
