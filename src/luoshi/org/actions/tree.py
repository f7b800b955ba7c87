"""Units that move to another parent, and units that close."""

from datetime import date, datetime

from luoshi.org.actions.ending import end_unit
from luoshi.org.actions.entries import note_unit, resting_on
from luoshi.org.actions.lock import tree_change
from luoshi.org.actions.placing import parent_of, place
from luoshi.org.models import Unit
from luoshi.org.permissions import check_can_administer
from luoshi.org.policies.spans import check_not_ahead
from luoshi.org.policies.tree import check_not_root
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of


def move_unit(unit: Unit, *, to: Unit, on: date, basis: str = "", by: Actor, at: datetime) -> Unit:
    """The unit and all below it stand below `to` from `on` on; earlier days keep the earlier tree.

    Refused ahead of time, on or before the day of its last move, and below itself. Answers the unit afresh.
    """
    check_not_root(unit)
    check_not_ahead(on, day_of(at))
    with tree_change():
        moved, parent = Unit.objects.get(pk=unit.pk), Unit.objects.get(pk=to.pk)
        check_can_administer(by, parent_of(moved), parent)
        place(moved, parent, on)
        note_unit("move_unit", moved, {"to": parent.code, "on": on, **resting_on(basis)}, by=by, at=at)
    return moved


def close_unit(unit: Unit, *, on: date, basis: str = "", by: Actor, at: datetime) -> Unit:
    """The unit exists until the day before `on`, and so do its posts; `on` may lie ahead. Answers the unit afresh."""
    check_not_root(unit)
    with tree_change():
        closed = Unit.objects.get(pk=unit.pk)
        check_can_administer(by, parent_of(closed))
        end_unit(closed, on, by=by, at=at)
        note_unit("close_unit", closed, {"on": on, **resting_on(basis)}, by=by, at=at)
    return closed
