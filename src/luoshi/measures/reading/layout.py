"""From a declared register to the columns of its table in the reading copy."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

from luoshi.measures.reading.engine import quoted
from luoshi.packs.declarations import Field, FieldType, PersonalClass, Register
from luoshi.rules.expressions import names_in

FORMAT = 1
NUMBER = "DECIMAL(18,6)"
TYPES = {
    FieldType.TEXT: "VARCHAR",
    FieldType.LONGTEXT: "VARCHAR",
    FieldType.NUMBER: NUMBER,
    FieldType.INTEGER: NUMBER,
    FieldType.MONEY: NUMBER,
    FieldType.PERCENT: NUMBER,
    FieldType.DATE: "DATE",
    FieldType.CHOICE: "VARCHAR",
    FieldType.YESNO: "BOOLEAN",
    FieldType.REF: "BIGINT",
    FieldType.UNIT: "BIGINT",
}
OWN = {
    "record": "BIGINT",
    "revision": "BIGINT",
    "county": "VARCHAR",
    "unit": "BIGINT",
    "lead": "BIGINT",
    "parent": "BIGINT",
    "period": "VARCHAR",
    "state": "VARCHAR",
    "due": "DATE",
    "reopened": NUMBER,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column read from one of the two JSON texts of a record."""

    name: str
    type: str
    text: str  # "data" or "reached"
    key: str

    @property
    def raw(self) -> str:
        """The value as text, as `Layout.select` unpacks it."""
        return f"{self.text}_.{quoted(self.key)}"

    @property
    def typed(self) -> str:
        """The value in its type; one that does not fit is blank and counted among the misfits."""
        return self.raw if self.type == "VARCHAR" else f"TRY_CAST({self.raw} AS {self.type})"

    @property
    def misfit(self) -> str:
        """1 where a value is there but does not fit the type declared now."""
        return f"({self.raw} IS NOT NULL AND {self.typed} IS NULL)::INT"


@dataclass(frozen=True)
class Layout:
    """The table of one register. Personal fields stay out: no number is ever counted by a person's own data."""

    register: str
    columns: tuple[Column, ...]

    @property
    def table(self) -> str:
        """The register's reference as one identifier."""
        return self.register.replace(".", "__")

    @cached_property
    def hash(self) -> str:
        """Changes whenever the columns change, by a new pack version or a new program."""
        said = json.dumps([FORMAT, self.register, list(OWN.items()), [(c.name, c.type, c.key) for c in self.columns]])
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @cached_property
    def definition(self) -> str:
        """Names and types for CREATE TABLE."""
        typed = {**OWN, **{column.name: column.type for column in self.columns}, "misfits": "INTEGER"}
        return ", ".join(f"{quoted(name)} {kind}" for name, kind in typed.items())

    @cached_property
    def names(self) -> str:
        """The columns in order."""
        return ", ".join(quoted(name) for name in (*OWN, *(column.name for column in self.columns), "misfits"))

    @cached_property
    def select(self) -> str:
        """The typed columns of rows called `raw`: one pass over each JSON text, whatever the number of fields."""
        own = ", ".join(f"{quoted(name)}::{kind}" for name, kind in OWN.items())
        typed = "".join(f", {column.typed}" for column in self.columns)
        checked = [column.misfit for column in self.columns if column.type != "VARCHAR"]
        misfits = " + ".join(checked) or "0"
        return f"SELECT {own}{typed}, {misfits} FROM (SELECT *{self._unpacked()} FROM raw)"  # noqa: S608 — quoted names

    def _unpacked(self) -> str:
        texts = sorted({column.text for column in self.columns})
        return "".join(f", json_transform({text}, '{self._shape(text)}') AS {text}_" for text in texts)

    def _shape(self, text: str) -> str:
        return json.dumps({column.key: "VARCHAR" for column in self.columns if column.text == text})


def layout_of(register: Register) -> Layout:
    """The layout a declaration asks for."""
    columns = [
        Column(f"f_{field.id}", TYPES[field.type], "data", field.id)
        for field in register.fields.values()
        if not is_personal(register, field)
    ]
    states = register.lifecycle.states if register.lifecycle else {}
    columns += [Column(f"on_{state}", "DATE", "reached", state) for state in states]
    return Layout(register.ref, tuple(columns))


def is_personal(register: Register, field: Field) -> bool:
    """Whether a field holds, or is derived from, what touches a natural person."""
    if field.personal is not PersonalClass.NONE:
        return True
    used = names_in(field.formula) if field.formula is not None else frozenset()
    return any(is_personal(register, register.fields[name]) for name in used if name in register.fields)
