"""The returns beside one in time: of its unit, and of the units whose work that unit has taken over since."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from luoshi.org.queries.carried import GaveWay, carried_by, gave_way
from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.packs.queries import current
from luoshi.registers.facts import as_value
from luoshi.registers.models import Record, RecordQuerySet
from luoshi.registers.values import Kept
from luoshi.rules.adding_up import OverUnits
from luoshi.rules.audits import NEIGHBOURS, PREVIOUS
from luoshi.rules.expressions.values import Raw
from luoshi.rules.periods import parse
from luoshi.rules.refusals import Refused

Place = tuple[int, str]
"""A unit and the label of a period."""
Figures = Mapping[str, Kept]
NOTHING: Figures = {}
NUMERIC = (FieldType.NUMBER, FieldType.INTEGER, FieldType.MONEY, FieldType.PERCENT)


def neighbour_labels(period: str) -> dict[str, str]:
    """The periods beside one, by what audits call them; a week may have none a year before."""
    here = parse(period)
    labels = {PREVIOUS: here.previous().label}
    try:
        return labels | {NEIGHBOURS[1]: here.year_earlier().label}
    except Refused:
        return labels


def handed_over(register: Register, records: RecordQuerySet) -> RecordQuerySet:
    """Of some returns those that count: in a locked state, where the register has any."""
    lifecycle = register.lifecycle
    return records.filter(state__in=lifecycle.locked_states) if lifecycle and lifecycle.locked_states else records


@dataclass(frozen=True, slots=True)
class Beside:
    """What audits may look at beside some returns."""

    register: Register
    kept: Mapping[Place, Figures]
    steps: Sequence[GaveWay]

    def row(self, unit: int, period: str) -> dict[str, Raw]:
        """The figures of the neighbours of one return under the names audits use; blank where there is none."""
        row: dict[str, Raw] = {}
        for neighbour, label in neighbour_labels(period).items():
            members = _members(unit, label, period, self.steps)
            data = together(self.register, [self.kept.get((each, label), NOTHING) for each in members])
            fields = self.register.fields.values()
            row |= {f"{neighbour}.{each.id}": as_value(each, data.get(each.id)) for each in fields}
        return row


def beside(register: Register, returns: Collection[Place], *, own: Mapping[Place, Figures]) -> Beside:
    """What was handed over beside some returns, `own` going before what is kept. Two queries."""
    labels = {period: neighbour_labels(period) for period in {period for _unit, period in returns}}
    steps = _steps({*labels, *(each for found in labels.values() for each in found.values())})
    places = {
        (member, label)
        for unit, period in returns
        for label in labels[period].values()
        for member in _members(unit, label, period, steps)
    }
    return Beside(register, {**_kept(register, places, drafts=False), **own}, steps)


def before(register: Register, units: Iterable[int], period: str) -> dict[int, Figures]:
    """What stood a period ago for each unit, drafts included; none where nothing did. Two queries."""
    label = neighbour_labels(period)[PREVIOUS]
    steps = _steps({label, period})
    members = {unit: _members(unit, label, period, steps) for unit in units}
    kept = _kept(register, {(each, label) for found in members.values() for each in found}, drafts=True)
    told = {
        unit: together(register, [kept.get((each, label), NOTHING) for each in found])
        for unit, found in members.items()
    }
    return {unit: data for unit, data in told.items() if data}


def together(register: Register, told: Sequence[Figures]) -> Figures:
    """The figures of one unit as they are; of several their sums, of what adds up over units and all of them told."""
    if len(told) < 2:
        return told[0] if told else NOTHING
    sums = {each.code for each in current().elements() if each.over_units is OverUnits.SUM}
    fields = [each for each in register.fields.values() if each.type in NUMERIC and each.element in sums]
    return {each.id: _sum(each, told) for each in fields if all(each.id in data for data in told)}


def _sum(field: Field, told: Sequence[Figures]) -> Kept:
    total = sum((Decimal(data[field.id]) for data in told), Decimal(0))
    return int(total) if field.type is FieldType.INTEGER else f"{total.normalize():f}"


def _steps(labels: Iterable[str]) -> list[GaveWay]:
    days = [parse(each).end for each in labels]
    return gave_way(min(days), max(days))


def _members(unit: int, label: str, period: str, steps: Sequence[GaveWay]) -> frozenset[int]:
    """Whose returns of an earlier period stand beside the unit's: its own alone, while nobody gave way to anybody."""
    return carried_by(unit, parse(label).end, parse(period).end, steps) if steps else frozenset({unit})


def _kept(register: Register, places: Collection[Place], *, drafts: bool) -> dict[Place, Figures]:
    records = Record.objects.of(register.ref).filter(
        unit__in={unit for unit, _label in places}, period__in={label for _unit, label in places}
    )
    found = records if drafts else handed_over(register, records)
    return {(each.unit_id, each.period): each.data for each in found}
