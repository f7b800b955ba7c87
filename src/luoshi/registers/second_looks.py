"""What is known of second looks: the draws with their proof and rate, and the looks that wait for a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from luoshi.packs.queries import register as declared
from luoshi.registers.models import LOOKED, Draw, Look, Record, Seen
from luoshi.registers.permissions import check_can_look
from luoshi.rules.actors import Actor
from luoshi.rules.lots import digest_of, drawn, quota, seed_of
from luoshi.rules.refusals import Refused


@dataclass(frozen=True, slots=True)
class Tally:
    """A draw in numbers: `listed` = `spared` + drawn; of the drawn, those looked at, and those that held."""

    draw: Draw
    listed: int
    drawn: int
    looked: int
    held: int
    overdue: int


def tallies(registers: list[str], *, today: date) -> Iterator[Tally]:
    """The draws of some registers in numbers, the newest first. One query."""
    counts = {
        "drawn_": Count("looks", filter=Q(looks__seen__in=[Seen.OPEN, *LOOKED])),
        "looked_": Count("looks", filter=Q(looks__seen__in=LOOKED)),
        "held_": Count("looks", filter=Q(looks__seen=Seen.HELD)),
        "overdue_": Count("looks", filter=Q(looks__seen=Seen.OPEN, looks__due__lt=today)),
    }
    for draw in Draw.objects.filter(register__in=registers).annotate(**counts).order_by("-closed_at", "-id"):
        yield Tally(draw, len(draw.listed), *(int(getattr(draw, name)) for name in counts))


def redrawn(draw: Draw) -> tuple[str, ...] | None:
    """The result computed anew from what is published; None where list, seed and result do not fit together."""
    if (
        not draw.seed
        or digest_of(draw.listed) != draw.digest
        or seed_of(draw.digest, draw.public, draw.head) != draw.seed
    ):
        return None
    result = drawn(draw.listed, wanted=quota(len(draw.listed), draw.share), seed=draw.seed)
    kept = set(draw.looks.filter(seen__in=[Seen.OPEN, *LOOKED]).values_list("item", flat=True))
    return result if kept == set(result) else None


def looks_for(actor: Actor, record: Record | None = None) -> list[Look]:
    """The second looks the person may take, of one record or of all, those due first. Looks at the first 200."""
    open_ones = Look.objects.filter(seen=Seen.OPEN, **({"record": record} if record else {}))
    waiting = open_ones.select_related("draw", "strike_off", "record__unit", "record__lead")
    waiting = waiting.prefetch_related("record__moves", "record__parties").order_by("due", "id")
    return [look for look in waiting[:200] if _may(actor, look)]


def looks_of(record: Record) -> QuerySet[Look]:
    """The second looks of a record, the newest first; those not drawn are told too."""
    return record.looks.select_related("draw", "strike_off").order_by("-id")


def awaits(actor: Actor, record: Record) -> bool:
    """Whether a second look at the record waits for this person, who need not be of its part of the tree."""
    return any(_may(actor, look) for look in record.looks.filter(seen=Seen.OPEN).select_related("strike_off"))


def _may(actor: Actor, look: Look) -> bool:
    register = declared(look.record.register, look.record.pack_version_id)
    rule = register.lifecycle.second_look if register.lifecycle else None
    if rule is None:
        return False
    try:
        check_can_look(actor, look, register, rule)
    except Refused:
        return False
    return True
