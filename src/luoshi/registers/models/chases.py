"""Notices by which a record was chased, each with its number and the answer to it."""

from django.db import models

from luoshi.registers.models.clocks import Clock
from luoshi.registers.models.records import Record


class Chase(models.Model):
    """A notice of one rung of the ladder, sent to the unit that led then; the ladder begins anew with each clock."""

    county = models.CharField(max_length=12)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="chases", db_index=False)
    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="+", null=True)
    rung = models.CharField(max_length=40)
    number = models.CharField(max_length=40, unique=True)
    on = models.DateField()
    due = models.DateField(null=True)
    days_left = models.IntegerField(null=True)
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    words = models.CharField(max_length=1000, blank=True, default="")
    by_account = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    by_unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()
    reply = models.CharField(max_length=2000, blank=True, default="")
    reply_account = models.BigIntegerField(null=True)
    reply_name = models.CharField(max_length=80, blank=True, default="")
    reply_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "record", "clock", "rung"],
                condition=models.Q(clock__isnull=False),
                name="rung_once",
            ),
            models.UniqueConstraint(
                fields=["county", "record", "rung"], condition=models.Q(clock=None), name="rung_once_without_clock"
            ),
        ]
        indexes = [models.Index(fields=["record", "id"]), models.Index(fields=["unit", "reply_at"])]


class ChaseSeries(models.Model):
    """The last number given in a series such as DB-TX-2023; given with the notice or not at all, so without gaps."""

    series = models.CharField(max_length=32, unique=True)
    last = models.PositiveIntegerField()
