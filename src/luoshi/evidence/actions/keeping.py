"""Keeping a file: taken in, examined, its bytes put into the store once, its bringing told."""

import hashlib
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from luoshi.audit.actions import Act, record, unwritten, writing
from luoshi.evidence.examining import Found, examine
from luoshi.evidence.formats import IMAGES, named
from luoshi.evidence.models import Content, File, Photoprint
from luoshi.evidence.photoprints import bands
from luoshi.evidence.policies import clean_name, refused
from luoshi.evidence.previews import keep_preview
from luoshi.evidence.queries import UNUSED_FOR
from luoshi.evidence.staging import Readable, Staged, staged
from luoshi.evidence.stores import store
from luoshi.jobs.actions import enqueue
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of

SWEPT_AFTER = UNUSED_FOR + timedelta(days=1)
"""When the clean-up looks at what was kept on a day; what nothing used by then is a week old for sure."""


def keep(
    stream: Readable, *, name: str, by: Actor, at: datetime, keeps_place: bool = False, photo: bool = False
) -> File:
    """Keep what a person brings; the same bytes are kept once, each bringing is a row.

    `photo` takes pictures only; `keeps_place` leaves in a picture where and when it was taken. A picture is kept
    as it was written anew. Costs a process of 0.2 to 2 seconds, none when the same bytes are here already.
    """
    name = clean_name(name)
    with staged(stream, name=name) as coming:
        if photo and coming.guessed not in IMAGES:
            raise refused("not_a_picture", name=name)
        known = _known(coming, keeps_place)
        again = _keep_again(known, coming, name=name, keeps_place=keeps_place, by=by, at=at) if known else None
        if again is not None:
            return again
        with examine(coming.path, coming.guessed, name=name, keeps_place=keeps_place) as found:
            return _keep_found(found, coming, name=name, keeps_place=keeps_place, by=by, at=at)


def hold(file: File, *, by: Actor, at: datetime) -> None:
    """Say that a file is used from now on, inside the act that uses it: the clean-up passes it by.

    The condition is in the UPDATE, so either this or the clean-up comes first; refused where the content is gone.
    """
    if not Content.objects.filter(pk=file.content_id, removed_at=None).update(touched_at=at):
        raise refused("removed", name=file.name)
    facts = {"sha256": file.sha256, "file": file.pk}
    record(Act("evidence.hold", "content", file.content_id, "", facts), by=by, at=at)


def _known(coming: Staged, keeps_place: bool) -> Content | None:
    """The content that these very bytes became earlier, under the same rule about the place."""
    earlier = File.objects.filter(original_sha256=coming.sha256, original_size=coming.size, keeps_place=keeps_place)
    found = earlier.filter(content__removed_at=None).select_related("content").first()
    return found.content if found and store().holds(found.content.sha256, found.content.size) else None


def _keep_again(
    content: Content, coming: Staged, *, name: str, keeps_place: bool, by: Actor, at: datetime
) -> File | None:
    """Another bringing of a content; nothing where it was cleaned away a moment ago, to be kept anew."""
    with writing():
        if not Content.objects.filter(pk=content.pk, removed_at=None).update(touched_at=at):
            unwritten()
            return None
        return _brought(content, coming, name=name, keeps_place=keeps_place, by=by, at=at)


def _keep_found(found: Found, coming: Staged, *, name: str, keeps_place: bool, by: Actor, at: datetime) -> File:
    """Into the store before the row, so that no row ever names what is not there."""
    sha256, size = (coming.sha256, coming.size) if found.kept == coming.path else _digest(found.kept)
    kept = store()
    if not kept.holds(sha256, size):
        kept.put(sha256, found.kept)
    with writing():
        content = _entered(found, sha256, size, at=at)
        if not kept.holds(sha256, size):
            kept.put(sha256, found.kept)
        file = _brought(content, coming, name=name, keeps_place=keeps_place, by=by, at=at)
    if found.preview is not None:
        with suppress(OSError):
            keep_preview(sha256, found.preview)
    return file


def _entered(found: Found, sha256: str, size: int, *, at: datetime) -> Content:
    """The row of a content, new or standing, touched: from here on the row is locked, and no clean-up passes."""
    content, new = Content.objects.get_or_create(
        sha256=sha256,
        defaults={
            "size": size,
            "format": found.format,
            "width": found.width,
            "height": found.height,
            "latitude": found.latitude,
            "longitude": found.longitude,
            "taken": found.taken,
            "touched_at": at,
        },
    )
    if not new:
        Content.objects.filter(pk=content.pk).update(touched_at=at, removed_at=None)
    if found.signs:
        numbers = {f"band_{place}": number for place, number in enumerate(bands(found.signs))}
        Photoprint.objects.get_or_create(content=content, defaults={"signs": found.signs, **numbers})
    return content


def _brought(content: Content, coming: Staged, *, name: str, keeps_place: bool, by: Actor, at: datetime) -> File:
    file = File(
        content=content,
        name=clean_name(named(name, content.format)),
        original_sha256=coming.sha256,
        original_size=coming.size,
        keeps_place=keeps_place,
        by_account=by.account_id,
        by_name=by.name,
        at=at,
    )
    file.save(force_insert=True)
    facts = {
        "name": file.name,
        "sha256": content.sha256,
        "size": content.size,
        "original": {"sha256": coming.sha256, "size": coming.size},
    }
    record(Act("evidence.keep", "file", file.pk, "", facts), by=by, at=at)
    enqueue("evidence.sweep", {}, by=by, at=at, key=f"evidence.sweep {day_of(at)}", run_after=at + SWEPT_AFTER)
    return file


def _digest(path: Path) -> tuple[str, int]:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest(), path.stat().st_size
