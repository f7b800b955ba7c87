"""Units that give way to others: merged, split, replaced; who carries on their work is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from luoshi.org.actions.ending import end_unit
from luoshi.org.actions.entries import note_unit, resting_on
from luoshi.org.actions.intake import note_created
from luoshi.org.actions.lock import tree_change
from luoshi.org.actions.placing import parent_of, place
from luoshi.org.actions.planting import plant
from luoshi.org.models import Succession, SuccessionKind, Unit
from luoshi.org.permissions import check_can_administer
from luoshi.org.policies.drafts import UnitDraft, tidied
from luoshi.org.policies.reorganise import (
    check_children_assigned,
    check_distinct,
    check_not_given_way,
    check_some,
)
from luoshi.org.policies.spans import check_exists, check_not_ahead
from luoshi.org.policies.tree import check_not_root
from luoshi.org.queries.tree import children_since
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of


def merge_units(units: Sequence[Unit], *, into: Unit, on: date, basis: str = "", by: Actor, at: datetime) -> Unit:
    """The units end on `on`; `into` takes over what stands below them and carries on their work.

    For a merger into something new, create that unit first. Posts end with their units: who goes on in the new
    one is decided anew. Answers `into` afresh.
    """
    check_not_ahead(on, day_of(at))
    check_distinct(units, into)
    with tree_change():
        heir = Unit.objects.get(pk=into.pk)
        check_exists(heir, on, None)
        check_can_administer(by, heir)
        for merged in Unit.objects.filter(pk__in=[unit.pk for unit in units]).order_by("path"):
            check_not_root(merged)
            check_not_given_way(merged)
            check_can_administer(by, parent_of(merged))
            for child in children_since(merged, on):
                place(child, heir, on)
            end_unit(Unit.objects.get(pk=merged.pk), on, by=by, at=at)
            _succeed(merged, [heir], SuccessionKind.MERGE, on, basis=basis, by=by, at=at)
    return Unit.objects.get(pk=into.pk)


def split_unit(
    unit: Unit,
    *,
    into: Sequence[UnitDraft],
    children: Mapping[str, str],
    on: date,
    basis: str = "",
    by: Actor,
    at: datetime,
) -> list[Unit]:
    """The unit ends on `on` and the drafted ones, valid from then, carry on its work.

    `children` says under which new code each child's code goes on; a child left out is refused by name.
    """
    check_some(into, unit)
    return _give_way(unit, into, children, SuccessionKind.SPLIT, on, basis=basis, by=by, at=at)


def replace_unit(unit: Unit, *, draft: UnitDraft, on: date, by: Actor, at: datetime) -> Unit:
    """The unit ends on `on`, and the drafted one takes its place with all below it: a new body, not just a name."""
    children = {child.code: draft.code for child in children_since(unit, on)}
    return _give_way(unit, [draft], children, SuccessionKind.RENAME, on, by=by, at=at)[0]


def _give_way(
    unit: Unit,
    drafts: Iterable[UnitDraft],
    children: Mapping[str, str],
    kind: SuccessionKind,
    on: date,
    *,
    basis: str = "",
    by: Actor,
    at: datetime,
) -> list[Unit]:
    check_not_root(unit)
    check_not_ahead(on, day_of(at))
    with tree_change():
        ending = Unit.objects.get(pk=unit.pk)
        check_not_given_way(ending)
        parent = parent_of(ending)
        check_can_administer(by, parent)
        tidy = [tidied(replace(draft, parent=parent.code, valid_from=on, valid_to=None)) for draft in drafts]
        heirs = plant(tidy, {parent.code: parent})
        note_created(heirs, tidy, by=by, at=at)
        by_code = {heir.code: heir for heir in heirs}
        check_children_assigned(ending, children, by_code)
        for child in children_since(ending, on):
            if child.code in children:
                place(child, by_code[children[child.code]], on)
        end_unit(ending, on, by=by, at=at)
        _succeed(ending, heirs, kind, on, basis=basis, by=by, at=at)
    return heirs


def _succeed(
    unit: Unit, heirs: Sequence[Unit], kind: SuccessionKind, on: date, *, basis: str, by: Actor, at: datetime
) -> None:
    Succession.objects.bulk_create(Succession(predecessor=unit, successor=heir, kind=kind, on=on) for heir in heirs)
    facts = {"into": [heir.code for heir in heirs], "on": on, **resting_on(basis)}
    note_unit(f"{kind}_unit", unit, facts, by=by, at=at)
