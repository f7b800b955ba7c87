"""Finds the type of an expression from the types of its fields, and refuses what has no meaning."""

from collections.abc import Mapping
from functools import singledispatch
from typing import NoReturn

from luoshi.rules.expressions import nodes
from luoshi.rules.expressions.errors import ExpressionError, listed, suggestion
from luoshi.rules.expressions.nodes import Node
from luoshi.rules.expressions.types import (
    DATE,
    NUMBER,
    PERCENT,
    YESNO,
    Kind,
    Type,
    fits,
    shared_type,
    unit_of_product,
    unit_of_quotient,
)
from luoshi.rules.texts import Text

Scope = Mapping[str, Type]


@singledispatch
def check(node: Node, scope: Scope) -> Type:
    """The type of the whole expression. Raises ExpressionError at the first place that has no meaning."""
    raise NotImplementedError(type(node))


def check_as(node: Node, scope: Scope, wanted: Type) -> Type:
    """The type of an expression that has to give the wanted type. Raises ExpressionError otherwise."""
    actual = check(node, scope)
    if not fits(actual, wanted):
        _refuse_type(node, actual, wanted.label)
    return actual


@check.register
def _(node: nodes.NumberLiteral, scope: Scope) -> Type:
    return NUMBER


@check.register
def _(node: nodes.TextLiteral, scope: Scope) -> Type:
    return Type(Kind.TEXT, options=frozenset({node.value}))


@check.register(nodes.DateLiteral)
@check.register(nodes.Today)
def _(node: Node, scope: Scope) -> Type:
    return DATE


@check.register
def _(node: nodes.YesNoLiteral, scope: Scope) -> Type:
    return YESNO


@check.register
def _(node: nodes.Name, scope: Scope) -> Type:
    if node.id in scope:
        return scope[node.id]
    known = Text(f"可用的字段：{listed(scope)}", f"The fields are {listed(scope)}.")
    raise ExpressionError(
        "unknown_name",
        column=node.column,
        reason=Text(f"没有字段 {node.id}。", f"There is no field {node.id}."),
        remedy=suggestion(node.id, scope, otherwise=known),
    )


@check.register(nodes.Negative)
@check.register(nodes.Absolute)
@check.register(nodes.Rounded)
def _(node: nodes.Negative | nodes.Absolute | nodes.Rounded, scope: Scope) -> Type:
    return _numeric(node.operand, scope)


@check.register
def _(node: nodes.Sum, scope: Scope) -> Type:
    first, *others = node.terms
    result = _numeric(first, scope)
    for term in others:
        result = _shared(term, result, _numeric(term, scope))
    return result


@check.register
def _(node: nodes.Product, scope: Scope) -> Type:
    left, right = _numeric(node.left, scope), _numeric(node.right, scope)
    special = left if right.kind is Kind.NUMBER else right
    if Kind.NUMBER not in (left.kind, right.kind):
        _refuse_pair(node, left, right)
    return Type(special.kind, unit=unit_of_product(left.unit, right.unit))


@check.register
def _(node: nodes.Quotient, scope: Scope) -> Type:
    left, right = _numeric(node.left, scope), _numeric(node.right, scope)
    unit = unit_of_quotient(left.unit, right.unit)
    if right.kind is Kind.NUMBER:
        hundredth = isinstance(node.right, nodes.NumberLiteral) and node.right.value == 100
        return NUMBER if left.kind is Kind.PERCENT and hundredth else Type(left.kind, unit=unit)
    if left.kind == right.kind or (left.kind is Kind.NUMBER and right.kind is Kind.MONEY):
        return Type(Kind.NUMBER, unit=unit)
    _refuse_pair(node, left, right)


@check.register
def _(node: nodes.Comparison, scope: Scope) -> Type:
    left, right = check(node.left, scope), check(node.right, scope)
    _check_options(node.right, left, right)
    _check_options(node.left, right, left)
    shared = _shared(node, left, right)
    if node.comparator.orders and not shared.is_ordered:
        _refuse_type(node.left, left, Text("数字或日期", "a number or a date"))
    return YESNO


@check.register
def _(node: nodes.Among, scope: Scope) -> Type:
    wanted = check(node.operand, scope)
    for member in node.members:
        found = check(member, scope)
        _check_options(member, wanted, found)
        _shared(member, wanted, found)
    return YESNO


