"""Exact numbers in PostgreSQL: numeric, with results out of range turned into NULL."""

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
    day_literal,
    extreme_skipping_null,
    filled_text,
    hundred_months,
    whole,
)
from luoshi.rules.expressions.exact import LIMIT, PLACES
from luoshi.rules.expressions.nodes import End, Part
from luoshi.rules.expressions.types import Kind
from luoshi.rules.pro_rata import MONTHS


class Postgres:
    """Numeric, which is exact; a result out of range is turned into NULL by clamping it to a limit."""

    def column(self, raw: Sql, kind: Kind) -> Sql:
        match kind:
            case Kind.NUMBER | Kind.MONEY | Kind.PERCENT:
                return _settled(cast(raw, "DECIMAL"))
            case Kind.REF:
                return cast(raw, "BIGINT")
            case Kind.YESNO:
                return cast(raw, "BOOLEAN")
            case Kind.DATE:
                return cast(raw, "DATE")
            case Kind.TEXT | Kind.CHOICE:
                return filled_text(raw)

    def number(self, value: Decimal) -> Sql:
        return _numeric(exp.Literal.number(f"{value:f}"))

    def day(self, value: date) -> Sql:
        return day_literal(value)

    def total(self, terms: Sequence[Sql]) -> Sql:
        return _within(added(terms))

    def product(self, left: Sql, right: Sql) -> Sql:
        return _settled(exp.Mul(this=left, expression=right))

    def quotient(self, left: Sql, right: Sql) -> Sql:
        """DIV truncates exactly; the seventh place decides the rounding, as division itself rounds too early."""
        tens = exp.Mul(this=left, expression=_numeric(whole(10 * MILLION)))
        truncated = call("DIV", tens, call("NULLIF", right, whole(0)))
        return _settled(exp.Mul(this=truncated, expression=exp.Literal.number("0.0000001")))

    def rounded(self, number: Sql, places: int) -> Sql:
        return _within(call("ROUND", number, whole(places)))

    def extreme(self, end: End, operands: Sequence[Sql], kind: Kind) -> Sql:
        return extreme_skipping_null(end, operands, kind)

    def date_part(self, part: Part, day: Sql) -> Sql:
        return _numeric(exp.Extract(this=exp.var(part.upper()), expression=day))

    def days_between(self, start: Sql, end: Sql) -> Sql:
        return _numeric(exp.Paren(this=exp.Sub(this=end, expression=start)))

    def pro_rata(self, day: Sql) -> Sql:
        months = call("DIV", _numeric(hundred_months(_month_and_day, day)), whole(100))
        return self.quotient(exp.Mul(this=months, expression=whole(100)), self.number(Decimal(MONTHS)))

    def counted(self, ones: Sequence[Sql]) -> Sql:
        return _numeric(added(ones))


def _numeric(value: Sql) -> Sql:
    return cast(value, "DECIMAL")


def _month_and_day(day: Sql) -> Sql:
    return cast(call("TO_CHAR", day, exp.Literal.string("MMDD")), "INT")


def _settled(number: Sql) -> Sql:
    return _within(call("ROUND", number, whole(PLACES)))


def _within(number: Sql) -> Sql:
    """The number, or NULL when it reaches a limit; GREATEST takes NULL for the lower limit, so NULL stays."""
    low, high = whole(-int(LIMIT)), whole(int(LIMIT))
    clamped = call("LEAST", call("GREATEST", number, low), high)
    return call("NULLIF", call("NULLIF", clamped, high.copy()), low.copy())
