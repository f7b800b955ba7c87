"""Agendas: secret addresses that a calendar program reads."""

from django.db import models


class AgendaKind(models.TextChoices):
    """What an agenda tells of."""

    MINE = "mine"
    REGISTER = "register"
    CADENCES = "cadences"


class Agenda(models.Model):
    """A calendar of one account at an address only its owner was told; of the secret part a digest is kept.

    `register` is a full reference, for agendas of one register. What it tells is what its owner may see that day.
    """

    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=AgendaKind)
    register = models.CharField(max_length=80, blank=True, default="")
    language = models.CharField(max_length=10, default="zh-hans")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-id"])]
