"""Records by their light, found and counted inside the database."""

from datetime import date

from luoshi.packs.declarations import Colour, Register
from luoshi.registers.conditions import meets
from luoshi.registers.lights import condition_of, lights_of
from luoshi.registers.models import RecordQuerySet


def lit(records: RecordQuerySet, register: Register, colour: Colour, *, today: date) -> RecordQuerySet:
    """The records of a register that have this light on a day; none where no lights are declared."""
    lights = lights_of(register)
    if lights is None or register.lifecycle is None or colour not in {band.colour for band in lights.bands}:
        return records.none()
    condition = condition_of(lights, colour)
    return records.exclude(state__in=register.lifecycle.ends).filter(meets(register, condition, today=today))