@check.register(nodes.And)
@check.register(nodes.Or)
def _(node: nodes.And | nodes.Or, scope: Scope) -> Type:
    for condition in node.conditions:
        check_as(condition, scope, YESNO)
    return YESNO


@check.register
def _(node: nodes.Not, scope: Scope) -> Type:
    return check_as(node.condition, scope, YESNO)


@check.register
def _(node: nodes.CountTrue, scope: Scope) -> Type:
    for condition in node.conditions:
        check_as(condition, scope, YESNO)
    return NUMBER


@check.register
def _(node: nodes.Choose, scope: Scope) -> Type:
    check_as(node.condition, scope, YESNO)
    return _shared(node, check(node.met, scope), check(node.otherwise, scope))


@check.register(nodes.Blank)
@check.register(nodes.Filled)
def _(node: nodes.Blank | nodes.Filled, scope: Scope) -> Type:
    check(node.operand, scope)
    return YESNO


@check.register
def _(node: nodes.AllFilled, scope: Scope) -> Type:
    for operand in node.operands:
        check(operand, scope)
    return YESNO


@check.register
def _(node: nodes.Extreme, scope: Scope) -> Type:
    first, *others = node.operands
    result = check(first, scope)
    if not result.is_ordered:
        _refuse_type(first, result, Text("数字或日期", "a number or a date"))
    for operand in others:
        result = _shared(operand, result, check(operand, scope))
    return result


@check.register
def _(node: nodes.DatePart, scope: Scope) -> Type:
    check_as(node.operand, scope, DATE)
    return NUMBER


@check.register
def _(node: nodes.DaysBetween, scope: Scope) -> Type:
    check_as(node.start, scope, DATE)
    check_as(node.end, scope, DATE)
    return NUMBER


@check.register
def _(node: nodes.ProRata, scope: Scope) -> Type:
    check_as(node.operand, scope, DATE)
    return PERCENT


def _numeric(node: Node, scope: Scope) -> Type:
    found = check(node, scope)
    if not found.is_numeric:
        _refuse_type(node, found, Text("数字", "a number"))
    return found


def _shared(node: Node, left: Type, right: Type) -> Type:
    shared = shared_type(left, right)
    if shared is None:
        _refuse_pair(node, left, right)
    return shared


def _check_options(word: Node, chosen: Type, found: Type) -> None:
    """A text written next to a choice has to be one of its options."""
    if chosen.kind is not Kind.CHOICE or found.kind is not Kind.TEXT:
        return
    for option in sorted(found.options - chosen.options):
        known = Text(f"可选的有：{listed(chosen.options)}", f"The options are {listed(chosen.options)}.")
        raise ExpressionError(
            "unknown_option",
            column=word.column,
            reason=Text(f"没有选项 {option}。", f"{option} is not one of the options."),
            remedy=suggestion(option, chosen.options, otherwise=known),
        )


def _refuse_type(node: Node, actual: Type, wanted: Text) -> NoReturn:
    raise ExpressionError(
        "type",
        column=node.column,
        reason=Text(
            f"此处需要{wanted.zh}，得到的是{actual.label.zh}。",
            f"This has to be {wanted.en}, but it is {actual.label.en}.",
        ),
        remedy=Text(f"改用{wanted.zh}。", f"Use {wanted.en} here."),
    )


_PERCENT_REMEDY = Text(
    "百分数先除以 100 再乘，如 amount * (share / 100)；不同量不能相比、相加。",
    "Divide a percent by 100 before multiplying: amount * (share / 100); unlike things are not compared or added.",
)
_PAIR_REMEDY = Text("两边用同一类、同一单位的量。", "Use the same kind and the same unit on both sides.")


def _refuse_pair(node: Node, left: Type, right: Type) -> NoReturn:
    raise ExpressionError(
        "mixed_types",
        column=node.column,
        reason=Text(
            f"{left.label.zh}和{right.label.zh}不能放在一起运算。",
            f"{left.label.en} and {right.label.en} cannot be combined.",
        ),
        remedy=_PERCENT_REMEDY if Kind.PERCENT in (left.kind, right.kind) else _PAIR_REMEDY,
    )
