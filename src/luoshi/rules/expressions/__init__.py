"""One small typed language for rules and formulas: Python for one record, SQL for many, the same answer."""

from luoshi.rules.expressions.check import Scope, check, check_as
from luoshi.rules.expressions.dialect import DialectName
from luoshi.rules.expressions.errors import ExpressionError
from luoshi.rules.expressions.evaluate import evaluate
from luoshi.rules.expressions.millionths import sqlite_functions
from luoshi.rules.expressions.nodes import Node, names_in, uses_today
from luoshi.rules.expressions.parse import parse
from luoshi.rules.expressions.read import read
from luoshi.rules.expressions.sql import to_sql
from luoshi.rules.expressions.types import (
    DATE,
    MONEY,
    NUMBER,
    PERCENT,
    TEXT,
    YESNO,
    Kind,
    Type,
    choice,
    fits,
    money,
    number,
    reference,
)
from luoshi.rules.expressions.values import Raw, Value, is_met
from luoshi.rules.expressions.wording import describe, write

__all__ = [
    "DATE",
    "MONEY",
    "NUMBER",
    "PERCENT",
    "TEXT",
    "YESNO",
    "DialectName",
    "ExpressionError",
    "Kind",
    "Node",
    "Raw",
    "Scope",
    "Type",
    "Value",
    "check",
    "check_as",
    "choice",
    "describe",
    "evaluate",
    "fits",
    "is_met",
    "money",
    "names_in",
    "number",
    "parse",
    "read",
    "reference",
    "sqlite_functions",
    "to_sql",
    "uses_today",
    "write",
]
