"""The clock of the pages: the one place where they read the time.

The sample city stands still on one day, so that what is due and what is late stays as it was generated; the
page says so. Elsewhere this is the time of day.

A system's clock may jump back, an hour or so, when it is set right. What is written then must not look older than
what was written before, so time stands still here until the system's clock has caught up. A jump further back means
that the clock was far ahead before; it is followed, and reported.
"""

import logging
from datetime import date, datetime, timedelta
from threading import Lock

from django.conf import settings
from django.utils import timezone

from luoshi.rules.moments import on_day

HELD_FOR = timedelta(hours=2)
logger = logging.getLogger(__name__)


class Steady:
    """A clock that does not run backwards, for all threads of the process."""

    def __init__(self) -> None:
        self._last: datetime | None = None
        self._lock = Lock()

    def moment(self, told: datetime) -> datetime:
        """The time told, or the last one given where the telling clock has jumped back by less than `HELD_FOR`."""
        with self._lock:
            if self._last is not None and told < self._last:
                if self._last - told < HELD_FOR:
                    return self._last
                logger.warning("the system's clock has jumped back from %s to %s", self._last, told)
            self._last = told
            return told


steady = Steady()


def now() -> datetime:
    """The present moment; in the sample, the same time of the sample's day."""
    return on_day(steady.moment(timezone.now()), settings.SAMPLE_DAY)


def today() -> date:
    """The present day in the site's time zone."""
    return timezone.localtime(now()).date()
