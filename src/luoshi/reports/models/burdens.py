"""What forms cost: seconds a cell takes, and the cells of a form as they were counted on a day."""

from django.db import models
from django.db.models import F, Q

from luoshi.rules.burden import CellKind


class CellTiming(models.Model):
    """How long people took to fill in cells of one kind, as somebody measured it; the newest of a kind counts.

    `seconds` is the median of `sample` cells, `low` and `high` the range that was seen.
    """

    kind = models.CharField(max_length=8, choices=[(each.value, each.value) for each in CellKind])
    seconds = models.DecimalField(max_digits=7, decimal_places=1)
    low = models.DecimalField(max_digits=7, decimal_places=1)
    high = models.DecimalField(max_digits=7, decimal_places=1)
    sample = models.PositiveIntegerField()
    measured_on = models.DateField()
    how = models.CharField(max_length=200)
    by_account = models.BigIntegerField()
    for_account = models.BigIntegerField(null=True, blank=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(low__gt=0, low__lte=F("seconds"), high__gte=F("seconds"), sample__gte=1),
                name="a_timing_lies_in_its_range",
            )
        ]


class FormCount(models.Model):
    """The cells of one version of a form as counted: by kind, those people fill in, and those filled for them.

    `asked` and `filled` hold a number for each kind; `held` is how many of those asked are held. `roster_rows` is how
    many rows of each roster were reckoned with, as whoever counted it said.
    """

    county = models.CharField(max_length=12)
    form_file = models.ForeignKey("reports.FormFile", on_delete=models.PROTECT, related_name="counts")
    asked = models.JSONField(default=dict)
    filled = models.JSONField(default=dict)
    held = models.PositiveIntegerField()
    roster_rows = models.PositiveIntegerField()
    by_account = models.BigIntegerField()
    for_account = models.BigIntegerField(null=True, blank=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
