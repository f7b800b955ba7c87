"""What each kind of cell takes: measured, or assumed and called so."""

from decimal import Decimal

from luoshi.reports.models import CellTiming
from luoshi.rules.burden import ASSUMED, CellKind, Timing


def timings() -> dict[CellKind, Timing]:
    """What each kind of cell takes: the newest measurement, or the assumption. One query."""
    newest = {CellKind(each.kind): each for each in CellTiming.objects.order_by("pk")}
    measured = {
        kind: Timing(kind, Decimal(each.seconds), Decimal(each.low), Decimal(each.high), each.sample)
        for kind, each in newest.items()
    }
    return {**ASSUMED, **measured}
