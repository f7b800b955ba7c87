"""Printed figures: what was shown to the world, and everything needed to show how it came about."""

from typing import Any, Never

from django.db import models
from typing_extensions import override


class PrintedFigure(models.Model):
    """Never changed. `position` is where the change log stood; `versions` are those of every pack involved.

    `question` is the stored form of `questions.Question`, `value` the exact number ("191/284") behind the text.
    """

    county = models.CharField(max_length=12)
    measure = models.CharField(max_length=80)
    pack_version = models.ForeignKey("packs.PackVersion", on_delete=models.PROTECT, related_name="+")
    versions = models.JSONField()
    question = models.JSONField()
    position = models.TextField()
    text_zh = models.CharField(max_length=200)
    text_en = models.CharField(max_length=300)
    value = models.CharField(max_length=120, blank=True, default="")
    numerator = models.CharField(max_length=60, blank=True, default="")
    denominator = models.CharField(max_length=60, blank=True, default="")
    by_account = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    printed_at = models.DateTimeField()
    sameness = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "id"], name="printed_figure_county_id"),
            models.UniqueConstraint(fields=["county", "sameness"], name="printed_figure_once"),
        ]
        indexes = [models.Index(fields=["measure", "-id"])]

    @override
    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("a printed figure is never changed")
        super().save(*args, **kwargs)

    @override
    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("a printed figure is never deleted")
