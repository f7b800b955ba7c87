"""The columns of a list: which there are, which are shown, and what stands in them, for the page and for a file."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.registers.models import Record
from luoshi.registers.permissions import can_edit
from luoshi.registers.queries import shown_fields
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.web import showing, states
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.ledger.asking import PREFIX, STANDING, Asked
from luoshi.web.ledger.finding import Found, may_sort
from luoshi.web.wording import say

USUAL_FIELDS = 4  # declared fields shown beside the name where nobody has chosen
LONG = (FieldType.LONGTEXT,)
BULK = "bulk"  # the id of the form that ticked rows belong to
Value = str | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A column a person sees; `field` is blank for what every record has."""

    id: str
    title: str
    kind: ColumnKind
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """What the rows point to is called, read beforehand; counties by their key."""

    of: showing.Names
    counties: Mapping[str, str]


def standing_titles(register: Register) -> dict[str, str]:
    """What every record of a register has besides its fields."""
    titles = {"number": _("编号")}
    if register.lifecycle:
        titles["state"] = _("状态")
        if register.lifecycle.clocks or register.lifecycle.lights:
            titles["light"] = _("期限")
        titles |= {"due": _("到期日"), "lead": _("牵头单位"), "unit": _("登记单位")}
    else:
        titles["unit"] = _("单位")
    titles["area"] = _("旗县市区")
    if register.parent:
        titles["parent"] = _("上级")
    if register.period:
        titles["period"] = _("期间")
    return titles | {"created": _("登记日期"), "updated": _("更新")}


def available(actor: Actor, register: Register) -> dict[str, Shown]:
    """Every column the person may choose, in the usual order: standing, then declared. The name is always first."""
    titles = standing_titles(register)
    kinds = dict.fromkeys(("state", "light"), ColumnKind.LIGHT)
    kinds |= dict.fromkeys(("due", "created", "updated"), ColumnKind.DATE)
    standing = {
        name: Shown(name, titles[name], kinds.get(name, ColumnKind.TEXT)) for name in STANDING if name in titles
    }
    declared = {
        PREFIX + each.id: Shown(
            PREFIX + each.id, showing.titled(each), showing.KINDS.get(each.type, ColumnKind.TEXT), each
        )
        for each in shown_fields(actor, register)
        if each.id != register.label
    }
    return standing | declared


def usual(actor: Actor, register: Register) -> tuple[str, ...]:
    """The columns where nobody has chosen: state, the telling fields, the unit, the limit.

    Declared dates are left to be chosen where the list shows the limit: two dates side by side are read as one.
    """
    titles = standing_titles(register)
    fields = [PREFIX + each.id for each in _telling(actor, register, dates="light" not in titles)]
    if not register.lifecycle:
        return (*(["period"] if register.period else []), *fields, "unit", "updated")
    return ("state", *fields, "lead", *(["light"] if "light" in titles else ["updated"]))


def _telling(actor: Actor, register: Register, *, dates: bool) -> list[Field]:
    """Of the short fields those of the key first, then required ones, then money; in declared order."""
    left_out = (FieldType.LONGTEXT, FieldType.YESNO, *(() if dates else (FieldType.DATE,)))
    fields = [each for each in shown_fields(actor, register) if each.id != register.label and not each.reason_for]
    fields = [each for each in fields if each.type not in left_out]

    def rank(each: Field) -> tuple[bool, bool, bool]:
        return each.id not in register.key, not each.required, each.type is not FieldType.MONEY

    chosen = sorted(fields, key=rank)[:USUAL_FIELDS]
    return [each for each in fields if each in chosen]


def columns_of(actor: Actor, register: Register, wanted: Asked) -> list[Shown]:
    """The columns shown beside the name, in the order that was asked for."""
    known = available(actor, register)
    chosen = [each for each in wanted.columns if each in known]
    return [known[each] for each in chosen or usual(actor, register)]


def names_of(register: Register, records: Iterable[Record], counties: Mapping[str, str]) -> Names:
    """What some rows point to. Two queries."""
    return Names(showing.names_for(register, (record.data for record in records)), counties)


def table_of(
    actor: Actor,
    register: Register,
    wanted: Asked,
    found: Found,
    *,
    counties: Mapping[str, str],
    today: date,
    total: Row | None = None,
) -> Table:
    """One page of a list. Two queries for the names of references.

    Where nobody chose the columns, those of fields that no row on this page has filled are left out.
    """
    every = columns_of(actor, register, wanted)
    blank = blank_in(every, wanted, found)
    shown = [each for each in every if each not in blank]
    again = wanted
    if blank:  # a row drawn anew has the columns of this page
        again = replace(wanted, columns=tuple(each.id for each in shown))
        total = total and Row((total.cells[0], *(total.cells[every.index(each) + 1] for each in shown)))
    names = names_of(register, found.records, counties)
    label = Shown("label", say(register.fields[register.label].title), ColumnKind.TEXT)
    columns = tuple(_heading(actor, register, each, wanted, found) for each in (label, *shown))
    back = urlencode({"list": urlencode(again.query)})
    rows = tuple(_row(actor, register, each, shown, names, today, back) for each in found.records)
    empty = empty_of(register, wanted)
    return Table(columns, rows, empty, wide=True, ticks=True, total=total, form=BULK)


def blank_in(columns: list[Shown], wanted: Asked, found: Found) -> list[Shown]:
    """Of columns nobody chose, those of fields that are blank, and say no reason for it, in every row of the page."""

    def tells(field: Field, record: Record) -> bool:
        return any(record.data.get(name) not in (None, "") for name in (field.id, field.reason_field))

    if wanted.columns or not found.records:
        return []
    return [each for each in columns if each.field and not any(tells(each.field, record) for record in found.records)]


