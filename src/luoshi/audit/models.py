"""What the log keeps of each write: the entry of the act, and a touch for each row it wrote."""

from typing import Any, Never, Self

from django.db import models
from typing_extensions import override


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads only; a change or removal is refused here, and by database triggers once they are installed."""

    @override
    def update(self, **kwargs: Any) -> Never:
        raise TypeError("an audit entry is never changed")

    @override
    def delete(self) -> Never:
        raise TypeError("an audit entry is never deleted")

    def about(self, kind: str, subject: int) -> Self:
        """Entries on one subject, newest first."""
        return self.filter(subject_kind=kind, subject_id=subject).order_by("-id")


class Entry(models.Model):
    """`canonical` is the exact text `digest` (hex) was computed from; `writing` numbers the act's transaction."""

    county = models.CharField(max_length=12)
    at = models.DateTimeField()
    act = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    by_account = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    on_behalf_of = models.CharField(max_length=80, blank=True, default="")
    canonical = models.TextField()
    digest = models.CharField(max_length=64)
    writing = models.BigIntegerField(db_index=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "id"], name="audit_entry_county_id")]
        indexes = [models.Index(fields=["subject_kind", "subject_id"]), models.Index(fields=["at"])]

    @override
    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("an audit entry is never changed")
        super().save(*args, **kwargs)

    @override
    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("an audit entry is never deleted")


class Shape(models.Model):
    """Columns of a table that digests of its rows are taken over; `id` is the start of the digest of `canonical`."""

    id = models.PositiveIntegerField(primary_key=True)
    table = models.CharField(max_length=80, db_index=True)
    canonical = models.TextField()


class Touch(models.Model):
    """One row that an act wrote: which table's shape, which row, how, and the digest over the row as it then was.

    Written by the triggers of the database. `operation` is I, U or D; S for a row found standing when its table
    came under protection.
    """

    writing = models.BigIntegerField(db_index=True)
    shape = models.PositiveIntegerField()
    row = models.BigIntegerField()
    operation = models.CharField(max_length=1)
    digest = models.CharField(max_length=64)


class Waiting(models.Model):
    """An act that has committed, or will with this row, and is not in the log yet; the sealer removes it."""

    writing = models.BigIntegerField(primary_key=True)


class Leaf(models.Model):
    """One act in the log, or a part of a large one: `text` names its entries and touches, `hash` is over it."""

    position = models.BigIntegerField(primary_key=True)
    writing = models.BigIntegerField()
    part = models.PositiveIntegerField()
    text = models.TextField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["writing", "part"], name="audit_leaf_once")]


class Node(models.Model):
    """The hash over 256, 65 536, … leaves, so that a proof reads few rows."""

    level = models.PositiveSmallIntegerField()
    position = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "position"], name="audit_node_once")]


class Head(models.Model):
    """The signed root over the first `size` leaves. `text` is what is handed out; signature and key stand in it."""

    size = models.BigIntegerField(db_index=True)
    root = models.CharField(max_length=64)
    at = models.DateTimeField()
    text = models.TextField()


class Receipt(models.Model):
    """Somebody of another unit received a head: from then on the log cannot be rewritten without their noticing."""

    head = models.ForeignKey(Head, on_delete=models.PROTECT, related_name="receipts", db_index=False)
    unit = models.BigIntegerField()
    unit_title = models.CharField(max_length=120)
    by_account = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["head", "by_account"], name="audit_receipt_once")]


class Mailing(models.Model):
    """A head that was sent by mail, to whom."""

    head = models.ForeignKey(Head, on_delete=models.PROTECT, related_name="mailings")
    to = models.TextField()
    day = models.DateField(unique=True)


class Verification(models.Model):
    """A check of the whole log: what was looked at, and how many faults were found."""

    at = models.DateTimeField()
    by_name = models.CharField(max_length=80)
    size = models.BigIntegerField()
    rows = models.BigIntegerField()
    seconds = models.FloatField()
    faults = models.PositiveIntegerField()
    told = models.JSONField(default=list)
