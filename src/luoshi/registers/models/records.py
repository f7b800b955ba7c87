"""Records and their versions. The county stands in the keys of every table that grows."""

from datetime import datetime
from typing import Any, Never, Self

from django.db import models
from django.db.models import F, Q
from typing_extensions import override

from luoshi.registers.changelog import CurrentTransaction
from luoshi.rules.moments import day_of


def number_of(prefix: str, created_at: datetime, pk: int) -> str:
    """The number people quote, with the year it was in China."""
    return f"{prefix}-{day_of(created_at).year}-{pk:06d}"


class RecordQuerySet(models.QuerySet["Record"]):
    """Reads of current records."""

    def of(self, register: str) -> Self:
        """The records of one register, by its full reference."""
        return self.filter(register=register)

    def still_at(self, record: "Record") -> Self:
        """This record, only if nobody has written it since it was read."""
        return self.filter(pk=record.pk, revision=record.revision)


class StandingRecords(models.Manager["Record"]):
    """Records that stand: what was withdrawn is listed, counted and written nowhere."""

    @override
    def get_queryset(self) -> models.QuerySet["Record"]:
        return super().get_queryset().filter(withdrawn_at=None)


RecordManager = StandingRecords.from_queryset(RecordQuerySet)


class Record(models.Model):
    """One row of a register as it stands; `data` holds the declared fields, in the forms of `FieldType`.

    `reached` gives the date each state was first reached; `reopened` counts the strike-offs that did not
    hold: found by a second look, or taken back by hand.
    `adopted_from` names the older ledger a record was taken over from, `adopted_on` the day of that.
    `label`, `key` and `found_by` are derived from `data` for lists, identity and search. A record keeps
    the version of its pack it was made under. One that was `withdrawn` is found in `every` alone.
    """

    county = models.CharField(max_length=12)
    register = models.CharField(max_length=80)
    pack_version = models.ForeignKey("packs.PackVersion", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    parent = models.ForeignKey(
        "registers.Record", on_delete=models.PROTECT, related_name="children", null=True, blank=True, db_index=False
    )
    prefix = models.CharField(max_length=8)
    label = models.CharField(max_length=200)
    key = models.CharField(max_length=400, blank=True, default="")
    found_by = models.TextField(blank=True, default="")
    period = models.CharField(max_length=20, blank=True, default="")
    state = models.CharField(max_length=40, blank=True, default="")
    due = models.DateField(null=True, blank=True)
    due_provisional = models.BooleanField(default=False)
    due_calendar = models.CharField(max_length=16, blank=True, default="")
    data = models.JSONField(default=dict)
    reached = models.JSONField(default=dict)
    reopened = models.PositiveSmallIntegerField(default=0)
    adopted_from = models.CharField(max_length=400, blank=True, default="")
    adopted_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = RecordManager()
    every = RecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "id"], name="record_county_id"),
            models.UniqueConstraint(
                fields=["county", "register", "unit", "period"], condition=~Q(period=""), name="one_return_a_period"
            ),
            models.CheckConstraint(
                condition=Q(state="") | Q(lead__isnull=False), name="a_record_with_a_state_has_one_lead"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="no_record_is_its_own_parent"
            ),
        ]
        indexes = [
            models.Index(fields=["register", "state", "-updated_at", "-id"]),
            models.Index(fields=["register", "-updated_at", "-id"]),
            models.Index(fields=["register", "due", "id"]),
            models.Index(fields=["county", "register"]),
            models.Index(fields=["due"], condition=Q(due__isnull=False), name="records_with_a_due_date"),
            models.Index(fields=["parent"], condition=Q(parent__isnull=False), name="records_below_another"),
            models.Index(fields=["register", "period", "unit"], condition=~Q(period=""), name="record_return"),
        ]

    @property
    def number(self) -> str:
        """The number people quote, such as ZS-2022-000123."""
        return number_of(self.prefix, self.created_at, self.pk)

    @override
    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("a record is never deleted; a correction or an end state says what became of it")


class VersionKind(models.TextChoices):
    """What made a version."""

    CREATED = "created"
    ADOPTED = "adopted"
    CORRECTED = "corrected"
    MOVED = "moved"
    PARTIES = "parties"
    PLACED = "placed"
    REPUBLISHED = "republished"
    REDATED = "redated"
    WITHDRAWN = "withdrawn"


class Version(models.Model):
    """A record as one write left it: the change log. Never changed; a correction is a further version.

    It is asked for by record, register or transaction alone, and each write enters one: no index on its other keys.
    """

    county = models.CharField(max_length=12)
    register = models.CharField(max_length=80)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="versions", db_index=False)
    revision = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=VersionKind)
    pack_version = models.ForeignKey("packs.PackVersion", on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    lead = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    parent = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    label = models.CharField(max_length=200)
    period = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=40, blank=True)
    due = models.DateField(null=True)
    data = models.JSONField()
    reached = models.JSONField()
    reopened = models.PositiveSmallIntegerField(default=0)
    changed = models.JSONField(default=list)
    reason = models.CharField(max_length=400, blank=True, default="")
    by_account = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    xid = models.BigIntegerField(db_default=CurrentTransaction())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "revision", "county"], name="version_once"),
            models.UniqueConstraint(fields=["county", "id"], name="version_county_id"),
        ]
        indexes = [models.Index(fields=["xid"]), models.Index(fields=["register", "id"])]

    @override
    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("a version is never deleted")