def table_of_one(
    actor: Actor, register: Register, wanted: Asked, record: Record, *, counties: Mapping[str, str], today: date
) -> Table:
    """A list of one row, for a row drawn anew: all its columns, filled or not."""
    wanted = replace(wanted, columns=tuple(each.id for each in columns_of(actor, register, wanted)))
    found = Found([record], 1, None, None, wanted.sort)
    return table_of(actor, register, wanted, found, counties=counties, today=today)


def _heading(actor: Actor, register: Register, each: Shown, wanted: Asked, found: Found) -> Column:
    long = each.field is not None and each.field.type in LONG
    sort = {"light": "due"}.get(each.id, each.id)
    if long or not may_sort(actor, register, sort):
        sort = ""
    if not sort:
        return Column(each.title, each.kind)
    href = wanted.href(sort=f"-{sort}" if found.sort == sort else sort)
    return Column(each.title, each.kind, href, _stands(sort, found.sort))


def _stands(name: str, sort: str) -> Literal["", "ascending", "descending"]:
    if sort == name:
        return "ascending"
    return "descending" if sort == f"-{name}" else ""


def _row(
    actor: Actor, register: Register, record: Record, shown: list[Shown], names: Names, today: date, back: str
) -> Row:
    may_edit = can_edit(actor, register, record.unit)
    number = "" if any(each.id == "number" for each in shown) else record.number
    first = Cell(record.label or record.number, reverse("record", args=[record.pk]), number)
    cells = (cell_of(register, record, each, names, today, back=back if may_edit else "") for each in shown)
    return Row((first, *cells), str(record.pk))


def cell_of(
    register: Register,
    record: Record,
    each: Shown,
    names: Names,
    today: date,
    *,
    back: str = "",
    whole: bool = False,
) -> Cell:
    """What stands under a column on the page; with `back`, the address of the list, it can be corrected there.

    Long texts are cut unless the `whole` is asked for.
    """
    if each.field is not None:
        kept = record.data.get(each.field.id)
        edits = back and each.field.formula is None
        edit = f"{reverse('record_cell', args=[record.pk, each.field.id])}?{back}" if edits else ""
        text = showing.shown_or_reason(each.field, record.data, names.of)
        return Cell(text if whole else _short(text), showing.link_of(each.field, kept), edit=edit)
    if each.id == "state":
        return Cell(light=states.state_light(register, record.state))
    if each.id == "light":
        note = record.due.isoformat() if record.due else ""
        return Cell(note=note, light=states.light_of(register, record, today))
    if each.id == "parent" and record.parent:
        return Cell(record.parent.label, reverse("record", args=[record.parent_id]))
    value = value_of(register, record, each, names, today)
    return Cell("" if value is None else str(value))


def _short(text: str) -> str:
    """The beginning of a long text; the whole stands on the record's page."""
    return f"{text[:60]}…" if len(text) > 61 else text


def value_of(register: Register, record: Record, each: Shown, names: Names, today: date) -> Value:
    """What stands under a column in a file: numbers and dates as such, everything else in the reader's words."""
    if each.field is not None:
        value = _field_value(each.field, record.data.get(each.field.id), names.of)
        return value if value is not None else showing.reason_of(each.field, record.data) or None
    if each.id in ("state", "light"):
        light = states.state_light(register, record.state) if each.id == "state" else None
        light = states.light_of(register, record, today) if each.id == "light" else light
        return light.word if light else ""
    if each.id == "area":
        return names.counties.get(record.county, "")
    return KEPT[each.id](record)


KEPT: Mapping[str, Callable[[Record], Value]] = {
    "label": lambda record: record.label or record.number,
    "number": lambda record: record.number,
    "due": lambda record: record.due,
    "lead": lambda record: record.lead.title if record.lead else "",
    "unit": lambda record: record.unit.title,
    "parent": lambda record: record.parent.label if record.parent else "",
    "period": lambda record: record.period,
    "created": lambda record: day_of(record.created_at),
    "updated": lambda record: day_of(record.updated_at),
}


def _field_value(declared: Field, kept: object, names: showing.Names) -> Value:
    if kept is None or kept == "":
        return None
    if declared.type in showing.NUMERIC:
        return Decimal(str(kept))
    if declared.type is FieldType.DATE:
        return date.fromisoformat(str(kept))
    return showing.shown(declared, kept, names)


def empty_of(register: Register, wanted: Asked) -> Empty:
    """What the list says when nothing fits, and where to look further."""
    if wanted.words:
        return Empty(
            _("没有找到“%(words)s”") % {"words": wanted.words},
            _("可按名称、编号、文字栏或拼音首字母查找；换个词，或去掉一些筛选条件。"),
            "?view=0",
            _("查看全部"),
        )
    if wanted.narrowing:
        return Empty(_("没有符合条件的记录"), _("换个词，或去掉一些筛选条件。"), "?view=0", _("查看全部"))
    if register.lifecycle and register.lifecycle.ends:
        return Empty(
            _("没有未办结的记录"), _("这里默认只列未办结的。"), wanted.href(state="all"), _("查看全部，含已办结")
        )
    return Empty(
        _("台账还是空的"),
        _("登记第一条记录后，它会出现在这里。"),
        reverse("record_new", args=[register.ref]),
        _("登记"),
    )


def streamed(records: Iterable[Record], many: int = 500) -> Iterator[list[Record]]:
    """Rows in batches, so that a million never stand in memory together."""
    batch: list[Record] = []
    for record in records:
        batch.append(record)
        if len(batch) == many:
            yield batch
            batch = []
    if batch:
        yield batch
