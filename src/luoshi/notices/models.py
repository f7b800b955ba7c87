"""What people are told, the letters and messages that carried it, and how each wants it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from luoshi.notices.kinds import Kind, Way, Why
from luoshi.rules.texts import Text


class Messenger(models.Model):
    """An incoming webhook of the office messenger: where the notices of a unit and those below it are posted.

    `address` and `secret` are as good as passwords: they stand in no entry and on no page. Closed, it stays for the
    log of what it carried.
    """

    title = models.CharField(max_length=80)
    style = models.CharField(max_length=10)
    address = models.CharField(max_length=500)
    secret = models.CharField(max_length=200, blank=True, default="")
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+")
    kinds = models.JSONField(default=list)
    language = models.CharField(max_length=10, default="zh-hans")
    closed_at = models.DateTimeField(null=True, blank=True)

    @property
    def host(self) -> str:
        """The part of the address that may be shown."""
        return self.address.split("//", 1)[-1].split("/", 1)[0]


class DeliveryState(models.TextChoices):
    """Where a letter or message stands."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Delivery(models.Model):
    """One letter to a person, or one message to a messenger, with all the notices it carries.

    What it says is put together when it is sent, from what may still be seen then. `text` is kept in the generated
    sample only.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    messenger = models.ForeignKey(Messenger, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    notices = models.PositiveIntegerField(default=0)
    to = models.CharField(max_length=254, blank=True, default="")
    subject = models.CharField(max_length=200, blank=True, default="")
    text = models.TextField(blank=True, default="")
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(account=None, messenger__isnull=False) | Q(account__isnull=False, messenger=None),
                name="a_delivery_has_one_end",
            )
        ]
        indexes = [models.Index(fields=["made_at"])]


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Reads of notices."""

    def of(self, account: int) -> Self:
        """A person's own."""
        return self.filter(account=account)

    def pending(self, *ways: Way) -> Self:
        """Those still to go out in one of the ways."""
        return self.filter(delivery=None, way__in=ways)


class Notice(models.Model):
    """One thing told to one person, or posted to one messenger; `source` names what it follows from.

    It is about a record, or about a return that was asked for and has none. Of whether it was read there is nothing
    here, and nowhere else.
    """

    county = models.CharField(max_length=12)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    messenger = models.ForeignKey(Messenger, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    record = models.ForeignKey("registers.Record", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    asking = models.ForeignKey("returns.Reminder", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    kind = models.CharField(max_length=12)
    why = models.CharField(max_length=10)
    told = models.JSONField(default=dict)
    by_name = models.CharField(max_length=80, blank=True, default="")
    source = models.CharField(max_length=40)
    way = models.CharField(max_length=8)
    delivery = models.ForeignKey(Delivery, on_delete=models.SET_NULL, related_name="carried", null=True, blank=True)
    at = models.DateTimeField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "record", "source"], condition=Q(messenger=None), name="told_once"
            ),
            models.UniqueConstraint(
                fields=["messenger", "record", "source"], condition=Q(account=None), name="posted_once"
            ),
            models.UniqueConstraint(
                fields=["account", "asking"], condition=Q(messenger=None), name="asking_told_once"
            ),
            models.UniqueConstraint(
                fields=["messenger", "asking"], condition=Q(account=None), name="asking_posted_once"
            ),
            models.CheckConstraint(
                condition=Q(record=None, asking__isnull=False) | Q(record__isnull=False, asking=None),
                name="a_notice_has_one_matter",
            ),
            models.CheckConstraint(
                condition=Q(account=None, messenger__isnull=False) | Q(account__isnull=False, messenger=None),
                name="a_notice_has_one_end",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-id"], name="notices_of_a_person"),
            models.Index(
                fields=["account", "id"], name="notices_pending", condition=Q(delivery=None) & ~Q(way="site")
            ),
            models.Index(fields=["at"]),
        ]

    @property
    def said(self) -> Text:
        """What happened."""
        return Text(str(self.told.get("zh", "")), str(self.told.get("en", "")))

    @property
    def label(self) -> Text:
        """Its kind in words; one of an older version of the product shows its name."""
        return Kind(self.kind).label if self.kind in set(Kind) else Text(self.kind, self.kind)

    @property
    def reason(self) -> Text:
        """Why it was told to this person."""
        return Why(self.why).label if self.why in set(Why) else Text("", "")


class Preference(models.Model):
    """How a person wants to be told. Blank hours are those of the office; no mail without an address."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    mail = models.EmailField(blank=True, default="")
    mail_on = models.BooleanField(default=True)
    ways = models.JSONField(default=dict)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)

    @property
    def address(self) -> str:
        """Where mail goes; empty where none is wanted."""
        return self.mail if self.mail_on else ""

    def way_of(self, kind: Kind) -> Way:
        """The way the person has chosen for a kind, else the usual one."""
        chosen = self.ways.get(kind.value)
        return Way(chosen) if chosen in set(Way) else kind.usual


class Watch(models.Model):
    """A record somebody follows, and since when: what was done before is not told."""

    county = models.CharField(max_length=12)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    record = models.ForeignKey("registers.Record", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "record"], name="followed_once")]


class Glance(models.Model):
    """The last notice a person has set aside as seen: their own bookmark, with no time and no history."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    seen_to = models.BigIntegerField(default=0)
