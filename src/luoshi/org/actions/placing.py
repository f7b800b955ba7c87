"""Takes units from one place in the tree to another, and keeps their paths and counties true."""

from datetime import date

from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from luoshi.org.actions.ending import end_row
from luoshi.org.models import Placement, Unit, UnitKind, overlapping
from luoshi.org.policies.spans import check_exists
from luoshi.org.policies.tree import Span, circle, closes_circle, same_parent
from luoshi.rules.texts import Text


def place(unit: Unit, parent: Unit, on: date) -> None:
    """The unit, with all below it, stands below the parent from `on` on. Inside `tree_change()`; 6 statements.

    Only the latest placement can be cut, so paths always follow from the latest placements.
    """
    latest = Placement.objects.filter(unit=unit).latest("valid_from")
    if latest.parent_id == parent.pk:
        raise same_parent(unit, parent)
    check_exists(parent, on, unit.valid_to)
    if closes_circle(unit.pk, parent.pk, on, spans_since(on)):
        raise circle(unit, parent)
    end_row(latest, on, what=Text(f"“{unit.title}”现有的隶属关系", f"The present place of {unit.title}"))
    Placement.objects.create(unit=unit, parent=parent, valid_from=on, valid_to=unit.valid_to)
    _repath(unit, parent)


def parent_of(unit: Unit) -> Unit:
    """The unit that it stands below by its latest placement."""
    return Unit.objects.get(placed_below__in=Placement.objects.filter(unit=unit).order_by("-valid_from")[:1])


def spans_since(day: date) -> list[Span]:
    """All placements that hold on the day or later. Cost: 1 query over the whole tree."""
    rows = Placement.objects.filter(overlapping(day, None))
    return [Span(*row) for row in rows.values_list("unit_id", "parent_id", "valid_from", "valid_to")]


def _repath(unit: Unit, parent: Unit) -> None:
    old_path, old_county = unit.path, unit.county
    unit.path = f"{parent.path}{unit.pk}/"
    below = Unit.objects.filter(path__startswith=old_path)
    if not UnitKind(unit.kind).gives_county:
        unit.county = parent.county
        below.filter(county=old_county).update(county=unit.county)
    below.update(path=Concat(Value(unit.path), Substr(F("path"), len(old_path) + 1)))
