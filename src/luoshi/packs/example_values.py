"""Values of examples in the form records keep them: numbers as decimal text, yes/no as truth, refs as a name."""

import re
from datetime import date

from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.packs.scope import DAYS_LEFT, IMPLICIT

_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?", re.ASCII)
_DECIMALS = (FieldType.NUMBER, FieldType.MONEY, FieldType.PERCENT)


def value_of(register: Register | None, name: str, written: str) -> object:
    """The value as a record keeps it; a ref or unit stays the name of what it points to."""
    field = register.fields.get(name) if register is not None else None
    match field.type if field is not None else None:
        case FieldType.INTEGER if re.fullmatch(r"-?\d{1,12}", written, re.ASCII):
            return int(written)
        case FieldType.YESNO if written in ("true", "false"):
            return written == "true"
        case _:
            return written


def fits(field: Field, written: str) -> bool:
    """Whether a written value can be entered in the field."""
    match field.type:
        case FieldType.INTEGER:
            return bool(re.fullmatch(r"-?\d{1,12}", written, re.ASCII))
        case number if number in _DECIMALS:
            return bool(_NUMBER.fullmatch(written))
        case FieldType.YESNO:
            return written in ("true", "false")
        case FieldType.CHOICE:
            return written in field.options
        case FieldType.DATE:
            return is_day(written)
        case FieldType.TEXT | FieldType.LONGTEXT:
            return len(written) <= field.max_length
        case _:
            return bool(written)


def is_day(written: str) -> bool:
    """Whether a text is a calendar day such as 2022-03-01."""
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def names_given(register: Register) -> frozenset[str]:
    """Names an example may set: fields, state, unit, lead, due, period and the days states were reached."""
    states = register.lifecycle.states if register.lifecycle is not None else {}
    return frozenset(register.fields) | (frozenset(IMPLICIT) - {DAYS_LEFT}) | {f"on_{state}" for state in states}
