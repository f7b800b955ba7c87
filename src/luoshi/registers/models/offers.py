"""A value entered for a field that others had meanwhile changed: both are kept until one of them is chosen."""

from typing import Any, Never

from django.db import models
from django.db.models import Q
from typing_extensions import override

from luoshi.registers.models.records import Record


class OfferStatus(models.TextChoices):
    """What became of an offer."""

    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"


class Offer(models.Model):
    """A value beside the one that stands; `base` is the revision its writer had read, `key` what it was sent under.

    `value` and `stood` are in the forms of `FieldType`, None for blank; `stood_by` wrote what stood then.
    """

    county = models.CharField(max_length=12)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="offers")
    field = models.CharField(max_length=80)
    value = models.JSONField(null=True)
    stood = models.JSONField(null=True)
    stood_by = models.BigIntegerField(null=True)
    stood_by_name = models.CharField(max_length=80, blank=True, default="")
    base = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()
    key = models.CharField(max_length=80, blank=True, default="")
    by_account = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=OfferStatus, default=OfferStatus.OPEN)
    settled_by = models.BigIntegerField(null=True)
    settled_by_name = models.CharField(max_length=80, blank=True, default="")
    settled_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "id"], name="offer_county_id")]
        indexes = [
            models.Index(fields=["record", "id"], condition=Q(status="open"), name="open_offers"),
            models.Index(fields=["by_account", "key"], name="offers_sent"),
        ]

    @override
    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("an offer is never deleted; a declined one stays")
