"""相关记录 as tables: one for each way two records are connected, each a page of its own."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.packs.queries import register as declared
from luoshi.registers.models import Record
from luoshi.registers.relations import Related, Tie
from luoshi.web import states
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.wording import say


@dataclass(frozen=True, slots=True)
class Ties:
    """Records connected in one way, with the address of the next ones."""

    title: str
    table: Table
    newer: str = ""
    older: str = ""


def ties_of(found: Record, related: list[Related], *, page: int, today: date) -> tuple[Ties, ...]:
    """The tables, in the order the connections are declared. No query."""
    return tuple(
        Ties(
            title=_title(each),
            table=_table(each, today),
            newer=_address(found, each, page - 1) if page > 1 else "",
            older=_address(found, each, page + 1) if each.more else "",
        )
        for each in related
    )


def _address(found: Record, related: Related, page: int) -> str:
    query = {"only": related.key, **({"page": str(page)} if page > 1 else {})}
    return f"{reverse('record_related', args=[found.pk])}?{urlencode(query)}"


def _title(related: Related) -> str:
    register, field = say(related.register.title), say(related.field.title) if related.field else ""
    match related.tie:
        case Tie.POINTS_TO:
            return _("%(field)s：所指的%(register)s") % {"field": field, "register": register}
        case Tie.POINTED_AT:
            return _("%(register)s中“%(field)s”指向这里的") % {"field": field, "register": register}
        case Tie.SAME:
            return _("%(register)s中“%(field)s”相同的") % {"field": field, "register": register}
        case _:
            return _("同一上级下的%(register)s") % {"register": register}


def _table(related: Related, today: date) -> Table:
    columns = (
        Column(_("名称")),
        Column(_("单位")),
        Column(_("状态"), ColumnKind.LIGHT),
        Column(_("期限"), ColumnKind.DATE),
    )
    rows = tuple(_row(record, today) for record in related.records)
    return Table(columns, rows, Empty(_("没有相关记录")), _title(related), spare=True)


def _row(record: Record, today: date) -> Row:
    register = declared(record.register, record.pack_version_id)
    light = states.state_light(register, record.state) or states.light_of(register, record, today)
    return Row(
        (
            Cell(record.label or record.number, reverse("record", args=[record.pk]), record.number),
            Cell((record.lead or record.unit).title),
            Cell(light=light),
            Cell(record.due.isoformat() if record.due else ""),
        )
    )
