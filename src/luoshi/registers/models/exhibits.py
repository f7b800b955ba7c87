"""Files that prove something about a record."""

from typing import Any, Never

from django.db import models
from django.db.models import Q
from typing_extensions import override

from luoshi.registers.models.looks import Look
from luoshi.registers.models.moves import Move
from luoshi.registers.models.records import Record


class Exhibit(models.Model):
    """One use of a file: for one record, as one kind of evidence. A move or look that rests on it takes it.

    `content` repeats the file's, so that the same bytes prove a thing of one kind once. A withdrawn one stays,
    with the reason; one that a move or look rests on is not withdrawn.
    """

    county = models.CharField(max_length=12)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="exhibits", db_index=False)
    kind = models.CharField(max_length=40)
    file = models.ForeignKey("evidence.File", on_delete=models.PROTECT, related_name="+")
    content = models.ForeignKey("evidence.Content", on_delete=models.PROTECT, related_name="+")
    move = models.ForeignKey(Move, on_delete=models.PROTECT, related_name="exhibits", null=True, blank=True)
    look = models.ForeignKey(Look, on_delete=models.PROTECT, related_name="exhibits", null=True, blank=True)
    by_account = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    withdrawn_by = models.BigIntegerField(null=True, blank=True)
    withdrawn_name = models.CharField(max_length=80, blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "id"], name="exhibit_county_id"),
            models.UniqueConstraint(
                fields=["county", "record", "kind", "content"],
                condition=Q(withdrawn_at=None),
                name="one_exhibit_of_a_content",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(move=None), name="no_move_rests_on_a_withdrawn_exhibit"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(look=None), name="no_look_rests_on_a_withdrawn_exhibit"
            ),
        ]
        indexes = [models.Index(fields=["record", "id"])]

    @override
    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("an exhibit is never deleted; a withdrawn one stays with its reason")
