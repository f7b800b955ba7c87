"""The list of a register, made from its declaration: search, filters, sorting, pages, and the same as CSV."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urlencode

from django.db.models import F
from django.db.models.fields.json import KT
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.org.models import Unit
from luoshi.packs.declarations import Colour, Field, FieldType, Register
from luoshi.registers.lit import lit
from luoshi.registers.models import Record, RecordQuerySet
from luoshi.registers.queries import search, shown_fields, visible_to
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.web import showing, states
from luoshi.web.clock import today
from luoshi.web.components.lists import Filter, FilterBar, Option, Pager, pager
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.wording import say

SIZE = 25
COLUMNS = 4  # declared fields shown beside the name
FILTERS = 2  # choice fields offered as filters
PREFIX = "field-"  # keeps a field called "sort" apart from the address's own words
SORTS: Mapping[str, str] = {"label": "label", "state": "state", "due": "due", "updated": "updated_at"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; unknown values fall back to the plain list."""

    words: str
    state: str
    light: str
    area: str
    choices: Mapping[str, str]
    sort: str
    page: int

    @property
    def query(self) -> dict[str, str]:
        """The address without the page number."""
        parts = {"q": self.words, "state": self.state, "light": self.light, "area": self.area, "sort": self.sort}
        parts |= {PREFIX + name: value for name, value in self.choices.items()}
        return {name: value for name, value in parts.items() if value}


def asked(register: Register, got: Mapping[str, str]) -> Asked:
    """Read the address of a list; a zero byte is part of no name, and no database takes one."""
    got = {name: value.replace("\x00", "") for name, value in got.items()}
    page = got.get("page", "1")
    sort = got.get("sort", "")
    return Asked(
        words=got.get("q", "").strip()[:100],
        state=got.get("state", ""),
        light=got.get("light", ""),
        area=got.get("area", ""),
        choices={each.id: got.get(PREFIX + each.id, "") for each in choice_fields(register)},
        sort=sort if sort.lstrip("-") in SORTS else "",
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
    )


def choice_fields(register: Register) -> list[Field]:
    """The fields a list can be narrowed by: none that is hidden from some, whom the filter would tell."""
    open_fields = (each for each in register.fields.values() if not each.visible_to)
    return [each for each in open_fields if each.type is FieldType.CHOICE][:FILTERS]


def narrowed(actor: Actor, register: Register, wanted: Asked) -> RecordQuerySet:
    """The records a person may see that fit what was asked, sorted, with their units."""
    records = search(visible_to(actor, register), wanted.words)
    if wanted.state:
        records = records.filter(state=wanted.state)
    if wanted.light in set(Colour):
        records = lit(records, register, Colour(wanted.light), today=today())
    if wanted.area:
        records = records.filter(county=wanted.area)
    for name, value in wanted.choices.items():
        if value:
            records = records.filter(Exact(KT(f"data__{name}"), value))
    order = SORTS.get(wanted.sort.lstrip("-"), "updated_at")
    falling = wanted.sort.startswith("-") or not wanted.sort
    by = F(order).desc(nulls_last=True) if falling else F(order).asc(nulls_last=True)
    return records.select_related("unit", "lead").order_by(by, "-pk")


def columns_of(actor: Actor, register: Register) -> list[Field]:
    """The declared fields beside the name: of the short ones the key first, then required ones, then money."""
    fields = [
        each
        for each in shown_fields(actor, register)
        if each.id != register.label and each.type not in (FieldType.LONGTEXT, FieldType.YESNO)
    ]

    def rank(each: Field) -> tuple[bool, bool, bool]:
        return each.id not in register.key, not each.required, each.type is not FieldType.MONEY

    chosen = sorted(fields, key=rank)[:COLUMNS]
    return [each for each in fields if each in chosen]


def table_of(actor: Actor, register: Register, records: list[Record], wanted: Asked, today: date) -> Table:
    """One page of a list. Two queries for the names of references."""
    fields = columns_of(actor, register)
    names = showing.names_for(register, (record.data for record in records))
    label = register.fields[register.label]
    columns = [_sortable(say(label.title), "label", wanted)]
    if register.lifecycle:
        columns.append(_sortable(_("状态"), "state", wanted, ColumnKind.LIGHT))
    columns += [Column(showing.titled(each), showing.KINDS.get(each.type, ColumnKind.TEXT)) for each in fields]
    columns.append(Column(_("牵头单位") if register.lifecycle else _("单位")))
    if register.lifecycle and (register.lifecycle.clocks or register.lifecycle.lights):
        columns.append(_sortable(_("期限"), "due", wanted, ColumnKind.LIGHT))
    columns.append(_sortable(_("更新"), "updated", wanted, ColumnKind.DATE))
    rows = tuple(_row(register, record, fields, names, today) for record in records)
    return Table(tuple(columns), rows, _empty(register, wanted), wide=True)


