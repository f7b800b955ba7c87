"""Reads about exhibits: what lies before a record, who may fetch it, which photos elsewhere look the same."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from luoshi.evidence.models import File
from luoshi.evidence.queries import alike
from luoshi.packs.queries import register as declared
from luoshi.registers import queries
from luoshi.registers.models import Exhibit, MoveStatus, Record
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused

MOST = 5
"""Photos elsewhere that are named one by one; more are only counted."""


def exhibits_of(record: Record) -> list[Exhibit]:
    """Everything ever laid before a record, the oldest first. One query."""
    return list(record.exhibits.select_related("file__content", "content__photoprint", "move").order_by("pk"))


def ready_files(record: Record, kinds: Collection[str]) -> dict[str, list[str]]:
    """The names of files of these kinds that nothing rests on yet. One query."""
    held = Exhibit.objects.filter(record=record, kind__in=kinds, move=None, look=None, withdrawn_at=None)
    found: dict[str, list[str]] = {}
    for kind, name in held.order_by("pk").values_list("kind", "file__name"):
        found.setdefault(kind, []).append(name)
    return found


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another exhibit that shows the same: the bytes themselves, or a photo that looks alike.

    `record` is nothing where the person may not see it: then all they learn is that there is one.
    """

    record: Record | None
    same: bool


def likenesses(actor: Actor, exhibit: Exhibit) -> list[Likeness]:
    """Where else this photo or file proves something: on another record, or under another move of this one.

    Of photos only where the kind says it is one. Those the person may see first. About ten queries.
    """
    register = declared(exhibit.record.register, exhibit.record.pack_version_id)
    kind = register.evidence.get(exhibit.kind)
    if kind is None or not kind.photo:
        return []
    near = {each.content_id for each in alike(exhibit.content)}
    others = (
        Exhibit.objects.filter(content__in={exhibit.content_id, *near}, withdrawn_at=None)
        .exclude(pk=exhibit.pk)
        .exclude(record=exhibit.record, move=exhibit.move)
    )
    found: dict[int, bool] = {}
    for record_id, content_id in others.order_by("pk").values_list("record_id", "content_id"):
        found[record_id] = found.get(record_id, False) or content_id == exhibit.content_id
    seen = {record.pk: record for record in seen_of(actor, found)}
    told = [Likeness(seen.get(record_id), same) for record_id, same in found.items()]
    return sorted(told, key=lambda each: (each.record is None, not each.same))


def seen_of(actor: Actor, ids: Collection[int]) -> list[Record]:
    """Of these records the ones the person may see. A few queries for each register, not for each record."""
    records = list(Record.objects.filter(pk__in=ids).select_related("unit"))
    seen: set[int] = set()
    for ref in {record.register for record in records}:
        mine = [record.pk for record in records if record.register == ref]
        visible = queries.visible_to(actor, queries.in_force(ref)[0])
        seen |= set(visible.filter(pk__in=mine).values_list("pk", flat=True))
    return [record for record in records if record.pk in seen or (_is_proposed(record) and _awaits(actor, record))]


def open_to(actor: Actor, ids: Collection[int]) -> list[Record]:
    """As `seen_of`, with the records that wait for the person to strike off, look again or review: who is to judge
    by files fetches them. A few queries more for each record not seen otherwise."""
    seen = seen_of(actor, ids)
    others = Record.objects.filter(pk__in=set(ids) - {record.pk for record in seen}).select_related("unit")
    return [*seen, *(record for record in others if _awaits(actor, record))]


def _is_proposed(record: Record) -> bool:
    return record.moves.filter(status=MoveStatus.PROPOSED).exists()


def _awaits(actor: Actor, record: Record) -> bool:
    """Whether the person sees the record because a sign-off waits for them."""
    try:
        queries.get(actor, record.pk)
    except Refused:
        return False
    return True


class Exhibits:
    """Who holds files, for the room that keeps them."""

    def in_use(self, contents: Collection[int]) -> set[int]:
        """Contents that lie or have lain before a record. One query."""
        held: Iterable[int] = Exhibit.objects.filter(content__in=contents).values_list("content_id", flat=True)
        return set(held)

    def seen_by(self, actor: Actor, sha256: str) -> File | None:
        """The file under the name it has on a record the person may see, the newest use first."""
        held = list(Exhibit.objects.filter(content__sha256=sha256).select_related("file__content").order_by("-pk"))
        seen = {record.pk for record in open_to(actor, {each.record_id for each in held})}
        return next((each.file for each in held if each.record_id in seen), None)
