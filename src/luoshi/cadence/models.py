"""What a cadence has opened: once for each slot, whatever became of the record."""

from django.db import models


class Opening(models.Model):
    """A record opened by a cadence; `slot` is the period's label, or the id of the record that is followed."""

    county = models.CharField(max_length=12)
    cadence = models.CharField(max_length=81)
    slot = models.CharField(max_length=40)
    record = models.ForeignKey("registers.Record", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cadence", "slot"], name="opened_once")]
