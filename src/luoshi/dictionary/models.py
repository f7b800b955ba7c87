"""Wordings that people confirmed to mean a data element, besides those its pack declares."""

from django.db import models
from django.db.models import Q


class Alias(models.Model):
    """A wording (别的叫法) that somebody confirmed; a withdrawn one stays, with who took it back and why.

    `key` is the wording as it is compared. While it stands, a wording means one element.
    """

    element = models.CharField(max_length=40)
    words = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    confirmed_by = models.BigIntegerField()
    confirmed_by_name = models.CharField(max_length=80)
    confirmed_at = models.DateTimeField()
    withdrawn_by_name = models.CharField(max_length=80, blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(withdrawn_at=None), name="one_element_of_a_wording")
        ]
        indexes = [models.Index(fields=["element"])]
