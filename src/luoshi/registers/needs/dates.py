"""Records of one's own units that are late or due soon, by their declared light, else by their date."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import F, Q

from luoshi.packs.declarations import Colour, Lights, Party, Register
from luoshi.registers.conditions import meets
from luoshi.registers.daycount import days_left
from luoshi.registers.lights import condition_of
from luoshi.registers.models import Record, RecordQuerySet
from luoshi.registers.needs.belonging import working_units
from luoshi.registers.needs.reasons import MOST, Found, NeedKind, Reason, because, left
from luoshi.registers.needs.steps import lifecycles
from luoshi.rules.actors import Actor

SOON = timedelta(days=14)


def due_soon(actor: Actor, *, today: date) -> Iterator[Found]:
    """What the person's units lead and what is yellow, red, late or due within two weeks. One query; of registers
    with lights of their own, one that asks for any, and where there are some a dearer one for which of them shine."""
    units = working_units(actor)
    if not units:
        return
    by_date = Q(pk__in=[])
    for register, lifecycle in lifecycles():
        if lifecycle.lights is None:
            by_date |= Q(register=register.ref, due__lte=today + SOON) & ~Q(state__in=lifecycle.ends)
            continue
        led = Record.objects.of(register.ref).filter(lead__in=units).exclude(state__in=lifecycle.ends)
        if led.exists():
            yield from _found(_lit(led, register, lifecycle.lights, today), today)
    yield from _found(Record.objects.filter(by_date, lead__in=units), today)


def _lit(records: RecordQuerySet, register: Register, lights: Lights, today: date) -> RecordQuerySet:
    declared = {band.colour for band in lights.bands}
    colours = [colour for colour in (Colour.RED, Colour.YELLOW) if colour in declared]
    shining = Q(pk__in=[])
    for colour in colours:
        records = records.annotate(**{f"is_{colour}": meets(register, condition_of(lights, colour), today=today)})
        shining |= Q(**{f"is_{colour}": True})
    return records.filter(shining)


def _found(records: RecordQuerySet, today: date) -> Iterator[Found]:
    for record in records.select_related("lead").order_by(F("due").asc(nulls_last=True), "pk")[: MOST + 1]:
        words = left(days_left(record.due, today), record.due)
        why = because(Party.LEAD, record.lead.title if record.lead else "")
        code = "registers.late" if record.due and record.due < today else "registers.due_soon"
        reason = Reason(NeedKind.DUE, code, words, ("record", record.pk), record.due, why)
        yield Found(record.pk, record.register, record.due, reason)
