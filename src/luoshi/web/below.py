"""What stands below a record: its tree, a table for each register with the facts of that register beside the name."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.packs.queries import current
from luoshi.registers import queries
from luoshi.registers.models import Record
from luoshi.rules.actors import Actor
from luoshi.web import showing, states
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.wording import say

MOST = 5
LONG = (FieldType.LONGTEXT,)


@dataclass(frozen=True, slots=True)
class Below:
    """The records of one register below another."""

    title: str
    table: Table


def below_of(actor: Actor, found: Record) -> tuple[Below, ...]:
    """What the person may see of the tree below, register by register in the order they appear."""
    held: dict[str, list[Record]] = {}
    for each in queries.visible_below(actor, found):
        held.setdefault(each.register, []).append(each)
    registers = [(current().register(ref), records) for ref, records in held.items()]
    return tuple(
        Below(say(register.title), _table(actor, register, found, records)) for register, records in registers
    )


def _table(actor: Actor, register: Register, above: Record, records: list[Record]) -> Table:
    """Units and due dates only where they say something."""
    fields = _facts(actor, register)
    names = showing.names_for(register, (record.data for record in records))
    with_state = register.lifecycle is not None
    with_unit = any(record.unit_id != above.unit_id for record in records)
    with_due = any(record.due for record in records)
    columns = [Column(say(register.fields[register.label].title))]
    columns += [Column(_("状态"), ColumnKind.LIGHT)] if with_state else []
    columns += [Column(showing.titled(each), showing.KINDS.get(each.type, ColumnKind.TEXT)) for each in fields]
    columns += [Column(_("单位"))] if with_unit else []
    columns += [Column(_("期限"), ColumnKind.DATE)] if with_due else []
    rows = []
    for record in records:
        cells = [Cell(record.label or record.number, reverse("record", args=[record.pk]), record.number)]
        cells += [Cell(light=states.state_light(register, record.state))] if with_state else []
        cells += [_cell(each, record, names) for each in fields]
        cells += [Cell(record.unit.title)] if with_unit else []
        cells += [Cell(str(record.due or ""))] if with_due else []
        rows.append(Row(tuple(cells)))
    return Table(tuple(columns), tuple(rows), Empty(_("没有下级")), say(register.title), close=True)


def _facts(actor: Actor, register: Register) -> list[Field]:
    """The first short fields beside the name."""
    fields = (
        each for each in queries.shown_fields(actor, register) if each.id != register.label and each.type not in LONG
    )
    return list(fields)[:MOST]


def _cell(declared: Field, record: Record, names: showing.Names) -> Cell:
    kept = record.data.get(declared.id)
    return Cell(showing.shown(declared, kept, names), showing.link_of(declared, kept))
