"""Who holds a key, and who offered the same again."""

from django.db import models

from luoshi.registers.models.records import Record


class Identity(models.Model):
    """Who holds a key: one record for one key across all counties, the first registered."""

    register = models.CharField(max_length=80)
    key = models.CharField(max_length=400)
    county = models.CharField(max_length=12)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "key"], name="one_identity")]


class Claim(models.Model):
    """A second offer of what is already registered: kept, and shown to the holder and to the claimant."""

    county = models.CharField(max_length=12)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="claims")
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+")
    data = models.JSONField()
    by_account = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
