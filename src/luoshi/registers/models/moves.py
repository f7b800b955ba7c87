"""Moves of a record, and guards set aside for it."""

from django.db import models
from django.db.models import F, Q

from luoshi.registers.models.records import Record


class MoveStatus(models.TextChoices):
    """A move that needs a confirmation is proposed first."""

    DONE = "done"
    PROPOSED = "proposed"
    TURNED_DOWN = "turned_down"


NOT_BY_LEAD = Q(by_unit__isnull=False) & Q(lead__isnull=False) & ~Q(by_unit=F("lead"))
NOT_SETTLED_BY_LEAD = Q(settled_by__isnull=True) | (Q(settled_unit__isnull=False) & ~Q(settled_unit=F("lead")))
NOT_BY_REPORTER = Q(reported_by__isnull=True) | (
    ~Q(by_account=F("reported_by"))
    & (Q(for_account__isnull=True) | ~Q(for_account=F("reported_by")))
    & (Q(settled_by__isnull=True) | ~Q(settled_by=F("reported_by")))
)


class Move(models.Model):
    """A step of a record: who, when, on what evidence. `on` is the day it took place, `at` when it was written.

    What a sign-off is judged by is kept as it was then: `lead` the unit that led, `by_doer` whether the doer's side
    took the step, `reported_by` who had last reported a result, `revision` the one the step led to (0 until then).
    `explained` keeps, by audit, what did not fit when a return was handed over and why that was right.
    A strike-off by the doer's unit, or by who reported the result, cannot be stored; triggers look further, at every
    post and delegation (`registers.strike_offs`).
    """

    county = models.CharField(max_length=12)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="moves", db_index=False)
    name = models.CharField(max_length=40)
    source = models.CharField(max_length=40)
    target = models.CharField(max_length=40)
    status = models.CharField(max_length=12, choices=MoveStatus, default=MoveStatus.DONE)
    on = models.DateField()
    evidence = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    explained = models.JSONField(default=dict)
    note = models.CharField(max_length=1000, blank=True, default="")
    by_account = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    by_unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", null=True)
    for_account = models.BigIntegerField(null=True, blank=True)
    lead = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", null=True)
    by_doer = models.BooleanField(default=False)
    strikes_off = models.BooleanField(default=False)
    reported_by = models.BigIntegerField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    settled_by = models.BigIntegerField(null=True, blank=True)
    settled_for = models.BigIntegerField(null=True, blank=True)
    settled_unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", null=True)
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
            models.CheckConstraint(
                condition=Q(strikes_off=False) | (NOT_BY_LEAD & NOT_SETTLED_BY_LEAD & NOT_BY_REPORTER),
                name="no_strike_off_by_the_doers_side",
            ),
        ]
        indexes = [models.Index(fields=["record", "id"]), models.Index(fields=["status"])]


class StruckState(models.Model):
    """A state that, under a published version of a pack, is reached by a strike-off only."""

    pack_version = models.ForeignKey("packs.PackVersion", on_delete=models.PROTECT, related_name="+", db_index=False)
    register = models.CharField(max_length=80)
    state = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pack_version", "register", "state"], name="struck_state_once")
        ]


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
