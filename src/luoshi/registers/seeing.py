"""Whose records a person sees: the one condition every list, count and name shown to them is filtered by."""

from django.db.models import Q

from luoshi.packs.declarations import Register
from luoshi.registers import permissions
from luoshi.registers.models import Record, RecordQuerySet
from luoshi.rules.actors import Actor


def visible_to(actor: Actor, register: Register) -> RecordQuerySet:
    """The records of a register the person may see: all of an open or owned one and from the root, else the own part.

    A record belongs to the part of its unit, its lead, and every supporting or supervising unit.
    """
    return within(actor, register, Record.objects.of(register.ref))


def within(actor: Actor, register: Register, records: RecordQuerySet) -> RecordQuerySet:
    """Of some records of a register those the person may see."""
    if register.sees_all or permissions.owns(actor, register) or any(post.is_at_root for post in actor.posts):
        return records
    mine = Q(pk__in=[])
    for path in actor.paths:
        mine |= Q(unit__path__startswith=path) | Q(lead__path__startswith=path)
        mine |= Q(pk__in=Record.objects.filter(parties__unit__path__startswith=path).values("pk"))
    return records.filter(mine)
