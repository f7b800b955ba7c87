"""Reads: what a year brings, and what of it became of whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from luoshi.cadence.models import Opening
from luoshi.calendars.queries import national
from luoshi.packs.declarations import Cadence, Register
from luoshi.packs.queries import current
from luoshi.registers.models import Record
from luoshi.registers.queries import visible_to
from luoshi.rules.actors import Actor
from luoshi.rules.cadence import slots as slots_of
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Due:
    """One occasion of a cadence: its slot, its day, and for whom the record is entered."""

    cadence: Cadence
    slot: str
    title: Text
    opens_on: date
    day: date
    provisional: bool
    unit: int | None = None
    followed: int | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """An occasion and the record it opened, when the person may see it; `state` None while it is not opened."""

    due: Due
    record: Record | None
    state: Text | None
    is_over: bool


def due_in(cadence: Cadence, since: date, until: date) -> Iterator[Due]:
    """The occasions of a cadence whose day lies between two days, in order. One query where records are followed."""
    if cadence.every is not None and cadence.since is not None and cadence.sunset is not None:
        first, last = (
            max(since.replace(month=1, day=1), cadence.since),
            min(until.replace(month=12, day=31), cadence.sunset),
        )
        for slot in slots_of(cadence.every, cadence.place, first, last, calendar=national()):
            if since <= slot.day <= until:
                text = slot.period.text
                title = Text(f"{text.zh}{cadence.title.zh}", f"{cadence.title.en}, {text.en}")
                yield Due(cadence, slot.period.label, title, slot.period.start, slot.day, slot.provisional)
    else:
        yield from _followed(cadence, since, until)


def _followed(cadence: Cadence, since: date, until: date) -> Iterator[Due]:
    field = f"data__{cadence.each_on}"
    found = Record.objects.of(cadence.each).filter(
        **{f"{field}__gte": since.isoformat(), f"{field}__lte": until.isoformat()}
    )
    for record in found.order_by(field, "pk"):
        on = date.fromisoformat(str(record.data[cadence.each_on]))
        title = Text(f"{record.label}{cadence.title.zh}", f"{cadence.title.en}: {record.label}")
        unit = record.data.get(cadence.at)
        yield Due(cadence, f"record:{record.pk}", title, on, on, False, int(unit) if unit else None, record.pk)


def to_open(cadence: Cadence, today: date) -> list[Due]:
    """What should be open today and is not yet, of this year and the last. A few queries."""
    since = date(today.year - 1, 1, 1)
    due = [each for each in due_in(cadence, since, date(today.year, 12, 31)) if each.opens_on <= today]
    opened = set(Opening.objects.filter(cadence=cadence.ref).values_list("slot", flat=True))
    return [each for each in due if each.slot not in opened]


def year_of(actor: Actor, year: int, *, today: date) -> list[Occasion]:
    """Every occasion of a year in the order of its day, with what became of it. Four queries a cadence."""
    catalogue = current()
    found: list[Occasion] = []
    for cadence in catalogue.cadences():
        register = catalogue.register(cadence.opens)
        dues = list(due_in(cadence, date(year, 1, 1), date(year, 12, 31)))
        records = _opened(actor, cadence, register, {due.slot for due in dues})
        followed = _seen(actor, catalogue.register(cadence.each), dues) if cadence.each else frozenset[int]()
        for due in dues:
            record = records.get(due.slot)
            if due.followed is None or due.followed in followed or record is not None:
                found.append(_occasion(due, record, register, today))
    return sorted(found, key=lambda each: (each.due.day, each.due.title.zh))


def _opened(actor: Actor, cadence: Cadence, register: Register, slots: set[str]) -> dict[str, Record]:
    held = Opening.objects.filter(cadence=cadence.ref).values_list("record_id", "slot")
    openings = {record: slot for record, slot in held if slot in slots}
    seen = visible_to(actor, register).filter(pk__in=list(openings)).select_related("unit")
    return {openings[record.pk]: record for record in seen}


def _seen(actor: Actor, register: Register, dues: Iterable[Due]) -> frozenset[int]:
    """Of the records that are followed those the person may see."""
    followed = [due.followed for due in dues if due.followed is not None]
    return frozenset(visible_to(actor, register).filter(pk__in=followed).values_list("pk", flat=True))


def _occasion(due: Due, record: Record | None, register: Register, today: date) -> Occasion:
    state = register.lifecycle.states.get(record.state) if record is not None and register.lifecycle else None
    is_over = due.day < today and (state is None or not state.end)
    return Occasion(due, record, state.title if state else None, is_over)
