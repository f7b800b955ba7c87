"""A unit, its names, its places in the tree over time, and what became of it."""

from django.db import models
from django.db.models import Q
from typing_extensions import override

from luoshi.org.models.dated import Dated


class Unit(Dated):
    """A node of the organisation tree.

    `title`, `path` and `county` are copies of what names and placements say now. `path` is "/<id>/<id>/" from
    the root down to the unit; `county` is the division code of the nearest county or development zone above,
    else the city's.
    """

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    short_title = models.CharField(max_length=40, blank=True, default="")
    kind = models.CharField(max_length=20)
    division_code = models.CharField(max_length=12, blank=True, default="")
    uscc = models.CharField(max_length=18, blank=True, default="")
    county = models.CharField(max_length=12)
    path = models.CharField(max_length=240, db_index=True)

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["uscc"], condition=~Q(uscc=""), name="org_unit_uscc"),
        ]
        indexes = [models.Index(fields=["county", "kind"])]

    @override
    def __str__(self) -> str:
        return self.short_title or self.title


class Alias(Dated):
    """Every name a unit has or had, its titles included; `normalised` is what a look-up compares."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="aliases", db_index=False)
    kind = models.CharField(max_length=10)
    text = models.CharField(max_length=120)
    normalised = models.CharField(max_length=120, db_index=True)

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["unit", "kind", "normalised", "valid_from"], name="org_alias_once"),
        ]


class Placement(Dated):
    """Under which parent a unit stands between two days; the one root stands under none."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="placements", db_index=False)
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="placed_below")

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["unit", "valid_from"], name="org_placement_start"),
            models.UniqueConstraint(fields=["unit"], condition=Q(valid_to=None), name="org_placement_one_open"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=models.F("unit")), name="org_placement_not_below_itself"
            ),
        ]


class Succession(models.Model):
    """From a day on, the work of one unit is carried by another; a split has several rows."""

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions", db_index=False)
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="precessions")
    kind = models.CharField(max_length=10)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="org_succession_once"),
            models.CheckConstraint(
                condition=~Q(predecessor=models.F("successor")), name="org_succession_not_of_itself"
            ),
        ]
