"""The clock of the pages: the one place where they read the time.

The sample city stands still on one day, so that what is due and what is late stays as it was generated; the
page says so. Elsewhere this is the time of day.
"""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from luoshi.rules.moments import on_day


def now() -> datetime:
    """The present moment; in the sample, the same time of the sample's day."""
    return on_day(timezone.now(), settings.SAMPLE_DAY)


def today() -> date:
    """The present day in the site's time zone."""
    return timezone.localtime(now()).date()
