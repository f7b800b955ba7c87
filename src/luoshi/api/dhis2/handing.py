"""Data value sets handed out: the values of returns one may see, by data set or element, unit, and period."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from django.http import HttpRequest

from luoshi.api.callers import Caller
from luoshi.api.clock import today
from luoshi.api.dhis2.bringing import Names
from luoshi.api.dhis2.periods import read, written
from luoshi.api.dhis2.things import UNIT, Element
from luoshi.api.dhis2.uids import DEFAULT_COMBO, uid_of
from luoshi.api.listing import day_from
from luoshi.api.telling import moment
from luoshi.org.queries import tree
from luoshi.packs.declarations import Register
from luoshi.registers.models import Record, RecordQuerySet
from luoshi.registers.queries import visible_to
from luoshi.rules.periods import parse
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

MOST_RETURNS = 20_000
Found = TypeVar("Found")


def values_of(request: HttpRequest, who: Caller, names: Names) -> list[dict[str, Any]]:
    """The values asked for. Cost: one query for each data set, and one for the tree of units."""
    asked = request.GET
    units = _units(asked.getlist("orgUnit"), names, below=asked.get("children", "").lower() == "true")
    told: list[dict[str, Any]] = []
    left = MOST_RETURNS
    for register, wanted in _elements(asked.getlist("dataSet"), asked.getlist("dataElement"), names):
        records = visible_to(who.actor, register).filter(unit__in=units).select_related("unit")
        found = list(_in_periods(records, request)[: left + 1])
        left -= len(found)
        if left < 0:
            raise _too_many()
        for record in found:
            told += _values(record, wanted)
    return told


def _in_periods(records: RecordQuerySet, request: HttpRequest) -> RecordQuerySet:
    """Narrowed to the periods named, or to those that lie between two days."""
    named = request.GET.getlist("period")
    if named:
        return records.filter(period__in=[_period(text) for text in named]).order_by("period", "unit_id")
    if not request.GET.get("startDate"):
        raise _needed("period", "startDate")
    first = day_from(request.GET["startDate"], "startDate")
    last = day_from(request.GET.get("endDate", ""), "endDate")
    held = set(records.order_by().values_list("period", flat=True).distinct())
    return records.filter(period__in=[each for each in held if _between(each, first, last)]).order_by(
        "period", "unit_id"
    )


def _between(label: str, first: date, last: date) -> bool:
    period = parse(label)
    return first <= period.start and period.end <= last


def _period(text: str) -> str:
    try:
        return read(text[:40]).label
    except ValueError:
        raise _unknown("period", text) from None


def _values(record: Record, wanted: Sequence[Element]) -> Iterator[dict[str, Any]]:
    for element in wanted:
        held = record.data.get(element.field.id)
        if held is None:
            continue
        yield {
            "dataElement": element.uid,
            "period": written(record.period),
            "orgUnit": uid_of(UNIT, record.unit.code),
            "categoryOptionCombo": DEFAULT_COMBO,
            "attributeOptionCombo": DEFAULT_COMBO,
            "value": str(held).lower() if isinstance(held, bool) else str(held),
            "created": moment(record.created_at),
            "lastUpdated": moment(record.updated_at),
            "followup": False,
        }


def _elements(sets: Sequence[str], named: Sequence[str], names: Names) -> list[tuple[Register, list[Element]]]:
    if not sets and not named:
        raise _needed("dataSet", "dataElement")
    refs = {_known(names.sets, each, "dataSet") for each in sets}
    codes = {_known(names.elements, each, "dataElement").code for each in named}
    found: dict[str, tuple[Register, list[Element]]] = {}
    for element in {each.code: each for each in names.elements.values()}.values():
        if element.register.ref in refs or element.code in codes:
            found.setdefault(element.register.ref, (element.register, []))[1].append(element)
    return list(found.values())


def _units(named: Sequence[str], names: Names, *, below: bool) -> list[int]:
    if not named:
        raise _needed("orgUnit")
    units = [_known(names.units, each, "orgUnit") for each in named]
    if not below:
        return units
    standing = tree(today())
    return sorted({node.unit_id for unit in units for node in standing.below(unit)})


def _known(known: Mapping[str, Found], sent: str, where: str) -> Found:
    found = known.get(sent)
    if found is None:
        raise _unknown(where, sent)
    return found


def _unknown(where: str, sent: str) -> Refused:
    return Refused(
        "api.filter",
        reason=Text(f"没有 {where}“{sent[:80]}”。", f"There is no {where} '{sent[:80]}'."),
        remedy=Text("代号见 /dhis2/api/ 的各列表。", "See the lists under /dhis2/api/."),
        where=where,
    )


def _needed(*names: str) -> Refused:
    return Refused(
        "api.filter",
        reason=Text(f"没有写明 {' 或 '.join(names)}。", f"The request lacks {' or '.join(names)}."),
        remedy=Text("请补上再取。", "Add it and ask again."),
        where=names[0],
    )


def _too_many() -> Refused:
    return Refused(
        "api.too_large",
        reason=Text(f"超过 {MOST_RETURNS} 份报表。", f"These are more than {MOST_RETURNS} returns."),
        remedy=Text("请按期或按单位分几次取。", "Ask for fewer periods or units at once."),
        where="period",
    )
