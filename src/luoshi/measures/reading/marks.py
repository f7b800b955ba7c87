"""Marks: where the change log stood when something was read from it, and proof that it is still the same log."""

import hashlib
from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import QuerySet

from luoshi.registers.changelog import position, visible_at
from luoshi.registers.models import Version


@dataclass(frozen=True, slots=True)
class Mark:
    """A position, the newest version there, and the database both belong to.

    A restored backup or another database brings other versions under the same numbers; then the anchor is
    gone or different, and whatever was read before no longer counts.
    """

    position: str
    anchor: str
    database: str


def mark_now() -> Mark:
    """The mark of this moment. To be taken before reading: what is read may be newer, never older."""
    place = position()
    return Mark(place, _anchor(place), _database())


def mark_after(mark: Mark) -> Mark:
    """The mark of this moment in the same database. Two queries, none on the database itself."""
    place = position()
    return mark if place == mark.position else replace(mark, position=place, anchor=_anchor(place))


def holds(mark: Mark) -> bool:
    """Whether this is the database, with the very version, that the mark was taken from."""
    return mark.database == _database() and is_anchored(mark)


def is_anchored(mark: Mark) -> bool:
    """Whether the newest version of the mark is still there, the same. One query."""
    if not mark.anchor:
        return True
    number, _, _ = mark.anchor.partition(" ")
    return _told(Version.objects.filter(id=int(number))) == mark.anchor


def _anchor(place: str) -> str:
    return _told(Version.objects.filter(visible_at(place)).order_by("-id"))


def _told(versions: QuerySet[Version]) -> str:
    """The first version's number, and a digest of what it says; empty where there is none."""
    said = versions.values_list("id", "record_id", "revision", "at", "data", "reached").first()
    return f"{said[0]} {hashlib.sha256(repr(said).encode()).hexdigest()[:24]}" if said else ""


def _database() -> str:
    """Which database answers; a copy restored into another PostgreSQL counts transactions differently."""
    if connection.vendor != "postgresql":
        return f"sqlite {connection.settings_dict['NAME']}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT system_identifier, current_database() FROM pg_control_system()")
        identifier, name = cursor.fetchone()
    return f"postgresql {identifier} {name}"
