"""What keeping files has to know of their uses; the room that keeps records provides it."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Protocol

from luoshi.rules.actors import Actor

if TYPE_CHECKING:
    from luoshi.evidence.models import File


class Holders(Protocol):
    """Those who use files."""

    def in_use(self, contents: Collection[int]) -> set[int]:
        """Of these contents, by id, the ones that something holds or has held."""

    def seen_by(self, actor: Actor, sha256: str) -> "File | None":
        """The file under which this person may see that content; nothing when they may not. Asked at every fetch."""


class Several:
    """Rooms that use files, asked one after the other."""

    def __init__(self) -> None:
        self.rooms: dict[str, Holders] = {}

    def in_use(self, contents: Collection[int]) -> set[int]:
        return {content for room in self.rooms.values() for content in room.in_use(contents)}

    def seen_by(self, actor: Actor, sha256: str) -> "File | None":
        found = (room.seen_by(actor, sha256) for room in self.rooms.values())
        return next((file for file in found if file is not None), None)


_ROOMS = Several()


def provide(room: str, holders: Holders) -> None:
    """Called by each room that uses files, once it is ready."""
    _ROOMS.rooms[room] = holders


def holders() -> Holders:
    """Whoever uses files."""
    return _ROOMS
