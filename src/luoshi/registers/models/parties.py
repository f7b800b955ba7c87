"""The units of a record besides its lead."""

from django.db import models

from luoshi.registers.models.records import Record


class PartyRole(models.TextChoices):
    """Parties of a record besides its one lead."""

    SUPPORT = "support"
    SUPERVISOR = "supervisor"


class Party(models.Model):
    """A unit that supports or supervises a record."""

    county = models.CharField(max_length=12)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="parties")
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=PartyRole)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "record", "unit", "role"], name="party_once")]
