"""A record as the expression language sees it, and the fields its formulas derive."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.packs.scope import DAYS_LEFT, derivation_order
from luoshi.registers.daycount import days_left
from luoshi.registers.values import Kept
from luoshi.rules.expressions.evaluate import evaluate
from luoshi.rules.expressions.values import Value

NUMERIC = {FieldType.NUMBER, FieldType.MONEY, FieldType.PERCENT, FieldType.INTEGER, FieldType.REF, FieldType.UNIT}


@dataclass(frozen=True, slots=True)
class Standing:
    """What a record is besides its fields: where it stands, whose it is, by when."""

    state: str = ""
    reached: Mapping[str, str] = field(default_factory=dict)
    unit: int | None = None
    lead: int | None = None
    due: dt.date | None = None
    period: str = ""
    reopened: int = 0
    day: dt.date | None = None  # of the act, which is what `today()` means in an expression


def facts(register: Register, data: Mapping[str, Kept], standing: Standing) -> dict[str, Value]:
    """Every name an expression of this register may use, with its value; blank is None."""
    left = days_left(standing.due, standing.day)
    row: dict[str, Value] = {each.id: as_value(each, data.get(each.id)) for each in register.fields.values()}
    row |= {
        "state": standing.state or None,
        "unit": None if standing.unit is None else Decimal(standing.unit),
        "lead": None if standing.lead is None else Decimal(standing.lead),
        "due": standing.due,
        DAYS_LEFT: None if left is None else Decimal(left),
        "period": standing.period or None,
        "reopened": Decimal(standing.reopened),
    }
    if register.lifecycle:
        for state in register.lifecycle.states:
            reached = standing.reached.get(state)
            row[f"on_{state}"] = dt.date.fromisoformat(reached) if reached else None
    return row


def as_value(declared: Field, kept: Kept | None) -> Value:
    """The value behind a kept form."""
    if kept is None:
        return None
    if declared.type in NUMERIC:
        return Decimal(kept)
    if declared.type is FieldType.DATE:
        return dt.date.fromisoformat(str(kept))
    return kept if isinstance(kept, bool) else str(kept)


def kept_form(value: Value) -> Kept | None:
    """The kept form of a computed value."""
    if isinstance(value, Decimal):
        return format(value.normalize() if value else Decimal(0), "f")
    return value.isoformat() if isinstance(value, dt.date) else value


def with_derived(register: Register, data: Mapping[str, Kept], standing: Standing) -> dict[str, Kept]:
    """The data with every formula field computed anew, those that others use first."""
    result = {name: value for name, value in data.items() if register.fields[name].formula is None}
    derived = derivation_order(register)
    if not derived:
        return result
    row = facts(register, result, standing)
    for name in derived:
        formula = register.fields[name].formula
        if formula is None:
            continue
        row[name] = evaluate(formula, row, today=standing.day)
        computed = kept_form(row[name])
        if computed is not None:
            result[name] = computed
    return result
