"""Saved views: a list as somebody arranged it, under a name, for themselves or for others."""

from django.db import models
from django.db.models import Q


class Share(models.TextChoices):
    """Who sees a view besides its owner."""

    OWN = "own"
    UNIT = "unit"
    ALL = "all"


class SavedView(models.Model):
    """What the address of a list asked for when it was saved; a removed one stays, so that it can be restored."""

    register = models.CharField(max_length=80)
    title = models.CharField(max_length=60)
    query = models.CharField(max_length=2000, blank=True, default="")
    share = models.CharField(max_length=4, choices=Share, default=Share.OWN)
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    account = models.BigIntegerField()
    account_name = models.CharField(max_length=80)
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["register", "account", "title"], condition=Q(removed_at=None), name="one_view_of_a_name"
            ),
            models.CheckConstraint(
                condition=~Q(share="unit") | Q(unit__isnull=False), name="a_view_for_a_unit_names_it"
            ),
        ]
        indexes = [models.Index(fields=["register"])]


class UsualView(models.Model):
    """The view with which a register opens for one person."""

    account = models.BigIntegerField()
    register = models.CharField(max_length=80)
    view = models.ForeignKey(SavedView, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "register"], name="one_usual_view")]
