"""Posts held in units, who stands in for their holders, and the staffing a unit was granted."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from luoshi.org.models.dated import Dated
from luoshi.org.models.units import Unit


class Post(Dated):
    """An account holds a role in a unit between two days; all rights come from here."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts", db_index=False
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts", db_index=False)
    role = models.CharField(max_length=20)
    establishment = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["account", "unit", "role", "valid_from"], name="org_post_start"),
            models.UniqueConstraint(
                fields=["account", "unit", "role"], condition=Q(valid_to=None), name="org_post_one_open"
            ),
        ]
        indexes = [models.Index(fields=["unit", "role"])]


class Delegation(Dated):
    """A deputy acts for the holder of a post (代办) until a set day, or the moment it is revoked."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="delegations")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deputised")
    reason = models.CharField(max_length=200)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(valid_to__isnull=False), name="org_delegation_ends"),
            models.UniqueConstraint(
                fields=["post", "valid_from"], condition=Q(revoked_at=None), name="org_delegation_start"
            ),
        ]


class Establishment(models.Model):
    """Staff quota (编制) granted to a unit from a day on, or taken when negative; grants add up."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="establishments")
    kind = models.CharField(max_length=20)
    number = models.IntegerField()
    valid_from = models.DateField()
    basis = models.CharField(max_length=200)
