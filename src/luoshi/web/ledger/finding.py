"""The records that fit what was asked, sorted and in pages, without counting or reading more than is shown.

Up to `COUNTED` records are counted, and sorted by anything and paged by number. Of more the page says so, sorts by
what an index holds, and goes on from the last row shown (a keyset), so that page 1,000 costs what page 1 costs.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, F, FloatField, OrderBy, Q, QuerySet, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.packs.declarations import Colour, FieldType, Register
from luoshi.registers.lit import lit
from luoshi.registers.models import Record, RecordQuerySet
from luoshi.registers.queries import search, shown_fields, visible_to
from luoshi.rules.actors import Actor
from luoshi.web import showing
from luoshi.web.components.lists import Pager, pager
from luoshi.web.components.turning import Turning
from luoshi.web.ledger.asking import ALL, ENDED, OPEN, PREFIX, Asked

SIZE = 25
COUNTED = 10_000
COLUMNS: Mapping[str, str] = {
    "label": "label",
    "number": "pk",
    "state": "state",
    "due": "due",
    "lead": "lead__title",
    "unit": "unit__title",
    "area": "county",
    "period": "period",
    "created": "created_at",
    "updated": "updated_at",
}
INDEXED = ("-updated", "updated", "due")
USUAL = "-updated"


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list. `total` is blank where there are more than are counted."""

    records: list[Record]
    total: int | None
    pages: Pager | None
    turning: Turning | None
    sort: str
    told: tuple[str, ...] = ()

    @property
    def ids(self) -> list[int]:
        """The records of the page."""
        return [record.pk for record in self.records]


def narrowed(actor: Actor, register: Register, wanted: Asked, *, today: date) -> RecordQuerySet:
    """The records a person may see that fit what was asked, in no order. One query where words are looked for."""
    records = search(visible_to(actor, register), wanted.words, register=register.ref)
    records = _in_state(records, register, wanted)
    if wanted.light in set(Colour):
        records = lit(records, register, Colour(wanted.light), today=today)
    if wanted.due:
        records = records.filter(_due(wanted.due, today))
    for column, value in (("county", wanted.area), ("unit_id", wanted.unit), ("lead_id", wanted.lead)):
        if value:
            records = records.filter(**{column: value})
    for name, value in (wanted.fields or {}).items():
        records = records.filter(**{f"data__{name}": _kept(register.fields[name].type, value)})
    return records


def _in_state(records: RecordQuerySet, register: Register, wanted: Asked) -> RecordQuerySet:
    ends = register.lifecycle.ends if register.lifecycle else ()
    if wanted.stands == ALL or not register.lifecycle:
        return records
    if wanted.stands == OPEN:
        return records.exclude(state__in=ends) if ends else records
    return records.filter(state__in=ends) if wanted.stands == ENDED else records.filter(state=wanted.stands)


def _due(name: str, today: date) -> Q:
    if name == "none":
        return Q(due=None)
    if name == "late":
        return Q(due__lt=today)
    return Q(due__gte=today, due__lte=today + timedelta(days=7 if name == "week" else 31))


def _kept(kind: FieldType, value: str) -> str | int | bool:
    if kind is FieldType.YESNO:
        return value == "true"
    return value if kind is FieldType.CHOICE else int(value)


def counted(records: RecordQuerySet, *, exact: bool) -> int | None:
    """How many there are, looked at up to `COUNTED`; all of them only where somebody asks for it. One query."""
    many = records.order_by().count() if exact else records.order_by()[: COUNTED + 1].count()
    return many if exact or many <= COUNTED else None


def page_of(actor: Actor, register: Register, wanted: Asked, *, today: date, only: Q | None = None) -> Found:
    """The page that was asked for, of all or `only` some. Two queries, three where words are looked for."""
    records = narrowed(actor, register, wanted, today=today).filter(only or Q())
    total = counted(records, exact=wanted.exact)
    drawn = records.select_related("unit", "lead", "parent").defer("found_by")
    if total is not None and total <= COUNTED:
        sort = wanted.sort if may_sort(actor, register, wanted.sort) else ""
        pages = pager(total=total, size=SIZE, page=wanted.page, query=wanted.query)
        shown = list(drawn.order_by(*order_of(register, sort))[max(pages.first - 1, 0) : pages.last])
        return Found(shown, total, pages, None, sort or USUAL)
    return _turned(drawn, wanted, total)


def may_sort(actor: Actor, register: Register, sort: str) -> bool:
    """Whether a person may have a list sorted so: the order of a hidden field would tell of it."""
    bare = sort.removeprefix("-")
    seen = {PREFIX + each.id for each in shown_fields(actor, register)}
    return bare in COLUMNS or bare in seen


