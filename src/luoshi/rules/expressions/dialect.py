"""What each engine has to provide so that a number means the same in all three, and the SQL pieces they share.

A number is, inside the SQL built here, always one exact thing: numeric with at most six places in PostgreSQL,
DECIMAL(18, 6) in DuckDB, and a whole number of millionths in SQLite, which has no decimals. Every operand
occurs exactly once in what is built, so the SQL grows no faster than the expression.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal, Protocol

from sqlglot import exp

from luoshi.rules.expressions.exact import LIMIT, PLACES
from luoshi.rules.expressions.nodes import End, Part
from luoshi.rules.expressions.types import Kind

DialectName = Literal["sqlite", "postgres", "duckdb"]
Sql = exp.Expression

MILLION = 10**PLACES


class Dialect(Protocol):
    """The operations in which the engines differ; all take and give settled numbers."""

    def column(self, raw: Sql, kind: Kind) -> Sql:
        """A stored field as the language sees it: numbers settled, an empty text blank."""

    def number(self, value: Decimal) -> Sql: ...

    def day(self, value: date) -> Sql: ...

    def total(self, terms: Sequence[Sql]) -> Sql: ...

    def product(self, left: Sql, right: Sql) -> Sql: ...

    def quotient(self, left: Sql, right: Sql) -> Sql: ...

    def rounded(self, number: Sql, places: int) -> Sql: ...

    def extreme(self, end: End, operands: Sequence[Sql], kind: Kind) -> Sql: ...

    def date_part(self, part: Part, day: Sql) -> Sql: ...

    def days_between(self, start: Sql, end: Sql) -> Sql: ...

    def pro_rata(self, day: Sql) -> Sql:
        """The whole months of the year elapsed by the end of a day, in percent."""

    def counted(self, ones: Sequence[Sql]) -> Sql:
        """The sum of plain ones and zeros, as a number."""


def call(name: str, *arguments: Sql) -> Sql:
    return exp.Anonymous(this=name, expressions=list(arguments))


def cast(value: Sql, kind: str) -> Sql:
    """A cast that is always written: sqlglot's own leaves out one between two widths of DECIMAL."""
    return exp.Cast(this=value, to=column_type(kind))


def column_type(written: str) -> exp.DataType:
    return _parsed_type(written).copy()


@cache
def _parsed_type(written: str) -> exp.DataType:
    return exp.DataType.build(written)


def whole(number: int) -> Sql:
    digits: Sql = exp.Literal.number(abs(number))
    return exp.Paren(this=exp.Neg(this=digits)) if number < 0 else digits


def added(terms: Sequence[Sql]) -> Sql:
    """A balanced tree of additions, so that a sum of a hundred terms is seven levels deep."""
    if len(terms) == 1:
        return terms[0]
    middle = len(terms) // 2
    return exp.Paren(this=exp.Add(this=added(terms[:middle]), expression=added(terms[middle:])))


def day_literal(value: date) -> Sql:
    return cast(exp.Literal.string(value.isoformat()), "DATE")


def filled_text(raw: Sql) -> Sql:
    """An empty text is blank."""
    return call("NULLIF", raw, exp.Literal.string(""))


def hundred_months(month_and_day: Callable[[Sql], Sql], day: Sql) -> Sql:
    """A whole number whose hundreds are the months elapsed by the end of a day, which stands in it once.

    `month_and_day` gives a date as 131. Of the day after, 101 has to come to 12 months, the rest of January to 0,
    201 to 1: wrapped at 1200 just below 102.
    """
    after = month_and_day(exp.Paren(this=exp.Add(this=day, expression=whole(1))))
    shifted = exp.Paren(this=exp.Add(this=after, expression=whole(1200 - 102)))
    return exp.Paren(
        this=exp.Add(this=exp.Paren(this=exp.Mod(this=shifted, expression=whole(1200))), expression=whole(1))
    )


def extreme_skipping_null(end: End, operands: Sequence[Sql], kind: Kind) -> Sql:
    """LEAST and GREATEST skip NULL: a blank stands in as a value beyond all others, and is blank again after."""
    beyond = _beyond(end, kind)
    stand_ins = [call("COALESCE", operand, beyond.copy()) for operand in operands]
    return call("NULLIF", call("LEAST" if end is End.MIN else "GREATEST", *stand_ins), beyond)


def _beyond(end: End, kind: Kind) -> Sql:
    """A value that no settled number and no date of a record can have."""
    sign = "-" if end is End.MIN else ""
    if kind is Kind.DATE:
        return cast(exp.Literal.string(f"{sign}infinity"), "DATE")
    return cast(exp.Literal.string(f"{sign}{int(LIMIT)}"), "DECIMAL(19, 6)")
