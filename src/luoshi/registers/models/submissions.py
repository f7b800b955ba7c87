"""What became of each thing people sent, so that sending it again does nothing twice."""

from django.db import models

from luoshi.registers.models.records import Record


class Outcome(models.TextChoices):
    """What the person was told when it was sent first."""

    CREATED = "created"
    CLAIMED = "claimed"
    CORRECTED = "corrected"
    MOVED = "moved"
    PROPOSED = "proposed"
    COMMENTED = "commented"
    OFFERED = "offered"


class Submission(models.Model):
    """One acknowledged act under the id its sender gave it; written in the transaction of the act.

    `key` is the sender's id, one per account; `digest` (SHA-256, hex) is taken over what was sent. Kept for
    `submitting.KEPT`, then forgotten: whoever sends again later is told by the record itself.
    """

    account = models.BigIntegerField()
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+", db_index=False)
    outcome = models.CharField(max_length=12, choices=Outcome)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="submission_once")]
        indexes = [models.Index(fields=["at"])]
