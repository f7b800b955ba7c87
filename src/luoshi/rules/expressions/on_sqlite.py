"""Exact numbers in SQLite, which has none: whole millionths and the functions of `millionths`."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlglot import exp

from luoshi.rules.expressions.dialect import MILLION, Sql, added, call, cast, filled_text, whole
from luoshi.rules.expressions.nodes import End, Part
from luoshi.rules.expressions.types import Kind


class Sqlite:
    """Whole millionths; the functions of `sqlite_functions` do what 64-bit integers cannot."""

    def column(self, raw: Sql, kind: Kind) -> Sql:
        match kind:
            case Kind.NUMBER | Kind.MONEY | Kind.PERCENT:
                return call("luoshi_number", raw)
            case Kind.REF | Kind.YESNO:
                return raw
            case Kind.TEXT | Kind.CHOICE | Kind.DATE:
                return filled_text(raw)

    def number(self, value: Decimal) -> Sql:
        return whole(int(value * MILLION))

    def day(self, value: date) -> Sql:
        return exp.Literal.string(value.isoformat())

    def total(self, terms: Sequence[Sql]) -> Sql:
        return call("luoshi_total", *terms)

    def product(self, left: Sql, right: Sql) -> Sql:
        return call("luoshi_product", left, right)

    def quotient(self, left: Sql, right: Sql) -> Sql:
        return call("luoshi_quotient", left, right)

    def rounded(self, number: Sql, places: int) -> Sql:
        return call("luoshi_rounded", number, whole(places))

    def extreme(self, end: End, operands: Sequence[Sql], kind: Kind) -> Sql:
        return call("MIN" if end is End.MIN else "MAX", *operands)

    def date_part(self, part: Part, day: Sql) -> Sql:
        start, length = (1, 4) if part is Part.YEAR else (6, 2)
        digits = call("SUBSTR", day, whole(start), whole(length))
        return exp.Paren(this=exp.Mul(this=cast(digits, "BIGINT"), expression=whole(MILLION)))

    def days_between(self, start: Sql, end: Sql) -> Sql:
        days = exp.Paren(this=exp.Sub(this=call("JULIANDAY", end), expression=call("JULIANDAY", start)))
        return exp.Paren(this=exp.Mul(this=cast(days, "BIGINT"), expression=whole(MILLION)))

    def pro_rata(self, day: Sql) -> Sql:
        return call("luoshi_pro_rata", day)

    def counted(self, ones: Sequence[Sql]) -> Sql:
        return exp.Paren(this=exp.Mul(this=exp.Paren(this=added(ones)), expression=whole(MILLION)))
