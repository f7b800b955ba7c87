"""Builds the SQL of an expression for many records at once; one traversal, three dialects."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import singledispatch

from sqlglot import exp

from luoshi.rules.expressions import nodes
from luoshi.rules.expressions.check import Scope, check
from luoshi.rules.expressions.dialect import Dialect, DialectName, Sql, call
from luoshi.rules.expressions.errors import today_missing
from luoshi.rules.expressions.nodes import Comparator, Node
from luoshi.rules.expressions.on_duckdb import Duckdb
from luoshi.rules.expressions.on_postgres import Postgres
from luoshi.rules.expressions.on_sqlite import Sqlite

_DIALECTS: dict[DialectName, Dialect] = {"sqlite": Sqlite(), "postgres": Postgres(), "duckdb": Duckdb()}
_COMPARE: dict[Comparator, type[exp.Binary]] = {
    Comparator.EQUAL: exp.EQ,
    Comparator.UNEQUAL: exp.NEQ,
    Comparator.LESS: exp.LT,
    Comparator.AT_MOST: exp.LTE,
    Comparator.MORE: exp.GT,
    Comparator.AT_LEAST: exp.GTE,
}


@dataclass(frozen=True, slots=True)
class _Query:
    scope: Scope
    dialect: Dialect
    column: Callable[[str], Sql]
    today: date | None


def to_sql(
    node: Node,
    scope: Scope,
    *,
    dialect: DialectName,
    column: Callable[[str], Sql],
    today: date | None = None,
) -> Sql:
    """The expression as SQL, to be written with `.sql(dialect=dialect)`.

    `column` gives for a field id what holds its stored value: text as in the record's JSON, or a typed column
    (in SQLite dates are always ISO text). Numbers come out as numeric in PostgreSQL, DECIMAL(18, 6) in DuckDB
    and whole millionths in SQLite, where `sqlite_functions` have to be registered; `read` turns them into
    values. Raises ExpressionError when the expression does not suit the scope, or uses a today not given.
    """
    check(node, scope)
    return _sql(node, _Query(scope, _DIALECTS[dialect], column, today))


@singledispatch
def _sql(node: Node, query: _Query) -> Sql:
    raise NotImplementedError(type(node))


@_sql.register
def _(node: nodes.NumberLiteral, query: _Query) -> Sql:
    return query.dialect.number(node.value)


@_sql.register
def _(node: nodes.TextLiteral, query: _Query) -> Sql:
    return exp.Literal.string(node.value)


@_sql.register
def _(node: nodes.DateLiteral, query: _Query) -> Sql:
    return query.dialect.day(node.value)


@_sql.register
def _(node: nodes.YesNoLiteral, query: _Query) -> Sql:
    return exp.Boolean(this=node.value)


@_sql.register
def _(node: nodes.Name, query: _Query) -> Sql:
    return query.dialect.column(query.column(node.id).copy(), query.scope[node.id].kind)


@_sql.register
def _(node: nodes.Today, query: _Query) -> Sql:
    if query.today is None:
        raise today_missing(node.column)
    return query.dialect.day(query.today)


@_sql.register
def _(node: nodes.Negative, query: _Query) -> Sql:
    return exp.Paren(this=exp.Neg(this=_sql(node.operand, query)))


@_sql.register
def _(node: nodes.Absolute, query: _Query) -> Sql:
    return call("ABS", _sql(node.operand, query))


@_sql.register
def _(node: nodes.Rounded, query: _Query) -> Sql:
    return query.dialect.rounded(_sql(node.operand, query), node.places)


@_sql.register
def _(node: nodes.Sum, query: _Query) -> Sql:
    return query.dialect.total([_sql(term, query) for term in node.terms])


@_sql.register
def _(node: nodes.Product, query: _Query) -> Sql:
    return query.dialect.product(_sql(node.left, query), _sql(node.right, query))


@_sql.register
def _(node: nodes.Quotient, query: _Query) -> Sql:
    return query.dialect.quotient(_sql(node.left, query), _sql(node.right, query))


@_sql.register
def _(node: nodes.Extreme, query: _Query) -> Sql:
    kind = check(node.operands[0], query.scope).kind
    return query.dialect.extreme(node.end, [_sql(operand, query) for operand in node.operands], kind)


@_sql.register
def _(node: nodes.Comparison, query: _Query) -> Sql:
    left, right = _sql(node.left, query), _sql(node.right, query)
    return exp.Paren(this=_COMPARE[node.comparator](this=left, expression=right))


@_sql.register
def _(node: nodes.Among, query: _Query) -> Sql:
    members = [_sql(member, query) for member in node.members]
    return exp.Paren(this=exp.In(this=_sql(node.operand, query), expressions=members))


@_sql.register
def _(node: nodes.And, query: _Query) -> Sql:
    return exp.Paren(this=exp.and_(*(_sql(part, query) for part in node.conditions), copy=False, wrap=False))


@_sql.register
def _(node: nodes.Or, query: _Query) -> Sql:
    return exp.Paren(this=exp.or_(*(_sql(part, query) for part in node.conditions), copy=False, wrap=False))


@_sql.register
def _(node: nodes.Not, query: _Query) -> Sql:
    return exp.Paren(this=exp.Not(this=_sql(node.condition, query)))


@_sql.register
def _(node: nodes.Choose, query: _Query) -> Sql:
    met = exp.If(this=_sql(node.condition, query), true=_sql(node.met, query))
    return exp.Case(ifs=[met], default=_sql(node.otherwise, query))


@_sql.register
def _(node: nodes.Blank, query: _Query) -> Sql:
    return _is_null(_sql(node.operand, query))


@_sql.register
def _(node: nodes.Filled, query: _Query) -> Sql:
    return exp.Paren(this=exp.Not(this=_is_null(_sql(node.operand, query))))


@_sql.register
def _(node: nodes.AllFilled, query: _Query) -> Sql:
    filled = [exp.Not(this=_is_null(_sql(operand, query))) for operand in node.operands]
    return exp.Paren(this=exp.and_(*filled, copy=False, wrap=False))


@_sql.register
def _(node: nodes.CountTrue, query: _Query) -> Sql:
    one, zero = exp.Literal.number(1), exp.Literal.number(0)
    ones: list[Sql] = [
        exp.Case(ifs=[exp.If(this=_sql(condition, query), true=one.copy())], default=zero.copy())
        for condition in node.conditions
    ]
    return query.dialect.counted(ones)


@_sql.register
def _(node: nodes.DatePart, query: _Query) -> Sql:
    return query.dialect.date_part(node.part, _sql(node.operand, query))


@_sql.register
def _(node: nodes.DaysBetween, query: _Query) -> Sql:
    return query.dialect.days_between(_sql(node.start, query), _sql(node.end, query))


@_sql.register
def _(node: nodes.ProRata, query: _Query) -> Sql:
    return query.dialect.pro_rata(_sql(node.operand, query))


def _is_null(value: Sql) -> Sql:
    return exp.Paren(this=exp.Is(this=value, expression=exp.null()))
