"""Fields of a register."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from luoshi.rules.actors import Role
from luoshi.rules.expressions.nodes import Node
from luoshi.rules.texts import Text

BLANK = "_blank"  # ends the id of a field that keeps why another is blank


class FieldType(StrEnum):
    """What a field holds; the form in `Record.data` stands in brackets."""

    TEXT = "text"  # str
    LONGTEXT = "longtext"  # str with line breaks
    NUMBER = "number"  # decimal string
    INTEGER = "integer"  # int
    MONEY = "money"  # decimal string, in the field's unit
    PERCENT = "percent"  # decimal string, 67.25 means 67.25 %
    DATE = "date"  # "YYYY-MM-DD"
    CHOICE = "choice"  # the option's id
    YESNO = "yesno"  # bool
    REF = "ref"  # id of a record
    UNIT = "unit"  # id of a unit


class PersonalClass(StrEnum):
    """How closely a field touches a natural person."""

    NONE = "none"
    GENERAL = "general"
    SENSITIVE = "sensitive"


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a register; `formula` makes it derived, never entered."""

    id: str
    title: Text
    type: FieldType
    required: bool = False
    unit: str = ""
    options: Mapping[str, Text] = field(default_factory=dict)
    to: str = ""  # full reference of the register a ref points to, "pack.register"
    min: Decimal | None = None
    max: Decimal | None = None
    max_length: int = 400
    formula: Node | None = None
    formula_source: str = ""
    element: str = ""  # the data element of the dictionary; two fields may not hold the same one
    personal: PersonalClass = PersonalClass.NONE
    visible_to: tuple[Role, ...] = ()  # empty: everyone who may see the record
    hint: Text | None = None
    reasons: Mapping[str, Text] = field(default_factory=dict)  # why it may stay blank; kept in the field beside it
    reason_for: str = ""  # the field whose blank this one gives the reason for

    @property
    def reason_field(self) -> str:
        """The id of the field that keeps the reason of a blank; empty where none is asked for."""
        return f"{self.id}{BLANK}" if self.reasons else ""
