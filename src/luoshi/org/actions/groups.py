"""Groups of units that documents speak of, with dated members."""

from collections.abc import Sequence
from datetime import date, datetime

from luoshi.audit.actions import Act, record
from luoshi.org.actions.ending import end_row
from luoshi.org.actions.lock import tree_change
from luoshi.org.models import GroupMember, Unit, UnitGroup, overlapping
from luoshi.org.permissions import check_can_administer
from luoshi.org.policies.drafts import check_code, check_room, check_title, narrowed
from luoshi.org.policies.spans import check_exists
from luoshi.org.queries.tree import root
from luoshi.rules.actors import Actor
from luoshi.rules.texts import Text


def define_group(
    *, code: str, title: Text, members: Sequence[Unit], since: date, by: Actor, at: datetime
) -> UnitGroup:
    """From `since` on the group has exactly these members; earlier days keep the earlier ones."""
    code = narrowed(code)
    check_code(code)
    check_title(title.zh, "", where=code)
    check_room(title.zh, 80, where=code)
    check_room(title.en, 120, where=code)
    with tree_change():
        top = root()
        check_can_administer(by, top)
        group, _ = UnitGroup.objects.update_or_create(
            code=code, defaults={"title_zh": title.zh, "title_en": title.en}
        )
        wanted = {unit.pk: unit for unit in members}
        for row in GroupMember.objects.filter(overlapping(since, None), group=group).select_related("unit"):
            if wanted.pop(row.unit_id, None) is None:
                end_row(row, since, what=Text(f"“{row.unit.title}”的成员身份", f"{row.unit.title} in the group"))
        for unit in wanted.values():
            check_exists(unit, since, unit.valid_to)
        GroupMember.objects.bulk_create(
            GroupMember(group=group, unit=unit, valid_from=since, valid_to=unit.valid_to) for unit in wanted.values()
        )
        facts = {"code": code, "members": sorted(unit.code for unit in members), "from": since}
        record(Act("org.define_group", "group", group.pk, top.county, facts), by=by, at=at)
    return group
