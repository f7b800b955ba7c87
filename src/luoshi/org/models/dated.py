"""What holds between two days: from `valid_from` on, until the day before `valid_to`."""

from datetime import date

from django.db import models
from django.db.models import F, Q


class Dated(models.Model):
    """`valid_to` is the first day on which it no longer holds; empty while no end is known."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="%(app_label)s_%(class)s_dates",
            )
        ]

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on the day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def covers(self, since: date, until: date | None) -> bool:
        """Whether it is in force on every day of the span."""
        if not self.holds_on(since):
            return False
        return self.valid_to is None or (until is not None and until <= self.valid_to)


def in_force(day: date, prefix: str = "") -> Q:
    """The condition for dated rows in force on a day; `prefix` walks a relation, such as "unit__"."""
    return overlapping(day, None, prefix) & Q(**{f"{prefix}valid_from__lte": day})


def overlapping(since: date, until: date | None, prefix: str = "") -> Q:
    """The condition for dated rows that share a day with the span."""
    ends_later = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": since})
    return ends_later if until is None else ends_later & Q(**{f"{prefix}valid_from__lt": until})
