"""Forms that were issued: filled for a unit and a period, frozen with every figure and where it came from."""

from typing import Any, Never

from django.db import models
from django.db.models import Q
from typing_extensions import override

from luoshi.reports.models.forms import FormFile, Tracing

_TRACINGS = [(each.value, each.value) for each in Tracing]


class Issue(models.Model):
    """A form as it was filled, never changed afterwards.

    `digest` is that of the filled file's parts, so the file made again from the figures proves to be the same;
    `position` is where the change log stood, `rosters` how many rows each list took, `missing` how many places had
    nothing held. `batch` names those that were issued together. `reason` says why a form that is not admitted was
    filled all the same, and `tracing` in which way the file tells the lineage ids.
    """

    county = models.CharField(max_length=12)
    form_file = models.ForeignKey(FormFile, on_delete=models.PROTECT, related_name="issues", db_index=False)
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    period = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    position = models.TextField()
    rosters = models.JSONField(default=list)
    missing = models.PositiveIntegerField(default=0)
    batch = models.CharField(max_length=36, blank=True, default="")
    reason = models.CharField(max_length=200, blank=True, default="")
    tracing = models.CharField(max_length=8, choices=_TRACINGS, default=Tracing.NONE.value)
    by_account = models.BigIntegerField()
    for_account = models.BigIntegerField(null=True, blank=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "id"], name="issue_county_id"),
            models.UniqueConstraint(fields=["batch", "unit"], condition=~Q(batch=""), name="one_issue_of_a_batch"),
        ]
        indexes = [models.Index(fields=["form_file", "-id"]), models.Index(fields=["unit", "-id"])]

    @override
    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("an issued form is never changed")
        super().save(*args, **kwargs)

    @override
    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("an issued form is never deleted")


class IssuedFigure(models.Model):
    """What stands in one cell of an issued form. `lineage` opens it for ever.

    `value` keeps its kind: {"number": "12.5"}, {"text": "…"}, {"day": "2022-02-09"} or {} where nothing is held.
    `trail` names the records it was read from with their revisions, and the printed figure behind a measure.
    """

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="figures", db_index=False)
    sheet = models.CharField(max_length=200, blank=True, default="")
    row = models.PositiveIntegerField()
    column = models.PositiveIntegerField()
    words = models.CharField(max_length=400, blank=True, default="")
    lineage = models.CharField(max_length=26, unique=True)
    value = models.JSONField(default=dict)
    source = models.JSONField(default=dict)
    trail = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue", "sheet", "row", "column"], name="one_figure_of_a_cell"),
        ]

    @override
    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("a figure of an issued form is never deleted")
