"""Lists of records: narrowed as 台账 is, in an order that a cursor can go on from, never counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q
from django.db.models.fields.json import KT
from django.db.models.lookups import Exact
from django.utils.dateparse import parse_datetime

from luoshi.api import paging
from luoshi.api.clock import today
from luoshi.org.models import Unit
from luoshi.packs.declarations import Colour, Field, FieldType, Register
from luoshi.registers.lit import lit
from luoshi.registers.models import Record, RecordQuerySet
from luoshi.registers.permissions import may_see_field
from luoshi.registers.queries import search, visible_to
from luoshi.registers.values import Unfit, date_from, keep
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

COLUMNS = {"updated": "updated_at", "due": "due", "label": "label", "id": "id"}
SORTS = (*COLUMNS, *(f"-{name}" for name in COLUMNS))
MOST_FILTERS = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for; texts as they came."""

    q: str = ""
    state: str = ""
    light: str = ""
    county: str = ""
    unit: str = ""
    period: str = ""
    updated_since: str = ""
    due_from: str = ""
    due_to: str = ""
    where: Sequence[str] = ()
    sort: str = "-updated"
    cursor: str = ""
    limit: int = 100


def page(actor: Actor, register: Register, asked: Asked) -> tuple[list[Record], str | None]:
    """The records of a page, and the cursor of the next one, if there is one. One query."""
    records = _after(_narrowed(actor, register, asked), register, asked)
    falling, name = asked.sort.startswith("-"), COLUMNS[asked.sort.lstrip("-")]
    by = F(name).desc(nulls_last=True) if falling else F(name).asc(nulls_last=True)
    found = list(records.select_related("unit", "lead").order_by(by, "-id" if falling else "id")[: asked.limit + 1])
    if len(found) <= asked.limit:
        return found, None
    last = found[asked.limit - 1]
    value = getattr(last, name)
    kept = value.isoformat() if isinstance(value, date) else value
    return found[: asked.limit], paging.written(_list(register, asked), kept, last.pk)


def _narrowed(actor: Actor, register: Register, asked: Asked) -> RecordQuerySet:
    records = search(visible_to(actor, register), asked.q, register=register.ref)
    if asked.state:
        records = records.filter(state__in=asked.state.split(",")[:40])
    if asked.light:
        records = lit(records, register, _colour(asked.light), today=today())
    if asked.county:
        records = records.filter(county=asked.county)
    if asked.unit:
        records = records.filter(unit__path__startswith=unit_by_code(asked.unit, "unit").path)
    if asked.period:
        records = records.filter(period=asked.period)
    records = _by_time(records, asked)
    for condition in asked.where[:MOST_FILTERS]:
        field, value = _condition(actor, register, condition)
        records = records.filter(Exact(KT(f"data__{field.id}"), value))
    return records


def _by_time(records: RecordQuerySet, asked: Asked) -> RecordQuerySet:
    if asked.updated_since:
        records = records.filter(updated_at__gte=_moment(asked.updated_since, "updated_since"))
    if asked.due_from:
        records = records.filter(due__gte=day_from(asked.due_from, "due_from"))
    if asked.due_to:
        records = records.filter(due__lte=day_from(asked.due_to, "due_to"))
    return records


def _condition(actor: Actor, register: Register, condition: str) -> tuple[Field, str]:
    """A field the person may see and the value it is to have, as the database writes it."""
    name, equals, value = condition.partition("=")
    field = register.fields.get(name)
    if field is None or not equals or not may_see_field(actor, field):
        raise _unfit(
            "where",
            f"“{condition[:80]}”不是“字段=内容”",
            f"{condition[:80]} is not field=value of a field that is yours to see",
        )
    try:
        kept = keep(field, value)
    except Unfit as unfit:
        raise Refused("api.filter", reason=unfit.reason, remedy=unfit.remedy, where=f"where.{name}") from None
    if field.type is FieldType.YESNO:
        return field, "true" if kept else "false"
    return field, "" if kept is None else str(kept)


def _colour(text: str) -> Colour:
    try:
        return Colour(text)
    except ValueError:
        raise _unfit("light", f"没有“{text[:20]}”这种灯", f"there is no light {text[:20]}") from None


def unit_by_code(code: str, where: str) -> Unit:
    """The unit of a code, or a refusal that names the parameter."""
    found = Unit.objects.filter(code=code).first()
    if found is None:
        raise Refused(
            "api.filter",
            reason=Text(f"没有代码为“{code[:80]}”的单位。", f"There is no unit with the code {code[:80]}."),
            remedy=Text("代码见 /api/v1/units。", "See the codes at /api/v1/units."),
            where=where,
        )
    return found


def day_from(text: str, where: str) -> date:
    """A date of the query, or a refusal that names the parameter."""
    try:
        return date_from(text)
    except Unfit as unfit:
        raise Refused("api.filter", reason=unfit.reason, remedy=unfit.remedy, where=where) from None


def _moment(text: str, where: str) -> datetime:
    try:
        found = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or not 1000 < found.year < 9000:
        raise _unfit(
            where,
            f"“{text[:40]}”不是带时区的时刻，如 2026-03-01T08:00:00+08:00",
            f"{text[:40]} is no moment with its offset, such as 2026-03-01T08:00:00+08:00",
        )
    return found


def _list(register: Register, asked: Asked) -> str:
    """What a cursor belongs to: one register in one order."""
    return f"{register.ref} {asked.sort}"


def _after(records: RecordQuerySet, register: Register, asked: Asked) -> RecordQuerySet:
    """The records behind a cursor, in the order asked for; blank dates stand last either way."""
    if not asked.cursor:
        return records
    falling, name = asked.sort.startswith("-"), COLUMNS[asked.sort.lstrip("-")]
    value, pk = paging.read(
        _list(register, asked), asked.cursor, lambda kept, pk: (_value(name, kept), paging.number(pk))
    )
    beyond = Q(id__lt=pk) if falling else Q(id__gt=pk)
    if name == "id":
        return records.filter(beyond)
    if value is None:
        return records.filter(beyond, **{f"{name}__isnull": True})
    further = Q(**{f"{name}__{'lt' if falling else 'gt'}": value}) | (Q(**{name: value}) & beyond)
    return records.filter(further | Q(due=None) if name == "due" else further)


def _value(name: str, kept: object) -> object:
    match name, kept:
        case ("due", None) | ("id", int()):
            return kept
        case "due", str():
            return date.fromisoformat(kept)
        case "updated_at", str():
            found = datetime.fromisoformat(kept)
            if found.tzinfo is not None and 1 < found.year < 9999:  # beyond that no zone can be counted in
                return found
        case "label", str() if "\0" not in kept and kept.isprintable():
            return kept
        case _:
            pass
    raise ValueError(name)


def _unfit(where: str, zh: str, en: str) -> Refused:
    return Refused(
        "api.filter",
        reason=Text(f"{zh}。", f"{en[:1].upper()}{en[1:]}."),
        remedy=Text("请对照接口说明改正筛选条件。", "Correct the filter by the description of the operation."),
        where=where,
    )
