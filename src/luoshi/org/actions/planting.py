"""Puts checked drafts into the tables: units, places, names; for the acts that bring new units."""

from collections.abc import Iterable, Mapping, Sequence

from luoshi.org.models import Alias, NameKind, Placement, Unit
from luoshi.org.policies.drafts import UnitDraft
from luoshi.org.policies.order import taken
from luoshi.org.policies.spans import check_exists
from luoshi.rules.names import normal_key

BATCH = 500


def plant(drafts: Sequence[UnitDraft], parents: Mapping[str, Unit]) -> list[Unit]:
    """The drafts, parents first, as units below `parents` (by code) or one another; a root names no parent."""
    check_not_taken(drafts)
    units = Unit.objects.bulk_create([_unsaved(draft) for draft in drafts], batch_size=BATCH)
    known = dict(parents)
    for draft, unit in zip(drafts, units, strict=True):
        parent = known.get(draft.parent)
        if parent:
            check_exists(parent, draft.valid_from, draft.valid_to)
        unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
        unit.county = draft.division_code if draft.kind.gives_county or not parent else parent.county
        known[unit.code] = unit
    Unit.objects.bulk_update(units, ["path", "county"], batch_size=BATCH)
    pairs = list(zip(drafts, units, strict=True))
    Placement.objects.bulk_create(
        [
            Placement(unit=unit, parent=known.get(draft.parent), valid_from=unit.valid_from, valid_to=unit.valid_to)
            for draft, unit in pairs
        ],
        batch_size=BATCH,
    )
    Alias.objects.bulk_create([row for draft, unit in pairs for row in _names(draft, unit)], batch_size=BATCH)
    return units


def check_not_taken(drafts: Iterable[UnitDraft]) -> None:
    """Refuse codes and credit codes that a unit already has. Cost: 2 queries."""
    rows = list(drafts)
    for part in ("code", "uscc"):
        values = [value for draft in rows if (value := getattr(draft, part))]
        holder = Unit.objects.filter(**{f"{part}__in": values}).order_by("pk").first()
        if holder:
            raise taken(part, getattr(holder, part), holder.title)


def name_row(unit: Unit, kind: NameKind, text: str) -> Alias:
    """An unsaved name of a unit for its whole life."""
    return Alias(
        unit=unit,
        kind=kind,
        text=text,
        normalised=normal_key(text, where=unit.code),
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
    )


def _unsaved(draft: UnitDraft) -> Unit:
    return Unit(
        code=draft.code,
        title=draft.title,
        short_title=draft.short_title,
        kind=draft.kind,
        division_code=draft.division_code,
        uscc=draft.uscc,
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
    )


def _names(draft: UnitDraft, unit: Unit) -> Iterable[Alias]:
    yield name_row(unit, NameKind.TITLE, draft.title)
    if draft.short_title:
        yield name_row(unit, NameKind.SHORT, draft.short_title)
    for alias in draft.aliases:
        yield name_row(unit, NameKind.ALSO, alias)
