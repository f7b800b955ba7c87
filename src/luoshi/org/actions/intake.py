"""New units, one or thousands, in one transaction."""

from collections.abc import Iterable
from datetime import datetime

from luoshi.audit.actions import Act, record_many
from luoshi.org.actions.entries import resting_on
from luoshi.org.actions.lock import tree_change
from luoshi.org.actions.planting import plant
from luoshi.org.models import Unit
from luoshi.org.permissions import check_can_administer
from luoshi.org.policies.drafts import UnitDraft, facts_of, tidied
from luoshi.org.policies.order import in_tree_order
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def create_unit(draft: UnitDraft, *, basis: str = "", by: Actor, at: datetime) -> Unit:
    """A new unit below the parent that the draft names."""
    return load_units([draft], basis=basis, by=by, at=at)[0]


def load_units(drafts: Iterable[UnitDraft], *, basis: str = "", by: Actor, at: datetime) -> list[Unit]:
    """New units, given in any order, parents first in the answer; all of them or none.

    Cost: about 10 statements, and 4 more for every 500 units.
    """
    ordered = in_tree_order(tidied(draft) for draft in drafts)
    with tree_change():
        parents = _existing_parents(ordered)
        check_can_administer(by, *parents.values())
        units = plant(ordered, parents)
        note_created(units, ordered, basis=basis, by=by, at=at)
    return units


def note_created(
    units: Iterable[Unit], drafts: Iterable[UnitDraft], *, basis: str = "", by: Actor, at: datetime
) -> None:
    """The audit entries of new units."""
    acts = [
        Act("org.create_unit", "unit", unit.pk, unit.county, {**facts_of(draft), **resting_on(basis)})
        for unit, draft in zip(units, drafts, strict=True)
    ]
    record_many(acts, by=by, at=at)


def _existing_parents(drafts: list[UnitDraft]) -> dict[str, Unit]:
    new = {draft.code for draft in drafts}
    wanted = {draft.parent: draft.code for draft in drafts if draft.parent not in new}
    found = {unit.code: unit for unit in Unit.objects.filter(code__in=wanted)}
    for parent, child in wanted.items():
        if parent not in found:
            raise Refused(
                "org.no_parent",
                reason=Text(f"上级单位“{parent}”不存在。", f"There is no unit {parent or '(blank)'} to stand below."),
                remedy=Text(
                    "填写已有单位的代号，或先建立上级单位。", "Give the code of a unit, or create the parent first."
                ),
                where=child,
            )
    return found