def order_of(register: Register, sort: str) -> tuple[OrderBy, ...]:
    """The order by a column or field, blanks last, ties by number; where none is asked for, ended ones last."""
    if not sort:
        latest = (F("updated_at").desc(), F("pk").desc())
        ends = register.lifecycle.ends if register.lifecycle else ()
        return (Case(When(state__in=ends, then=1), default=0).asc(), *latest) if ends else latest
    return _by(register, sort)


def _by(register: Register, sort: str) -> tuple[OrderBy, OrderBy]:
    falling, bare = sort.startswith("-"), sort.removeprefix("-")
    by: Any = F(COLUMNS[bare]) if bare in COLUMNS else _field_value(register, bare.removeprefix(PREFIX))
    ties = F("pk").desc() if falling else F("pk").asc()
    if bare == "updated":  # never blank; NULLS LAST would keep PostgreSQL from its index
        return (by.desc() if falling else by.asc()), ties
    return (by.desc(nulls_last=True) if falling else by.asc(nulls_last=True)), ties


def _field_value(register: Register, name: str) -> Any:
    value = KT(f"data__{name}")
    return Cast(value, FloatField()) if register.fields[name].type in showing.NUMERIC else value


def _turned(records: QuerySet[Record], wanted: Asked, total: int | None) -> Found:
    """A page of a list too long to count, from the row the address names on, or back from it."""
    sort = wanted.sort if wanted.sort in INDEXED else USUAL
    told: tuple[str, ...] = ()
    if wanted.sort and sort != wanted.sort:
        limit = f"{COUNTED:,}"
        told = (
            _("结果超过 %(limit)s 条，只能按更新时间或期限排序；加上筛选条件后可按任意列排序。") % {"limit": limit},
        )
    mark = _read_mark(wanted.after, sort)
    back = mark is not None and mark.back
    falling = sort.startswith("-") != back
    bare = sort.removeprefix("-")
    by = F(COLUMNS[bare])
    order = by.desc() if falling else by.asc()
    if bare == "due":
        order = by.desc(nulls_first=True) if falling else by.asc(nulls_last=True)
    if mark is not None:
        records = records.filter(_beyond(COLUMNS[bare], mark, falling=falling))
    rows = list(records.order_by(order, "-pk" if falling else "pk")[: SIZE + 1])
    more, rows = len(rows) > SIZE, rows[:SIZE]
    if back:
        rows.reverse()
    first = _first(mark, len(rows), back=back)
    turning = Turning(
        first=first,
        last=first + len(rows) - 1,
        total=total,
        counted=COUNTED,
        previous=_mark_href(wanted, sort, rows[0], first, back=True) if rows and (more if back else mark) else "",
        next=_mark_href(wanted, sort, rows[-1], first + len(rows), back=False) if rows and (more or back) else "",
        start=wanted.href() if mark else "",
        count=wanted.href(exact=True),
    )
    return Found(rows, total, None, turning, sort, told)


@dataclass(frozen=True, slots=True)
class Mark:
    """A row that a page begins after, or ends before: its value, its number, its place in the list."""

    value: str | None
    pk: int
    place: int
    back: bool


def _first(mark: Mark | None, many: int, *, back: bool) -> int:
    if mark is None:
        return 1
    return max(1, mark.place - many) if back else mark.place


def _mark_href(wanted: Asked, sort: str, row: Record, place: int, *, back: bool) -> str:
    value = getattr(row, COLUMNS[sort.removeprefix("-")])
    told = [sort, value.isoformat() if value else None, row.pk, place, int(back)]
    mark = base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")
    return f"{wanted.href()}&after={mark}"


def _read_mark(text: str, sort: str) -> Mark | None:
    """What an address says where the page begins; the first page where it says nothing that can be read."""
    try:
        of, value, pk, place, back = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if of != sort or not all(isinstance(each, int) and 0 <= each < 2**62 for each in (pk, place, back)):
            return None
        if value is not None:
            day = date.fromisoformat(value) if sort == "due" else datetime.fromisoformat(value)
            if not 1 < day.year < 9999:  # beyond that no zone can be counted in
                return None
    except (ValueError, TypeError):
        return None
    return Mark(value, pk, place, bool(back)) if value is not None or sort == "due" else None


def _beyond(column: str, mark: Mark, *, falling: bool) -> Q:
    """The rows after a mark. Written so that an index is entered at the mark: a range, then the ties within it."""
    tie = Q(pk__lt=mark.pk) if falling else Q(pk__gt=mark.pk)
    if mark.value is None:
        blank = Q(**{f"{column}__isnull": True}) & tie
        return blank | Q(**{f"{column}__isnull": False}) if falling else blank
    within = Q(**{f"{column}__{'lte' if falling else 'gte'}": mark.value})
    beyond = within & (Q(**{f"{column}__{'lt' if falling else 'gt'}": mark.value}) | tie)
    return beyond if column != "due" or falling else beyond | Q(due__isnull=True)


def list_href(register: Register) -> str:
    """The address of the list without anything asked."""
    return reverse("register", args=[register.ref])
