"""What records have taken together of the quotas and shares of one record."""

from django.db import models
from django.db.models import F, Q

from luoshi.registers.models.records import Record


class Pool(models.Model):
    """What is taken of a record under one rule, "pack.register.rule", in whole millionths: they add exactly anywhere.

    Every taker changes this row by a conditional update, so that two of them never both take what is left. There
    is none before somebody takes. `complete`: the shares add up and are closed until the record is reopened.
    """

    county = models.CharField(max_length=12)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="pools")
    rule = models.CharField(max_length=124)
    limit = models.BigIntegerField()
    used = models.BigIntegerField(default=0)
    complete = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "record", "rule"], name="pool_once"),
            models.CheckConstraint(condition=Q(used__gte=0) & Q(used__lte=F("limit")), name="no_pool_is_overdrawn"),
            models.CheckConstraint(condition=Q(complete=False) | Q(used=F("limit")), name="complete_adds_up"),
        ]
