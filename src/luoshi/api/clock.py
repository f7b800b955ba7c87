"""The clock of the interface: the one the site names in its settings, which is that of the pages."""

from collections.abc import Callable
from datetime import date, datetime
from typing import cast

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string


def now() -> datetime:
    """The present moment."""
    tell = cast(Callable[[], datetime], import_string(settings.CLOCK))
    return tell()


def today() -> date:
    """The present day in the site's time zone."""
    return timezone.localtime(now()).date()
