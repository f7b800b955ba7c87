"""Cleaning away what was brought and used by nothing, one content at a time, each leaving a tombstone."""

from datetime import datetime

from luoshi.audit.actions import Act, record, unwritten, writing
from luoshi.evidence.holders import holders
from luoshi.evidence.models import Content
from luoshi.evidence.previews import forget_preview
from luoshi.evidence.queries import unused_since
from luoshi.evidence.stores import Store, store
from luoshi.rules.actors import Actor

BATCH = 200


def sweep(*, by: Actor, at: datetime) -> list[str]:
    """Remove contents that nothing uses and nobody has brought or attached for a week; their digests.

    Somebody who brings or attaches the same content meanwhile wins: the row is locked while its bytes go, and the
    condition is looked at again in that very statement.
    """
    kept, removed, after = store(), list[str](), 0
    while batch := list(Content.objects.filter(unused_since(at), pk__gt=after).order_by("pk")[:BATCH]):
        after = batch[-1].pk
        used = holders().in_use([each.pk for each in batch])
        removed += [each.sha256 for each in batch if each.pk not in used and _remove(each, kept, by=by, at=at)]
    return removed


def _remove(content: Content, kept: Store, *, by: Actor, at: datetime) -> bool:
    with writing():
        if not Content.objects.filter(unused_since(at), pk=content.pk).update(removed_at=at):
            unwritten()
            return False
        kept.remove(content.sha256)
        forget_preview(content.sha256)
        facts = {"sha256": content.sha256, "size": content.size, "untouched_since": content.touched_at.isoformat()}
        record(Act("evidence.remove", "content", content.pk, "", facts), by=by, at=at)
    return True
