"""Exact numbers in DuckDB: DECIMAL(18, 6), never DOUBLE."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlglot import exp

from luoshi.rules.expressions.dialect import (
    MILLION,
    Sql,
    added,
    call,
    cast,
    column_type,
    day_literal,
    extreme_skipping_null,
    filled_text,
    hundred_months,
    whole,
)
from luoshi.rules.expressions.nodes import End, Part
from luoshi.rules.expressions.types import Kind
from luoshi.rules.pro_rata import MONTHS

_SETTLED = "DECIMAL(18, 6)"
_WIDE = "DECIMAL(26, 6)"


class Duckdb:
    """TRY_CAST rounds half up and turns what is out of range into NULL."""

    def column(self, raw: Sql, kind: Kind) -> Sql:
        match kind:
            case Kind.NUMBER | Kind.MONEY | Kind.PERCENT:
                return _try(raw, _SETTLED)
            case Kind.REF:
                return _try(raw, "BIGINT")
            case Kind.YESNO:
                return _try(raw, "BOOLEAN")
            case Kind.DATE:
                return _try(raw, "DATE")
            case Kind.TEXT | Kind.CHOICE:
                return filled_text(raw)

    def number(self, value: Decimal) -> Sql:
        return cast(exp.Literal.number(f"{value:f}"), _SETTLED)

    def day(self, value: date) -> Sql:
        return day_literal(value)

    def total(self, terms: Sequence[Sql]) -> Sql:
        return _try(added([cast(term, _WIDE) for term in terms]), _SETTLED)

    def product(self, left: Sql, right: Sql) -> Sql:
        return _try(exp.Mul(this=cast(left, _WIDE), expression=right), _SETTLED)

    def quotient(self, left: Sql, right: Sql) -> Sql:
        """A division of whole numbers to seven places, truncated; the seventh decides the rounding."""
        above = _scaled(left, 10 * MILLION * MILLION)
        below = call("NULLIF", _scaled(right, MILLION), whole(0))
        truncated = cast(exp.IntDiv(this=above, expression=below), "DECIMAL(30, 0)")
        return _try(exp.Mul(this=truncated, expression=exp.Literal.number("0.0000001")), _SETTLED)

    def rounded(self, number: Sql, places: int) -> Sql:
        return _try(cast(number, f"DECIMAL(18, {places})"), _SETTLED)

    def extreme(self, end: End, operands: Sequence[Sql], kind: Kind) -> Sql:
        return extreme_skipping_null(end, operands, kind)

    def date_part(self, part: Part, day: Sql) -> Sql:
        return cast(exp.Extract(this=exp.var(part.upper()), expression=day), _SETTLED)

    def days_between(self, start: Sql, end: Sql) -> Sql:
        return cast(exp.Paren(this=exp.Sub(this=end, expression=start)), _SETTLED)

    def pro_rata(self, day: Sql) -> Sql:
        months = exp.IntDiv(this=hundred_months(_month_and_day, day), expression=whole(100))
        return self.quotient(
            cast(exp.Mul(this=months, expression=whole(100)), _SETTLED), self.number(Decimal(MONTHS))
        )

    def counted(self, ones: Sequence[Sql]) -> Sql:
        return cast(added(ones), _SETTLED)


def _try(value: Sql, kind: str) -> Sql:
    return exp.TryCast(this=value, to=column_type(kind))


def _scaled(number: Sql, factor: int) -> Sql:
    return cast(exp.Mul(this=cast(number, "DECIMAL(38, 6)"), expression=whole(factor)), "HUGEINT")


def _month_and_day(day: Sql) -> Sql:
    return cast(call("STRFTIME", day, exp.Literal.string("%m%d")), "INT")
