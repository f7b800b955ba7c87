"""What one filing of the peer writes: the record, what happened, and a job for later."""

from django.db import models


class Filed(models.Model):
    """A filed record."""

    county = models.CharField(max_length=12)
    label = models.CharField(max_length=200)
    data = models.JSONField()
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "plain"


class Happened(models.Model):
    """What was done to it, by whom."""

    filed = models.ForeignKey(Filed, on_delete=models.PROTECT, related_name="events")
    by = models.CharField(max_length=80)
    canonical = models.TextField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "plain"


class ToDo(models.Model):
    """A job that follows from it."""

    kind = models.CharField(max_length=60)
    arguments = models.JSONField()
    run_after = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "plain"