def _sortable(title: str, name: str, wanted: Asked, kind: ColumnKind = ColumnKind.TEXT) -> Column:
    rising = wanted.sort == name
    query = {**wanted.query, "sort": f"-{name}" if rising else name}
    return Column(title, kind, f"?{urlencode(query)}", _stands(name, wanted.sort))


def _stands(name: str, sort: str) -> Literal["", "ascending", "descending"]:
    if sort == name:
        return "ascending"
    return "descending" if sort == f"-{name}" else ""


def _row(register: Register, record: Record, fields: list[Field], names: showing.Names, today: date) -> Row:
    cells = [Cell(record.label or record.number, reverse("record", args=[record.pk]), record.number)]
    if register.lifecycle:
        cells.append(Cell(light=states.state_light(register, record.state)))
    cells += [
        Cell(showing.shown(each, record.data.get(each.id), names), showing.link_of(each, record.data.get(each.id)))
        for each in fields
    ]
    cells.append(Cell((record.lead or record.unit).title))
    if register.lifecycle and (register.lifecycle.clocks or register.lifecycle.lights):
        note = record.due.isoformat() if record.due else ""
        cells.append(Cell(note=note, light=states.light_of(register, record, today)))
    cells.append(Cell(day_of(record.updated_at).isoformat()))
    return Row(tuple(cells), str(record.pk))


def _empty(register: Register, wanted: Asked) -> Empty:
    if wanted.query.keys() - {"sort"}:
        return Empty(_("没有符合条件的记录"), _("换个词，或去掉一些筛选条件。"), "?", _("查看全部"))
    new = reverse("record_new", args=[register.ref])
    return Empty(_("台账还是空的"), _("登记第一条记录后，它会出现在这里。"), new, _("登记"))


def filterbar_of(register: Register, wanted: Asked) -> FilterBar:
    """The search box and filters of a list."""
    filters = []
    if register.lifecycle:
        options = tuple(Option(state.id, say(state.title)) for state in register.lifecycle.states.values())
        filters.append(Filter("state", _("状态"), options, wanted.state))
    if register.lifecycle and register.lifecycle.lights:
        options = tuple(Option(colour.value, say(word)) for colour, (_tone, word) in states.COLOURS.items())
        filters.append(Filter("light", _("灯"), options, wanted.light))
    counties = Unit.objects.filter(kind__in=("county", "dev_zone"), valid_to=None).order_by("pk")
    areas = tuple(Option(unit.county, unit.title) for unit in counties)
    if areas:
        filters.append(Filter("area", _("旗县市区"), areas, wanted.area))
    for each in choice_fields(register):
        options = tuple(Option(name, say(title)) for name, title in each.options.items())
        filters.append(Filter(PREFIX + each.id, say(each.title), options, wanted.choices.get(each.id, "")))
    return FilterBar(
        action=reverse("register", args=[register.ref]),
        search=wanted.words,
        placeholder=_("名称或编号"),
        filters=tuple(filters),
        kept={"sort": wanted.sort} if wanted.sort else {},
    )


def pager_of(total: int, wanted: Asked) -> Pager:
    """The pages of a list."""
    return pager(total=total, size=SIZE, page=wanted.page, query=wanted.query)


def csv_rows(actor: Actor, register: Register, records: RecordQuerySet) -> Iterator[list[str]]:
    """All rows that were asked for, with every field the person may see; streamed 500 at a time."""
    fields = list(shown_fields(actor, register))
    heads = [_("编号"), *(showing.titled(each) for each in fields), _("单位")]
    if register.lifecycle:
        heads += [_("状态"), _("牵头单位"), _("期限")]
    yield [harmless(head) for head in heads]
    batch: list[Record] = []
    for record in records.iterator(chunk_size=500):
        batch.append(record)
        if len(batch) == 500:
            yield from _csv_batch(register, fields, batch)
            batch = []
    yield from _csv_batch(register, fields, batch)


def _csv_batch(register: Register, fields: list[Field], batch: list[Record]) -> Iterator[list[str]]:
    names = showing.names_for(register, (record.data for record in batch))
    for record in batch:
        values = [_plain(each, record.data.get(each.id), names) for each in fields]
        row = [record.number, *values, record.unit.title]
        if register.lifecycle:
            light = states.state_light(register, record.state)
            row += [light.word if light else "", record.lead.title if record.lead else "", str(record.due or "")]
        yield [harmless(cell) for cell in row]


def _plain(declared: Field, kept: object, names: showing.Names) -> str:
    """A number stays a number for whoever opens the file; everything else reads as on the page."""
    if declared.type in showing.NUMERIC:
        return "" if kept is None else str(kept)
    return showing.shown(declared, kept, names)


def harmless(text: str) -> str:
    """A cell a spreadsheet program will not run as a formula, also behind spaces or written full width.

    Plain negative numbers stay as they are.
    """
    first = unicodedata.normalize("NFKC", text.lstrip("\ufeff \t\r\n\u3000")[:1])
    runs = first in ("=", "+", "@") or (first == "-" and not text[1:].replace(".", "", 1).isdigit())
    return f"'{text}" if runs or text[:1] in ("\t", "\r", "\n") else text
