"""Comments on a record: what people say to each other about it, every edit kept, nothing deleted."""

from typing import Any, Never

from django.db import models
from django.db.models import Q
from typing_extensions import override

from luoshi.registers.models.records import Record


class Comment(models.Model):
    """What somebody said of a record. `edition` counts from 1; a withdrawn one stays, and says when."""

    county = models.CharField(max_length=12)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="comments", db_index=False)
    text = models.CharField(max_length=2000)
    edition = models.PositiveSmallIntegerField(default=1)
    by_account = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    by_unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", null=True)
    on_behalf_of = models.CharField(max_length=80, blank=True, default="")
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "id"], name="comment_county_id")]
        indexes = [models.Index(fields=["record", "id"]), models.Index(fields=["by_account", "record"])]

    @override
    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("a comment is never deleted; a withdrawn one stays")


class CommentEdit(models.Model):
    """What a comment said before an edit."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="edits", db_index=False)
    edition = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=2000)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "edition"], name="comment_edition_once")]


class Mention(models.Model):
    """Somebody a comment speaks to by name; `stands` until an edit takes the name out again."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="mentions", db_index=False)
    account = models.BigIntegerField()
    name = models.CharField(max_length=80)
    stands = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "account"], name="mention_once")]
        indexes = [models.Index(fields=["account", "id"], condition=Q(stands=True), name="standing_mentions")]
