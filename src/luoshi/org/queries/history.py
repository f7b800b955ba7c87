"""Two ways to read old figures: in the organisation of their day, or in that of today."""

from datetime import date
from os.path import commonpath

from luoshi.org.models import Unit
from luoshi.org.queries.heirs import heirs_in, successions
from luoshi.org.queries.tree import tree


def as_was(on: date) -> dict[int, str]:
    """Each unit of a day, and its path on that day. Cost: 2 queries."""
    return {node.unit_id: node.path for node in tree(on).nodes.values()}


def restated(on: date) -> dict[int, str]:
    """Each unit there ever was up to a day, and the path on that day of who carries on its work. Cost: 4 queries.

    What was split cannot be divided after the event, so it counts for the lowest unit above all of its heirs; what
    closed without an heir counts for the unit it last stood below.
    """
    paths, followed = as_was(on), successions(on)
    units = Unit.objects.filter(valid_from__lte=on).values_list("pk", "path")
    last_known = dict(units)
    stands = {unit_id: _standing_path(unit_id, known, paths) for unit_id, known in last_known.items()}
    return {unit: commonpath([stands[heir] for heir in heirs_in(unit, followed)]) + "/" for unit in last_known}


def _standing_path(unit_id: int, last_known: str, paths: dict[int, str]) -> str:
    """The heir's own path, else that of the nearest unit above it that still stands; the root always does."""
    line = [unit_id, *(int(part) for part in reversed(last_known.strip("/").split("/")))]
    return next(paths[above] for above in line if above in paths)
