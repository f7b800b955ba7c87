"""Moves of a record, and guards set aside for it."""

from django.db import models
from django.db.models import F, Q

from luoshi.registers.models.records import Record


class MoveStatus(models.TextChoices):
    """A move that needs a confirmation is proposed first."""

    DONE = "done"
    PROPOSED = "proposed"
    TURNED_DOWN = "turned_down"


class Move(models.Model):
    """A step of a record: who, when, on what evidence. `on` is the day it took place, `at` when it was written."""

    county = models.CharField(max_length=12)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="moves")
    name = models.CharField(max_length=40)
    source = models.CharField(max_length=40)
    target = models.CharField(max_length=40)
    status = models.CharField(max_length=12, choices=MoveStatus, default=MoveStatus.DONE)
    on = models.DateField()
    evidence = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    note = models.CharField(max_length=1000, blank=True, default="")
    by_account = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    by_unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()
    settled_by = models.BigIntegerField(null=True, blank=True)
    settled_name = models.CharField(max_length=80, blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_reason = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "id"], name="move_county_id"),
            models.UniqueConstraint(
                fields=["county", "record"], condition=Q(status="proposed"), name="one_proposed_move"
            ),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True) | ~Q(settled_by=F("by_account")),
                name="no_move_settled_by_its_doer",
            ),
        ]
        indexes = [models.Index(fields=["record", "id"]), models.Index(fields=["status"])]


class Waiver(models.Model):
    """A guard set aside for one record by a named person, with the legal basis."""

    county = models.CharField(max_length=12)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="waivers")
    guard = models.CharField(max_length=40)
    basis = models.CharField(max_length=400)
    by_account = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "record", "guard"], name="waiver_once")]
