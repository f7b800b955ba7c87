"""Groups of units on a day."""

from datetime import date

from luoshi.org.models import Unit, UnitGroup, in_force
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def group_members(code: str, on: date) -> list[Unit]:
    """The members of a group on a day, by code. Cost: 1 query; 1 more to refuse a group that does not exist."""
    within = in_force(on, "groups__")
    members = list(Unit.objects.filter(within, in_force(on), groups__group__code=code).order_by("code"))
    if not members and not UnitGroup.objects.filter(code=code).exists():
        known = "、".join(UnitGroup.objects.order_by("code").values_list("code", flat=True))
        raise Refused(
            "org.no_group",
            reason=Text(f"没有代号为“{code}”的单位分组。", f"There is no group of units with the code {code}."),
            remedy=Text(f"可用的分组：{known or '无'}。", f"Groups there are: {known or 'none'}."),
            where=code,
        )
    return members
