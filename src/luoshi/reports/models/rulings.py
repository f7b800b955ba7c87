"""What people said of headings: that one asks for what is held, or that it does not."""

from django.db import models


class Ruling(models.Model):
    """One answer to one proposal for a slot; a later one on the same slot takes its place, none is changed.

    `key` is the heading as confirmations are found again, `holding` what it was compared with, `relation` the class
    that was proposed. Confirmed wordings are the part of the lexicon that people made.
    """

    county = models.CharField(max_length=12)
    slot = models.ForeignKey("reports.Slot", on_delete=models.PROTECT, related_name="rulings")
    key = models.CharField(max_length=200)
    words = models.CharField(max_length=400)
    unit_words = models.CharField(max_length=40, blank=True, default="")
    holding = models.CharField(max_length=120)
    source = models.JSONField(default=dict)
    relation = models.CharField(max_length=12)
    confirmed = models.BooleanField()
    reason = models.CharField(max_length=200, blank=True, default="")
    by_account = models.BigIntegerField()
    for_account = models.BigIntegerField(null=True, blank=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key"]), models.Index(fields=["holding", "confirmed"])]
