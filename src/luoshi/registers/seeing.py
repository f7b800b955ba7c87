"""Whose records a person sees: the one condition every list, count and name shown to them is filtered by."""

from collections.abc import Iterable

from django.db.models import Count, Q

from luoshi.packs.declarations import Register
from luoshi.registers import permissions
from luoshi.registers.models import Record, RecordQuerySet
from luoshi.rules.actors import Actor

FEW = 50_000  # records that are counted in one pass, whoever sees which of them


def visible_to(actor: Actor, register: Register) -> RecordQuerySet:
    """The records of a register the person may see: all of an open or owned one and from the root, else the own part.

    A record belongs to the part of its unit, its lead, and every supporting or supervising unit.
    """
    return within(actor, register, Record.objects.of(register.ref))


def seen_by_register(actor: Actor, registers: Iterable[Register], *, most: int) -> dict[str, int | None]:
    """How many records of each register the person may see; None for more than `most`, without counting on.

    While the whole table is no longer than `FEW`, three queries at most; else one for each register.
    """
    if Record.objects.order_by("pk").values("pk")[: FEW + 1].count() > FEW:
        bounded = {each.ref: visible_to(actor, each).order_by()[: most + 1].count() for each in registers}
        return {ref: many if many <= most else None for ref, many in bounded.items()}
    sides: dict[bool, list[str]] = {}
    for each in registers:
        sides.setdefault(_sees_all(actor, each), []).append(each.ref)
    found: dict[str, int | None] = {}
    for whole, refs in sides.items():
        records = Record.objects.filter(register__in=refs)
        seen = records if whole else _of_own_part(actor, records)
        counted = dict(seen.order_by().values_list("register").annotate(many=Count("pk")))
        found |= {ref: many if (many := counted.get(ref, 0)) <= most else None for ref in refs}
    return found


def _sees_all(actor: Actor, register: Register) -> bool:
    return register.sees_all or permissions.owns(actor, register) or any(post.is_at_root for post in actor.posts)


def within(actor: Actor, register: Register, records: RecordQuerySet) -> RecordQuerySet:
    """Of some records of a register those the person may see."""
    return records if _sees_all(actor, register) else _of_own_part(actor, records)


def _of_own_part(actor: Actor, records: RecordQuerySet) -> RecordQuerySet:
    mine = Q(pk__in=[])
    for path in actor.paths:
        mine |= Q(unit__path__startswith=path) | Q(lead__path__startswith=path)
        mine |= Q(pk__in=Record.objects.filter(parties__unit__path__startswith=path).values("pk"))
    return records.filter(mine)
