"""Frozen lists: what was there on a day, and every record taken in or moved out since, each signed by two."""

from typing import Any, Never

from django.db import models
from django.db.models import F, Q
from typing_extensions import override

from luoshi.registers.models.records import Record


class FrozenList(models.Model):
    """A list of records as they stood when it was frozen. Its members never change; `base` counts them.

    `digest` is the SHA-256 over the head and the members with their revisions. `condition` is the expression they
    were chosen by, `document` the paper the list rests on.
    """

    county = models.CharField(max_length=12)
    register = models.CharField(max_length=80)
    title = models.CharField(max_length=80)
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+")
    frozen_on = models.DateField()
    condition = models.CharField(max_length=2000, blank=True, default="")
    document = models.CharField(max_length=200)
    base = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    by_account = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "title"], name="one_list_of_a_title")]

    @override
    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("a frozen list is never deleted")


class ListMember(models.Model):
    """A record of the base, with the revision and the name it had when the list was frozen. Never changed."""

    county = models.CharField(max_length=12)
    frozen = models.ForeignKey(FrozenList, on_delete=models.PROTECT, related_name="members", db_index=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    label = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["frozen", "record"], name="member_once")]

    @override
    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("the base of a frozen list never changes")


class ListChangeKind(models.TextChoices):
    """What may happen to a list after the freeze."""

    TAKEN_IN = "taken_in"
    MOVED_OUT = "moved_out"


class ListChangeStatus(models.TextChoices):
    """A change counts once somebody of another unit has signed it."""

    PROPOSED = "proposed"
    SIGNED = "signed"
    TURNED_DOWN = "turned_down"


class ListChange(models.Model):
    """A record taken in or moved out after the freeze: why, by which document, who, and who signed it.

    It counts from `signed_on`, so that a list as of an earlier day never changes. A wrong one is followed by its
    contrary; `corrects` names it.
    """

    county = models.CharField(max_length=12)
    frozen = models.ForeignKey(FrozenList, on_delete=models.PROTECT, related_name="changes", db_index=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=ListChangeKind)
    status = models.CharField(max_length=12, choices=ListChangeStatus, default=ListChangeStatus.PROPOSED)
    reason = models.CharField(max_length=1000)
    document = models.CharField(max_length=200)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    by_account = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    by_unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    signed_on = models.DateField(null=True, blank=True)
    settled_by = models.BigIntegerField(null=True, blank=True)
    settled_name = models.CharField(max_length=80, blank=True, default="")
    settled_unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_reason = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["frozen", "record"], condition=Q(status="proposed"), name="one_proposed_change_of_a_member"
            ),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True)
                | (~Q(settled_by=F("by_account")) & ~Q(settled_unit=F("by_unit"))),
                name="no_change_signed_by_its_own_unit",
            ),
            models.CheckConstraint(
                condition=~Q(status="signed") | (Q(signed_on__isnull=False) & Q(settled_unit__isnull=False)),
                name="a_signed_change_has_its_signature",
            ),
        ]
        indexes = [models.Index(fields=["frozen", "signed_on"])]

    @override
    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("a change of a list is never deleted; its contrary corrects it")
