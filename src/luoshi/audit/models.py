"""The audit entry: written once in the transaction of the act it tells of, never changed."""

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
    """`canonical` is the exact text that `digest` (SHA-256, hex) was computed from."""

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
