"""What is kept of returns beside the records themselves: who was asked for a missing one."""

from django.db import models


class Reminder(models.Model):
    """催报: a unit asked for a return it owes and has not handed over, by whom, in which words."""

    county = models.CharField(max_length=12)
    register = models.CharField(max_length=80)
    period = models.CharField(max_length=20)
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=400)
    by_account = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "id"], name="reminder_county_id")]
        indexes = [models.Index(fields=["register", "period", "unit"])]
