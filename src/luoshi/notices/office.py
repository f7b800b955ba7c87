"""The office's own hours and addresses, as its settings give them."""

from datetime import date, datetime

from django.conf import settings

from luoshi.calendars.queries import national
from luoshi.notices.hours import Quiet, is_free
from luoshi.notices.models import Preference
from luoshi.rules.moments import CHINA


def usual_quiet() -> Quiet:
    """The quiet hours of the office."""
    since, until = settings.NOTICES["quiet"]
    return Quiet(since, until)


def quiet_of(preference: Preference | None) -> Quiet:
    """The quiet hours of a person, else those of the office."""
    if preference is None or preference.quiet_from is None or preference.quiet_until is None:
        return usual_quiet()
    return Quiet(preference.quiet_from, preference.quiet_until)


def may_write(at: datetime, preference: Preference | None) -> bool:
    """Whether a person may be written to now: a working day, outside their quiet hours."""
    return is_free(at, quiet_of(preference), national())


def digest_on(day: date) -> datetime:
    """The moment of a day at which the digests go out."""
    return datetime.combine(day, settings.NOTICES["digest"], CHINA)


def is_workday(day: date) -> bool:
    """Whether digests go out on the day."""
    return national().is_workday(day)


def link(path: str) -> str:
    """A page's whole address, for letters; empty where the office has not said under which address it is reached."""
    site = str(settings.NOTICES["site"]).rstrip("/")
    return f"{site}{path}" if site else ""
