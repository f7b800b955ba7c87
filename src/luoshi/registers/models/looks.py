"""Second looks (回头看): the lists that were closed, what was drawn from them, and what was seen."""

from django.db import models
from django.db.models import F, Q

from luoshi.registers.models.moves import Move
from luoshi.registers.models.records import Record


class Draw(models.Model):
    """One draw of a register: a closed list with its digest, and later the public value and the seed.

    `source` and `value_day` say, when the list is closed, where the public value will come from and of which later
    day it is; `head` is the head of the audit log then. `listed` holds the items the digest is taken over. Nobody
    knows the seed before the list is closed.
    """

    county = models.CharField(max_length=12, blank=True, default="")
    register = models.CharField(max_length=80)
    period = models.CharField(max_length=20)
    share = models.DecimalField(max_digits=5, decimal_places=2)
    days = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    value_day = models.DateField(null=True, blank=True)
    head = models.CharField(max_length=64, blank=True, default="")
    listed = models.JSONField()
    digest = models.CharField(max_length=64)
    closed_by = models.BigIntegerField()
    closed_name = models.CharField(max_length=80)
    closed_at = models.DateTimeField()
    public = models.CharField(max_length=200, blank=True, default="")
    seed = models.CharField(max_length=64, blank=True, default="")
    drawn_by = models.BigIntegerField(null=True, blank=True)
    drawn_name = models.CharField(max_length=80, blank=True, default="")
    drawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "period"], name="one_draw_a_period"),
            models.CheckConstraint(
                condition=Q(drawn_at__isnull=True) | (Q(drawn_at__gt=F("closed_at")) & ~Q(public="") & ~Q(seed="")),
                name="drawn_after_the_list_was_closed",
            ),
        ]


class Seen(models.TextChoices):
    """What became of a listed strike-off."""

    LISTED = "listed"
    SPARED = "spared"
    OPEN = "open"
    HELD = "held"
    NOT_HELD = "not_held"


LOOKED = (Seen.HELD, Seen.NOT_HELD)


class Look(models.Model):
    """A strike-off on a list. Each is listed once, ever; a drawn one waits for somebody to look again."""

    county = models.CharField(max_length=12)
    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="looks")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="looks")
    strike_off = models.OneToOneField(Move, on_delete=models.PROTECT, related_name="look")
    item = models.CharField(max_length=60)
    lead = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", null=True)
    struck_by = models.BigIntegerField()
    seen = models.CharField(max_length=10, choices=Seen, default=Seen.LISTED)
    due = models.DateField(null=True, blank=True)
    finding = models.CharField(max_length=1000, blank=True, default="")
    evidence = models.JSONField(default=dict)
    by_account = models.BigIntegerField(null=True, blank=True)
    by_name = models.CharField(max_length=80, blank=True, default="")
    by_unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(null=True, blank=True)
    reopening = models.OneToOneField(Move, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "id"], name="look_county_id"),
            models.CheckConstraint(
                condition=~Q(seen__in=LOOKED)
                | (
                    Q(by_account__isnull=False, by_unit__isnull=False, at__isnull=False)
                    & ~Q(by_account=F("struck_by"))
                    & (Q(lead__isnull=True) | ~Q(by_unit=F("lead")))
                    & ~Q(finding="")
                ),
                name="a_second_look_is_by_another",
            ),
            models.CheckConstraint(
                condition=Q(reopening__isnull=True) | Q(seen=Seen.NOT_HELD), name="only_what_did_not_hold_reopens"
            ),
        ]
        indexes = [models.Index(fields=["seen", "due"])]
