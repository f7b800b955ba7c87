"""The names a formula of a register may use and their types: its fields, and what every record has."""

from collections.abc import Mapping

from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.rules.audits import NEIGHBOURS, PREVIOUS, YEAR_BEFORE
from luoshi.rules.expressions import DATE, PERCENT, TEXT, YESNO, Type, choice, money, names_in, number, reference
from luoshi.rules.texts import Text

UNIT = reference("unit")
_BARE: Mapping[FieldType, Type] = {
    FieldType.TEXT: TEXT,
    FieldType.LONGTEXT: TEXT,
    FieldType.PERCENT: PERCENT,
    FieldType.DATE: DATE,
    FieldType.YESNO: YESNO,
    FieldType.UNIT: UNIT,
}
DAYS_LEFT = "days_left"
IMPLICIT = ("state", "unit", "lead", "due", "period", "reopened", DAYS_LEFT)


def type_of(field: Field) -> Type:
    """A field's type in formulas."""
    match field.type:
        case FieldType.NUMBER | FieldType.INTEGER:
            return number(field.unit)
        case FieldType.MONEY:
            return money(field.unit)
        case FieldType.CHOICE:
            return choice(*field.options)
        case FieldType.REF:
            return reference(field.to)
        case bare:
            return _BARE[bare]


def scope_of(register: Register) -> dict[str, Type]:
    """Every name of the register: fields, state, unit, lead, due, days_left, period, reopened and on_<state>."""
    scope = {field.id: type_of(field) for field in register.fields.values()}
    return scope | implicit_scope(register)


def implicit_scope(register: Register) -> dict[str, Type]:
    """What every record has without a declaration; `on_<state>` is the day it first reached the state.

    `days_left` counts the working days until `due`: 0 on the day itself, negative when late.
    """
    scope: dict[str, Type] = {"unit": UNIT, "lead": UNIT, "due": DATE, DAYS_LEFT: number()}
    if register.period:
        scope["period"] = TEXT
    if register.lifecycle is not None:
        scope["state"] = choice(*register.lifecycle.states)
        scope["reopened"] = number("次")
        scope |= {f"on_{state}": DATE for state in register.lifecycle.states}
    return scope


def audit_scope(register: Register) -> dict[str, Type]:
    """What an audit may use: the scope, and the fields of the period before and of the same period a year before."""
    scope = scope_of(register)
    neighbours = NEIGHBOURS if register.period else ()
    return scope | {
        f"{neighbour}.{field.id}": type_of(field) for neighbour in neighbours for field in register.fields.values()
    }


def audit_titles(register: Register) -> dict[str, Text]:
    """What the names of an audit are called."""
    titles = {field.id: field.title for field in register.fields.values()}
    for field in register.fields.values():
        titles[f"{PREVIOUS}.{field.id}"] = Text(f"上期{field.title.zh}", f"{field.title.en} of the period before")
        titles[f"{YEAR_BEFORE}.{field.id}"] = Text(f"上年同期{field.title.zh}", f"{field.title.en} a year before")
    return titles


def derivation_order(register: Register) -> tuple[str, ...]:
    """Derived fields such that each comes after those it is computed from; those in a circle are left out."""
    waiting = {field.id: names_in(field.formula) for field in register.fields.values() if field.formula is not None}
    ordered: list[str] = []
    while ready := [id_ for id_, names in waiting.items() if not any(name in waiting for name in names)]:
        ordered.extend(ready)
        waiting = {id_: names for id_, names in waiting.items() if id_ not in ready}
    return tuple(ordered)
