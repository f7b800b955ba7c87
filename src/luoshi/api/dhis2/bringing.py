"""Data value sets brought in: checked value by value, written return by return through the actions of registers.

What fits of a return is written together, in a transaction of its own; a value that does not fit is refused with its
place and leaves the others alone, unless the return as a whole is refused by its rules: then none of it is written.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from luoshi.api.callers import Caller
from luoshi.api.clock import now, today
from luoshi.api.dhis2.periods import read
from luoshi.api.dhis2.things import DATA_SET, ELEMENT, UNIT, Element, elements
from luoshi.api.dhis2.uids import by_either
from luoshi.api.reading import malformed
from luoshi.api.scopes import WRITE
from luoshi.org.models import Unit
from luoshi.org.queries import tree
from luoshi.packs.declarations import Register
from luoshi.registers.actions import correct, create
from luoshi.registers.models import Record
from luoshi.registers.queries import visible_to
from luoshi.registers.values import Invalid, Unfit, keep
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

MOST_VALUES = 20_000
REASON = "DHIS2 导入"


class Outcome(StrEnum):
    """What became of a value; unchanged is counted as updated, as DHIS2 does."""

    IMPORTED = "imported"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    IGNORED = "ignored"


@dataclass(slots=True)
class Value:
    """One value as sent, by its index, and what became of it."""

    index: int
    place: str = ""
    outcome: Outcome = Outcome.IGNORED
    refused: Refused | None = None


@dataclass(slots=True)
class Return:
    """The values of one return: register, unit and period."""

    register: Register
    unit: int
    period: str
    values: dict[str, tuple[Value, object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Names:
    """What a program may call things by."""

    elements: Mapping[str, Element]
    sets: Mapping[str, str]
    units: Mapping[str, int]


def names_for(who: Caller) -> Names:
    """Everything the program may name, by identifier and by code. One query for the tree of units."""
    known = {each.code: each for each in elements(who)}
    units = {node.code: node.unit_id for node in tree(today()).nodes.values()}
    return Names(
        {sent: known[code] for sent, code in by_either(ELEMENT, known).items()},
        by_either(DATA_SET, {each.register.ref for each in known.values()}),
        {sent: units[code] for sent, code in by_either(UNIT, units).items()},
    )


def bring(who: Caller, body: Mapping[str, Any], *, dry: bool, at: datetime | None = None) -> list[Value]:
    """Write the values of a set, or only find out what would be written; each with what became of it.

    Cost: two queries, and a filing or a correction for each return. A dry run does it all and takes it back.
    """
    sent = body.get("dataValues", [])
    if not isinstance(sent, list) or not all(isinstance(each, Mapping) for each in sent):
        raise malformed("dataValues 须是对象的数组", "dataValues must be a list of objects", where="dataValues")
    if len(sent) > MOST_VALUES:
        raise _too_many(len(sent))
    names = names_for(who)
    values = [Value(index) for index in range(len(sent))]
    returns = list(_returns(names, body, list(zip(values, sent, strict=True))))
    moment = at or now()
    if not dry:
        for each in returns:
            _write(who, each, moment)
        return values
    with transaction.atomic():
        for each in returns:
            _write(who, each, moment)
        transaction.set_rollback(True)
    return values


def _returns(
    names: Names, body: Mapping[str, Any], sent: Sequence[tuple[Value, Mapping[str, Any]]]
) -> Iterator[Return]:
    found: dict[tuple[str, int, str], Return] = {}
    for value, row in sent:
        try:
            element, unit, period = _placed(names, {**body, **row})
            one = found.setdefault((element.register.ref, unit, period), Return(element.register, unit, period))
            value.place = element.code
            if element.field.id in one.values:
                raise _twice(element)
            one.values[element.field.id] = (value, _fitting(element, row.get("value")))
        except Refused as refused:
            value.refused = refused
    yield from found.values()


def _placed(names: Names, row: Mapping[str, Any]) -> tuple[Element, int, str]:
    element = names.elements.get(str(row.get("dataElement", "")))
    if element is None:
        raise _unknown("dataElement", row)
    if (named := row.get("dataSet")) and names.sets.get(str(named)) != element.register.ref:
        raise _unknown("dataSet", row)
    unit = names.units.get(str(row.get("orgUnit", "")))
    if unit is None:
        raise _unknown("orgUnit", row)
    try:
        period = read(str(row.get("period", ""))[:40])
    except ValueError:
        raise _unknown("period", row) from None
    if period.kind != element.register.period:
        raise _unknown("period", row)
    return element, unit, period.label


def _fitting(element: Element, sent: object) -> object:
    """The value as the register keeps it; text as DHIS2 sends it."""
    if sent is not None and not isinstance(sent, str | int | float | bool):
        raise malformed("value 须是文字或数", "value must be a text or a number", where="value")
    text = str(sent).lower() if isinstance(sent, bool) else sent
    try:
        return keep(element.field, text)
    except Unfit as unfit:
        title = element.field.title
        reason = Text(f"{title.zh}：{unfit.reason.zh}", f"{title.en}: {unfit.reason.en}")
        raise Refused("registers.invalid", reason=reason, remedy=unfit.remedy, where=element.code) from None


def _write(who: Caller, one: Return, at: datetime) -> None:
    """Enter or correct one return; a refusal of the whole goes to each of its values."""
    entered = {name: value for name, (_, value) in one.values.items()}
    if not entered:
        return
    try:
        who.check(WRITE, one.register.ref)
        records = visible_to(who.actor, one.register).filter(unit=one.unit, period=one.period)
        record = records.select_related("unit").first()
        with transaction.atomic():
            before = dict(record.data) if record else {}
            if record:
                _correct(who, record, entered, at)
            else:
                unit = Unit.objects.get(pk=one.unit)
                create(one.register.ref, entered, unit=unit, period=one.period, by=who.actor, at=at)
    except Invalid as invalid:
        problems = {each.field: each for each in invalid.problems}
        for name, (value, _) in one.values.items():
            value.refused = (
                invalid if name in problems or not problems.keys() & one.values.keys() else _others(invalid)
            )
        return
    except Refused as refused:
        for value, _ in one.values.values():
            value.refused = refused
        return
    for name, (value, now_) in one.values.items():
        value.outcome = _outcome(before, name, now_, new=record is None)


def _correct(who: Caller, record: Record, entered: Mapping[str, object], at: datetime) -> None:
    correct(record, entered, reason=REASON, by=who.actor, at=at, revision=record.revision)


def _outcome(before: Mapping[str, Any], name: str, value: object, *, new: bool) -> Outcome:
    if not new and before.get(name) == value:
        return Outcome.UNCHANGED
    return Outcome.UPDATED if name in before else Outcome.IMPORTED


def summary(values: Sequence[Value], *, dry: bool) -> tuple[dict[str, Any], int]:
    """The import summary of DHIS2 2.40, and its status: 409 for conflicts. `values`, what became of each, is ours."""
    language = get_language() or "zh-hans"
    counted: dict[Outcome, int] = defaultdict(int)
    for value in values:
        counted[value.outcome] += 1
    conflicts = [_conflict(value, value.refused, language) for value in values if value.refused]
    told = {
        "responseType": "ImportSummary",
        "status": "WARNING" if conflicts else "SUCCESS",
        "importOptions": {"dryRun": dry, "importStrategy": "CREATE_AND_UPDATE"},
        "description": "Import process completed successfully",
        "importCount": {
            "imported": counted[Outcome.IMPORTED],
            "updated": counted[Outcome.UPDATED] + counted[Outcome.UNCHANGED],
            "ignored": counted[Outcome.IGNORED],
            "deleted": 0,
        },
        "conflicts": conflicts,
        "values": [{"index": value.index, "outcome": value.outcome.value} for value in values],
        "dataSetComplete": "false",
    }
    if not conflicts:
        head = {"httpStatus": "OK", "httpStatusCode": 200, "status": "OK", "message": "Import was successful."}
        return head | {"response": told}, 200
    first = str(conflicts[0]["value"])
    head = {"httpStatus": "Conflict", "httpStatusCode": 409, "status": "WARNING", "message": first}
    return head | {"response": told}, 409


def _conflict(value: Value, refused: Refused, language: str) -> dict[str, Any]:
    return {
        "object": value.place or refused.where,
        "value": f"{refused.reason.in_(language)} {refused.remedy.in_(language)}",
        "errorCode": refused.code,
        "property": refused.where,
        "indexes": [value.index],
    }


def _unknown(name: str, row: Mapping[str, Any]) -> Refused:
    sent = str(row.get(name, ""))[:80]
    return Refused(
        "api.dhis2_unknown",
        reason=Text(
            f"{name}“{sent}”不存在、不合这张报表，或您无权填报。",
            f"{name} '{sent}' is not there, not of this return, or not yours.",
        ),
        remedy=Text("代号见 /dhis2/api/ 的各列表。", "See the lists under /dhis2/api/."),
        where=name,
    )


def _twice(element: Element) -> Refused:
    return Refused(
        "api.dhis2_twice",
        reason=Text(
            f"“{element.field.title.zh}”在同一单位同一期给了两次。",
            f"'{element.field.title.en}' is given twice for one unit and period.",
        ),
        remedy=Text("请只留一个；取了先给的。", "Keep one of them; the first was taken."),
        where=element.code,
    )


def _others(invalid: Invalid) -> Refused:
    return Refused(
        "api.dhis2_with_others",
        reason=Text(
            f"同一张报表的其他数有误：{invalid.reason.zh}",
            f"Other values of the same return do not fit: {invalid.reason.en}",
        ),
        remedy=Text("改正后整张再送一次。", "Correct them and send the return again."),
        where=invalid.where,
    )


def _too_many(count: int) -> Refused:
    return Refused(
        "api.too_large",
        reason=Text(
            f"一次最多 {MOST_VALUES} 个数，这次有 {count} 个。",
            f"At most {MOST_VALUES} values at once; these are {count}.",
        ),
        remedy=Text("请分几次送。", "Send them in parts."),
        where="dataValues",
    )
