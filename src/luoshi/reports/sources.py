"""Where the value of a slot comes from: the `source` of a slot looked up for a unit and a period, with its trail."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from luoshi.measures.figures import Figure
from luoshi.measures.queries import figure
from luoshi.org.models import Unit
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.declarations import Field, FieldType, OverTime, OverUnits, Register
from luoshi.registers.models import Record
from luoshi.registers.queries import shown_fields, visible_to
from luoshi.reports.filling import Fillable
from luoshi.reports.filling.masks import masked, rescaled
from luoshi.reports.models import Slot
from luoshi.rules.actors import Actor
from luoshi.rules.periods import Coverage, coverage_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

NUMBERS = frozenset({FieldType.NUMBER, FieldType.INTEGER, FieldType.MONEY, FieldType.PERCENT})
MOST_LINES = 20_000  # of one list in one form


@dataclass(frozen=True, slots=True)
class Resolved:
    """What goes into a place, or why nothing does; the trail leads back to where it was entered."""

    value: Fillable
    why: Text | None = None
    trail: Mapping[str, Any] = field(default_factory=dict)
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """For whom and when a form is filled, and who fills it: nobody's form holds what they may not see."""

    unit: Unit
    period: str
    by: Actor
    today: date
    catalogue: Catalogue

    @property
    def coverage(self) -> Coverage:
        """The days of the period."""
        return coverage_of(self.period)


NOT_HELD = Text("尚无登记，需由填报人填写", "held nowhere; to be entered by hand")
NO_RECORD = Text("本单位本期没有记录", "no record of this unit and period")
BLANK = Text("记录里这一项是空的", "the record leaves it blank")
HIDDEN = Text("这一项您无权查看", "you may not see this item")
SEVERAL = Text("有多条记录，不能合成一个数", "several records, which do not make one figure")
OPTIONAL = Text("备注，可以不填", "a remark, which may stay blank")
UNSOURCED = Text("还没有指定来源", "nobody has said where it comes from")


def resolved(slot: Slot, place: Place, *, only: Sequence[int] = ()) -> Resolved:
    """One place of the form, of these records alone where some are named. A field costs a query or two, a measure
    some 10 ms."""
    source = slot.source or {}
    match source.get("kind"):
        case "unit":
            return Resolved(place.unit.title)
        case "period":
            return Resolved(place.period)
        case "fixed":
            return Resolved(_fixed(source.get("value")))
        case "measure":
            return _measure(str(source.get("ref")), slot, place)
        case "field" | "element":
            return _held(slot, place, only)
        case "new":
            return Resolved(None, NOT_HELD)
        case _:
            return Resolved(None, UNSOURCED)


def _fixed(value: object) -> Fillable:
    return value if isinstance(value, (str, int, float)) else None


def _measure(ref: str, slot: Slot, place: Place) -> Resolved:
    try:
        found = figure(ref, period=place.period, today=place.today, actor=place.by, within=place.unit)
    except Refused as refusal:
        return Resolved(None, refusal.reason)
    number = decimal_of(found.value)
    if number is None:
        return Resolved(None, BLANK)
    return Resolved(rescaled(number, found.measure.unit, slot.unit_words), None, {"measure": ref}, found)


def decimal_of(value: Fraction | None) -> Decimal | None:
    """An exact number as a form holds it.

    >>> decimal_of(Fraction(5, 4)), decimal_of(None)
    (Decimal('1.25'), None)
    """
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)


def field_of(source: Mapping[str, Any], catalogue: Catalogue) -> tuple[Register, Field] | None:
    """The field a source names, or the one that holds the element it names."""
    for register in catalogue.registers():
        for each in register.fields.values():
            named = source.get("kind") == "field" and (register.ref, each.id) == (
                source.get("register"),
                source.get("field"),
            )
            if named or (source.get("kind") == "element" and each.element and each.element == source.get("code")):
                return register, each
    return None


def _held(slot: Slot, place: Place, only: Sequence[int]) -> Resolved:
    found = field_of(slot.source, place.catalogue)
    if found is None:
        return Resolved(None, NOT_HELD)
    register, held = found
    if held.id not in {each.id for each in shown_fields(place.by, register)}:
        return Resolved(None, HIDDEN)
    records = records_for(register, held, place, only)
    if not records:
        return Resolved(None, NO_RECORD)
    trail = {"register": register.ref, "field": held.id, "records": [[each.pk, each.revision] for each in records]}
    values = [value for each in records if (value := value_of(held, each)) is not None]
    if not values:
        return Resolved(None, BLANK, trail)
    return _together(values, register, held, slot, place, trail)


def _together(
    values: Sequence[Fillable], register: Register, held: Field, slot: Slot, place: Place, trail: Mapping[str, Any]
) -> Resolved:
    if len(values) == 1 and len(trail["records"]) == 1:
        return Resolved(written(values[0], held, slot), None, trail)
    if held.type not in NUMBERS or not adds_up(held, place.catalogue):
        measure = next(
            (each for each in place.catalogue.measures() if each.element and each.element == held.element), None
        )
        return _measure(measure.ref, slot, place) if measure else Resolved(None, SEVERAL, trail)
    total = sum((Decimal(str(value)) for value in values), Decimal(0))
    return Resolved(written(total, held, slot), None, {**trail, "rule": "sum"})


