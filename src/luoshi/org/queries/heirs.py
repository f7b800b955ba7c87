"""Who carries on the work of a unit that is no more."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from luoshi.org.models import Succession, Unit


def heirs(unit: Unit, on: date) -> tuple[Unit, ...]:
    """The units in force on a day that carry on its work, through mergers and splits. Cost: 2 queries."""
    ids = heirs_in(unit.pk, successions(on))
    found = [heir for heir in Unit.objects.filter(pk__in=ids).order_by("code") if heir.holds_on(on)]
    return tuple(heir for heir in found if heir.pk != unit.pk)


def successions(until: date) -> dict[int, list[int]]:
    """Heirs by the id of whom they follow, as known on a day. Cost: 1 query."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = Succession.objects.filter(on__lte=until).order_by("on", "pk")
    for predecessor, successor in rows.values_list("predecessor", "successor"):
        found[predecessor].append(successor)
    return found


def heirs_in(unit_id: int, followed: Mapping[int, list[int]]) -> list[int]:
    """The last ones of every line of succession that starts at the unit; itself when nobody follows."""
    if unit_id not in followed:
        return [unit_id]
    return list(dict.fromkeys(last for heir in followed[unit_id] for last in heirs_in(heir, followed)))
