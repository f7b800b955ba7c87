"""What DHIS2 calls organisation units, data sets and data elements, made from units, returns and their fields."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from luoshi.api.callers import Caller
from luoshi.api.dhis2.answers import Row
from luoshi.api.dhis2.periods import TYPES
from luoshi.api.dhis2.uids import DEFAULT_COMBO, uid_of
from luoshi.api.scopes import READ
from luoshi.org.queries import Node, tree
from luoshi.packs.declarations import Element as Datum
from luoshi.packs.declarations import Field, FieldType, OverTime, OverUnits, Register
from luoshi.packs.queries import current
from luoshi.registers.queries import shown_fields
from luoshi.rules.periods import Kind

UNIT, DATA_SET, ELEMENT = "unit", "data set", "data element"
VALUE_TYPES = {
    FieldType.TEXT: "TEXT",
    FieldType.LONGTEXT: "LONG_TEXT",
    FieldType.NUMBER: "NUMBER",
    FieldType.INTEGER: "INTEGER",
    FieldType.MONEY: "NUMBER",
    FieldType.PERCENT: "NUMBER",
    FieldType.DATE: "DATE",
    FieldType.CHOICE: "TEXT",
    FieldType.YESNO: "BOOLEAN",
}
"""The fields that are data elements; those that point to other records or units have no form in DHIS2."""


ADDS_UP = {
    (OverTime.SUM, OverUnits.SUM): "SUM",
    (OverTime.LAST, OverUnits.SUM): "LAST",
    (OverTime.AVERAGE, OverUnits.SUM): "AVERAGE_SUM_ORG_UNIT",
}
"""How DHIS2 calls what adds up as the dictionary says; a ratio that is recomputed adds up in no such way."""


@dataclass(frozen=True, slots=True)
class Element:
    """A field of a return, by the code "pack.register.field"."""

    register: Register
    field: Field

    @property
    def code(self) -> str:
        return f"{self.register.ref}.{self.field.id}"

    @property
    def uid(self) -> str:
        return uid_of(ELEMENT, self.code)


def returns(who: Caller) -> Iterator[Register]:
    """The registers of returns that the token may read."""
    return (each for each in current().registers() if each.period and who.may(READ, each.ref))


def elements(who: Caller) -> Iterator[Element]:
    """The fields of those returns that the person may see, and that DHIS2 has a form for."""
    for register in returns(who):
        for field in shown_fields(who.actor, register):
            if field.type in VALUE_TYPES:
                yield Element(register, field)


def data_set_rows(who: Caller) -> list[Row]:
    """Returns as data sets."""
    defined = _defined()
    return [_data_set(who, register, defined) for register in returns(who)]


def element_rows(who: Caller) -> list[Row]:
    """Fields as data elements."""
    defined = _defined()
    return [element_row(each, defined) for each in elements(who)]


def unit_rows(on: date) -> list[Row]:
    """The units of a day, parents before their children. One query; rows of children are made when asked for."""
    nodes = tree(on).nodes
    below: dict[int | None, list[Node]] = defaultdict(list)
    for node in nodes.values():
        below[node.parent_id].append(node)
    return [_unit(node, nodes, below) for node in nodes.values()]


def _unit(node: Node, nodes: Mapping[int, Node], below: Mapping[int | None, list[Node]]) -> Row:
    line = [nodes[int(part)] for part in node.path.split("/") if part]
    uid = uid_of(UNIT, node.code)
    children = below.get(node.unit_id, [])
    row: dict[str, object] = {
        "id": uid,
        "code": node.code,
        "name": node.title,
        "displayName": node.title,
        "shortName": node.title[:50],
        "level": node.depth + 1,
        "path": "".join(f"/{uid_of(UNIT, each.code)}" for each in line),
        "leaf": not children,
        "children": lambda: [_unit(each, nodes, below) for each in children],
    }
    if node.parent_id is not None:
        row["parent"] = partial(_unit, nodes[node.parent_id], nodes, below)
    return row


def _data_set(who: Caller, register: Register, defined: Mapping[str, Datum]) -> Row:
    held = [field for field in shown_fields(who.actor, register) if field.type in VALUE_TYPES]
    return {
        "id": uid_of(DATA_SET, register.ref),
        "code": register.ref,
        "name": register.title.zh,
        "displayName": register.title.zh,
        "shortName": register.title.zh[:50],
        "description": register.purpose.zh,
        "periodType": TYPES[Kind(register.period)],
        "categoryCombo": {"id": DEFAULT_COMBO, "name": "default"},
        "dataSetElements": [{"dataElement": element_row(Element(register, field), defined)} for field in held],
    }


def element_row(element: Element, defined: Mapping[str, Datum]) -> Row:
    """A field as a data element, with what the dictionary says of its datum."""
    field = element.field
    datum = defined.get(field.element)
    return {
        "id": element.uid,
        "code": element.code,
        "name": field.title.zh,
        "displayName": field.title.zh,
        "shortName": field.title.zh[:50],
        "formName": field.title.zh,
        "valueType": VALUE_TYPES[field.type],
        "domainType": "AGGREGATE",
        "description": datum.definition.zh if datum else "",
        "aggregationType": ADDS_UP.get((datum.over_time, datum.over_units), "NONE") if datum else "NONE",
        "zeroIsSignificant": True,
        "unit": field.unit,
        "categoryCombo": {"id": DEFAULT_COMBO, "name": "default"},
    }


def _defined() -> dict[str, Datum]:
    """What the dictionary says of each datum, by its code."""
    return {each.code: each for each in current().elements()}