def adds_up(held: Field, catalogue: Catalogue) -> bool:
    """Whether the values of several units make one by adding; a ratio never does."""
    try:
        return bool(held.element) and catalogue.element(held.element).over_units is OverUnits.SUM
    except Refused:
        return False


def records_for(register: Register, held: Field, place: Place, only: Sequence[int] = ()) -> list[Record]:
    """The unit's own records of the period; where it has none, those of the units below it."""
    records = visible_to(place.by, register)
    if only:
        return list(records.filter(pk__in=only).order_by("pk"))
    mine = _of_period(list(records.filter(unit=place.unit).order_by("pk")[:MOST_LINES]), register, held, place)
    if mine:
        return mine
    below = records.filter(unit__path__startswith=place.unit.path).order_by("unit__path", "pk")
    return _of_period(list(below[:MOST_LINES]), register, held, place)


def _of_period(found: list[Record], register: Register, held: Field, place: Place) -> list[Record]:
    """Of returns those of the period itself; where there are none, shorter ones within it, as the element allows."""
    if not any(each.period for each in found):
        return found
    exact = [each for each in found if each.period == place.period]
    if exact or not held.element:
        return exact
    try:
        rule = place.catalogue.element(held.element).over_time
        inside = [each for each in found if each.period and _within(each.period, place.coverage)]
    except Refused:
        return []
    if rule is OverTime.SUM:
        return inside
    if rule is OverTime.LAST:
        return list(
            {each.unit_id: each for each in sorted(inside, key=lambda each: coverage_of(each.period).end)}.values()
        )
    return []


def _within(label: str, whole: Coverage) -> bool:
    part = coverage_of(label)
    return whole.start <= part.start and part.end <= whole.end


def value_of(held: Field, record: Record) -> Fillable:
    """What a record holds in a field, in the kind of a cell; None for a blank."""
    raw = record.data.get(held.id)
    if raw is None or raw == "":
        return None
    reader = _READERS.get(held.type)
    return reader(held, raw) if reader else str(raw)


def _option(held: Field, raw: Any) -> str:
    return held.options[raw].zh if raw in held.options else str(raw)


def _label(held: Field, raw: Any) -> str | None:
    return Record.every.filter(pk=raw).values_list("label", flat=True).first()


def _unit(held: Field, raw: Any) -> str | None:
    return Unit.objects.filter(pk=raw).values_list("title", flat=True).first()


_READERS: Mapping[FieldType, Callable[[Field, Any], Fillable]] = {
    FieldType.NUMBER: lambda held, raw: _decimal(str(raw)),
    FieldType.MONEY: lambda held, raw: _decimal(str(raw)),
    FieldType.PERCENT: lambda held, raw: _decimal(str(raw)),
    FieldType.INTEGER: lambda held, raw: int(raw),
    FieldType.DATE: lambda held, raw: date.fromisoformat(str(raw)),
    FieldType.YESNO: lambda held, raw: "是" if raw else "否",
    FieldType.CHOICE: _option,
    FieldType.REF: _label,
    FieldType.UNIT: _unit,
}


def _decimal(raw: str) -> Decimal | None:
    try:
        return Decimal(raw)
    except InvalidOperation:
        return None


def written(value: Fillable, held: Field, slot: Slot) -> Fillable:
    """The value as this form wants it: in its unit, in its way of writing."""
    mask = str(slot.source.get("mask", ""))
    if isinstance(value, (str, date)) and mask:
        return masked(value, mask)
    if isinstance(value, (int, Decimal)) and held.type in NUMBERS and slot.unit_words:
        return rescaled(Decimal(value), held.unit, slot.unit_words)
    return value


def lines_for(slots: Sequence[Slot], place: Place) -> tuple[list[dict[int, Resolved]], Text | None]:
    """The lines of a list whose columns are these slots: a line for each record of one register."""
    found = {slot.column: field_of(slot.source, place.catalogue) for slot in slots}
    registers = {each[0].ref: each[0] for each in found.values() if each}
    if len(registers) != 1:
        return [], UNSOURCED if not registers else SEVERAL
    (register,) = registers.values()
    seen = {each.id for each in shown_fields(place.by, register)}
    some = next(each[1] for each in found.values() if each)
    lines = []
    for record in records_for(register, some, place):
        trail = {"register": register.ref, "line": True, "records": [[record.pk, record.revision]]}
        line: dict[int, Resolved] = {}
        for slot in slots:
            held = found[slot.column]
            if held is None or held[1].id not in seen:
                line[slot.column] = Resolved(None, HIDDEN if held else UNSOURCED)
            else:
                value = value_of(held[1], record)
                told = {**trail, "field": held[1].id}
                line[slot.column] = Resolved(
                    written(value, held[1], slot), None if value is not None else BLANK, told
                )
        lines.append(line)
    return lines, None if lines else NO_RECORD
