"""Turns what a database answers for an expression into the value it stands for."""

from datetime import date
from decimal import Decimal

from luoshi.rules.expressions.dialect import DialectName
from luoshi.rules.expressions.exact import settle
from luoshi.rules.expressions.millionths import from_millionths
from luoshi.rules.expressions.types import Kind, Type
from luoshi.rules.expressions.values import Value

Answer = Decimal | int | str | date | bool | None


def read(answer: Answer, kind: Type, *, dialect: DialectName) -> Value:
    """The value of an answer to SQL of `to_sql`. Raises TypeError for an answer such SQL cannot give."""
    match answer:
        case None:
            return None
        case int() if kind.kind is Kind.YESNO:
            return bool(answer)
        case int() if dialect == "sqlite" and kind.is_numeric:
            return settle(from_millionths(answer))
        case int() | Decimal():
            return settle(Decimal(answer))
        case str() if kind.kind is Kind.DATE:
            return date.fromisoformat(answer)
        case str() | date():
            return answer
    raise TypeError(f"{answer!r} is no answer to an expression")
