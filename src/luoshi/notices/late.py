"""Which matters have passed their date of late."""

from collections.abc import Iterator
from datetime import date, timedelta

from luoshi.packs.queries import current
from luoshi.registers.models import Record

LATELY = timedelta(days=7)


def newly_late(day: date) -> Iterator[Record]:
    """Records whose date has passed within the last week and of which something is still expected.

    One query for each register with a lifecycle. A week, so that a worker that stood still tells them afterwards,
    and a ledger taken over does not tell of all its past at once.
    """
    for register in current().registers():
        if register.lifecycle is None:
            continue
        due = Record.objects.of(register.ref).filter(due__lt=day, due__gte=day - LATELY)
        yield from due.exclude(state__in=register.lifecycle.ends).select_related("unit", "lead").order_by("due", "pk")
