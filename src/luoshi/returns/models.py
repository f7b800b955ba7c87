"""What is kept of returns beside the records themselves: who was asked for a missing one."""

from django.db import models
from django.db.models import Q


class Reminder(models.Model):
    """催报: a unit asked for a return it owes and has not handed over, by whom, in which words.

    A missing return has no record, so all that follows from asking for it hangs here. `rung` and `number` are blank
    where its register declares no ladder.
    """

    county = models.CharField(max_length=12)
    register = models.CharField(max_length=80)
    period = models.CharField(max_length=20)
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+")
    rung = models.CharField(max_length=40, blank=True, default="")
    number = models.CharField(max_length=40, blank=True, default="")
    due = models.DateField(null=True, blank=True)
    days_left = models.IntegerField(null=True, blank=True)
    words = models.CharField(max_length=400)
    by_account = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "id"], name="reminder_county_id"),
            models.UniqueConstraint(
                fields=["register", "period", "unit", "rung"], condition=~Q(rung=""), name="asked_once_on_each_rung"
            ),
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="reminder_number"),
        ]
        indexes = [models.Index(fields=["register", "period", "unit"])]
