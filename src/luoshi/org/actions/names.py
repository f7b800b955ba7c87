"""What units are called: new titles, with the old ones still found, and further names."""

from datetime import date, datetime

from luoshi.org.actions.ending import end_row
from luoshi.org.actions.entries import note_unit, resting_on
from luoshi.org.actions.lock import tree_change
from luoshi.org.models import Alias, NameKind, Unit, overlapping
from luoshi.org.permissions import check_can_administer
from luoshi.org.policies.drafts import check_title, tidy_name
from luoshi.org.policies.naming import check_new_title, named_already
from luoshi.org.policies.spans import check_exists, check_not_ahead
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.rules.names import normal_key
from luoshi.rules.texts import Text


def rename_unit(
    unit: Unit, *, title: str, short_title: str = "", on: date, basis: str = "", by: Actor, at: datetime
) -> Unit:
    """The unit is called so from `on` on; a blank short title says it has none now. Answers the unit afresh.

    The same body under a new name: its code, records and posts stay. The old names still find it.
    """
    check_not_ahead(on, day_of(at))
    new = {NameKind.TITLE: tidy_name(title), NameKind.SHORT: tidy_name(short_title)}
    check_title(new[NameKind.TITLE], new[NameKind.SHORT], where=unit.code)
    with tree_change():
        renamed = Unit.objects.get(pk=unit.pk)
        check_can_administer(by, renamed)
        check_exists(renamed, on, renamed.valid_to)
        old = {NameKind.TITLE: renamed.title, NameKind.SHORT: renamed.short_title}
        check_new_title(renamed, old, new)
        for kind in new:
            if old[kind] != new[kind]:
                _change_name(renamed, kind, new[kind], on)
        renamed.title, renamed.short_title = new[NameKind.TITLE], new[NameKind.SHORT]
        renamed.save(update_fields=["title", "short_title"])
        facts = {"title": title, "was": old[NameKind.TITLE], "on": on, **resting_on(basis)}
        note_unit("rename_unit", renamed, facts, by=by, at=at)
    return renamed


def add_alias(
    unit: Unit, *, text: str, since: date | None = None, until: date | None = None, by: Actor, at: datetime
) -> Alias:
    """Another name that documents use for the unit; without dates, for its whole life."""
    name, first, last = tidy_name(text), since or unit.valid_from, until or unit.valid_to
    check_title(name, "", where=unit.code)
    with tree_change():
        check_can_administer(by, unit)
        check_exists(unit, first, last)
        key = normal_key(name, where=unit.code)
        if Alias.objects.filter(overlapping(first, last), unit=unit, normalised=key).exists():
            raise named_already(unit, name)
        alias = Alias.objects.create(
            unit=unit, kind=NameKind.ALSO, text=name, normalised=key, valid_from=first, valid_to=last
        )
        note_unit("add_alias", unit, {"alias": name, "from": first, "to": last}, by=by, at=at)
    return alias


def _change_name(unit: Unit, kind: NameKind, text: str, on: date) -> None:
    for row in Alias.objects.filter(overlapping(on, None), unit=unit, kind=kind):
        end_row(row, on, what=Text(f"名称“{row.text}”", f"The name {row.text}"))
    if text:
        Alias.objects.create(
            unit=unit,
            kind=kind,
            text=text,
            normalised=normal_key(text, where=unit.code),
            valid_from=on,
            valid_to=unit.valid_to,
        )
