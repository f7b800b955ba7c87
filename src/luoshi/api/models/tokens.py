"""Personal tokens: what a program shows instead of a person's password."""

from django.db import models


class Token(models.Model):
    """A token of one account. Of the secret only a digest is kept; `prefix` is its visible beginning.

    `scopes` are such as "read", "write:investment" or "read:investment.project". With `unit` and `role` the token
    acts as that one post of its owner, else as all of them; never as more than its owner is on that day.
    """

    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", null=True)
    role = models.CharField(max_length=20, blank=True, default="")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-id"])]
