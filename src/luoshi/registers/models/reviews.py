"""Independent reviews: who was asked, what each gave under seal, and what it came to when all had given theirs."""

from django.db import models
from django.db.models import Q

from luoshi.registers.models.records import Record


class ReviewState(models.TextChoices):
    """OPEN until every verdict is given; DIFFERING until somebody has reconciled them."""

    OPEN = "open"
    DIFFERING = "differing"
    SETTLED = "settled"


class Review(models.Model):
    """One review of a record at one revision. `verdicts` stays empty until all are in; then it holds them all.

    `seed` follows from who could be drawn, the newest entry of the log, and `nonce`, which nobody knew before: so
    nobody could choose a moment that suits them. `written` counts what was given: whoever writes a verdict takes the
    row first, so that the last one in is known to be the last.
    """

    county = models.CharField(max_length=12)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="reviews")
    name = models.CharField(max_length=40)
    revision = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.OPEN)
    seed = models.CharField(max_length=64)
    nonce = models.CharField(max_length=32, blank=True, default="")
    written = models.PositiveSmallIntegerField(default=0)
    begun_by = models.BigIntegerField()
    begun_name = models.CharField(max_length=80)
    begun_at = models.DateTimeField()
    verdicts = models.JSONField(default=list)
    opened_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=40, blank=True, default="")
    decided_by = models.BigIntegerField(null=True, blank=True)
    decided_name = models.CharField(max_length=80, blank=True, default="")
    decided_reasons = models.CharField(max_length=1000, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "id"], name="review_county_id"),
            models.UniqueConstraint(
                fields=["record", "name"], condition=~Q(state="settled"), name="one_review_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="open", outcome="", opened_at__isnull=True)
                | Q(state="differing", outcome="", opened_at__isnull=False)
                | (Q(state="settled", opened_at__isnull=False) & ~Q(outcome="")),
                name="a_review_is_told_once_all_is_in",
            ),
        ]


class Reviewer(models.Model):
    """Somebody asked for a verdict, in their own name; `left_at` once another was drawn in their place."""

    county = models.CharField(max_length=12)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="reviewers", db_index=False)
    account = models.BigIntegerField()
    name = models.CharField(max_length=80)
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+")
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "account"], name="asked_once")]
        indexes = [models.Index(fields=["account"])]


class Verdict(models.Model):
    """What a reviewer gave, sealed; a correction before the opening is a further row. Never changed.

    `commitment` is SHA-256 over nonce, verdict and reasons, each on a line: it binds without telling.
    """

    county = models.CharField(max_length=12)
    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="verdicts", db_index=False)
    number = models.PositiveSmallIntegerField()
    commitment = models.CharField(max_length=64)
    sealed = models.TextField()
    by_account = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reviewer", "number"], name="one_verdict_a_reviewer")]
