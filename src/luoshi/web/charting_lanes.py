"""Which records stand on a wall chart, in which lane, and in which order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.fields.json import KT
from django.db.models.lookups import Exact
from django.utils.translation import gettext as _

from luoshi.org.models import Unit
from luoshi.packs.declarations import FieldType, Register
from luoshi.registers.models import Record, RecordQuerySet
from luoshi.web.components.lists import Option
from luoshi.web.ledger import asking
from luoshi.web.wording import say

COUNTY, LEAD, UNIT, STATE = "county", "lead", "unit", "state"
NONE = "-"


@dataclass(frozen=True, slots=True)
class Laid:
    """The records of one lane, those under a parent of the same lane behind it, with how deep each hangs."""

    key: str
    title: str
    records: tuple[tuple[Record, int], ...]


def choices_of(register: Register) -> tuple[Option, ...]:
    """What the lanes of a register can stand for."""
    options = [Option(COUNTY, _("旗县市区")), Option(UNIT, _("登记单位"))]
    if register.lifecycle is not None:
        options[1:1] = [Option(LEAD, _("牵头单位")), Option(STATE, _("状态"))]
    options += [Option(each.id, say(each.title)) for each in asking.choice_fields(register)]
    return tuple(options)


def usual(register: Register) -> str:
    """What the lanes stand for unless somebody asks otherwise."""
    return register.chart.lanes if register.chart and register.chart.lanes else COUNTY


def in_order(records: RecordQuerySet, register: Register, by: str) -> RecordQuerySet:
    """Lane by lane, so that a page cut off ends within one lane; inside by what is due, then by name."""
    match by:
        case "lead":
            order = [F("lead__path").asc(nulls_last=True)]
        case "unit":
            order = [F("unit__path").asc()]
        case "county":
            order = [F("county").asc()]
        case _:
            order = [_declared_order(register, by).asc()]
    return records.order_by(*order, F("due").asc(nulls_last=True), "pk")


def _declared_order(register: Register, by: str) -> Case:
    """The order in which states or options were declared."""
    if by == STATE:
        names = list(register.lifecycle.states) if register.lifecycle else []
        cases = [When(state=name, then=Value(place)) for place, name in enumerate(names)]
    else:
        names = list(register.fields[by].options)
        cases = [When(Exact(KT(f"data__{by}"), name), then=Value(place)) for place, name in enumerate(names)]
    return Case(*cases, default=Value(len(names)), output_field=IntegerField())


def laid_out(records: Sequence[Record], register: Register, by: str) -> tuple[Laid, ...]:
    """The records in lanes, children behind their parents. One query for the names of counties."""
    titles = _titles(records, register, by)
    lanes: dict[str, list[Record]] = {}
    for record in records:
        lanes.setdefault(_key(record, register, by), []).append(record)
    return tuple(Laid(key, titles.get(key, key), tuple(_treed(held))) for key, held in lanes.items())


def _key(record: Record, register: Register, by: str) -> str:
    match by:
        case "county":
            return record.county
        case "lead":
            return str(record.lead_id or NONE)
        case "unit":
            return str(record.unit_id)
        case "state":
            return record.state or NONE
        case _:
            return str(record.data.get(by) or NONE)


def _titles(records: Iterable[Record], register: Register, by: str) -> Mapping[str, str]:
    blank = {NONE: _("未填")}
    match by:
        case "county":
            units = Unit.objects.filter(kind__in=("city", "county", "dev_zone"), valid_to=None).order_by("pk")
            return {each.county: each.title for each in units}
        case "lead":
            return blank | {str(each.lead_id): each.lead.title for each in records if each.lead is not None}
        case "unit":
            return {str(each.unit_id): each.unit.title for each in records}
        case "state":
            states = register.lifecycle.states if register.lifecycle else {}
            return blank | {name: say(state.title) for name, state in states.items()}
        case _:
            field = register.fields[by]
            options = field.options if field.type is FieldType.CHOICE else {}
            return blank | {name: say(title) for name, title in options.items()}


def _treed(records: Sequence[Record]) -> list[tuple[Record, int]]:
    """Each record behind its parent where both are here, with how many parents stand above it."""
    here = {each.pk for each in records}
    below: dict[int, list[Record]] = {}
    for each in records:
        if each.parent_id in here and each.parent_id is not None:
            below.setdefault(each.parent_id, []).append(each)
    found: list[tuple[Record, int]] = []
    waiting = [(each, 0) for each in reversed(records) if each.parent_id not in here]
    while waiting:
        record, depth = waiting.pop()
        found.append((record, depth))
        waiting += [(each, depth + 1) for each in reversed(below.get(record.pk, ()))]
    return found
