"""Named sets of units that are not branches of the tree, such as the nine counties counted with the zone."""

from django.db import models
from typing_extensions import override

from luoshi.org.models.dated import Dated
from luoshi.org.models.units import Unit


class UnitGroup(models.Model):
    """A set that documents speak of ("八个旗县市区", "九个旗县市区（含开发区）"); its members are dated."""

    code = models.CharField(max_length=40, unique=True)
    title_zh = models.CharField(max_length=80)
    title_en = models.CharField(max_length=120)

    @override
    def __str__(self) -> str:
        return self.title_zh


class GroupMember(Dated):
    """One unit's time in a group."""

    group = models.ForeignKey(UnitGroup, on_delete=models.PROTECT, related_name="members", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="groups")

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["group", "unit", "valid_from"], name="org_groupmember_start"),
        ]
