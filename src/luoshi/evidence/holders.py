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


class NoHolders:
    """The answer while no room uses files."""

    def in_use(self, contents: Collection[int]) -> set[int]:
        return set()

    def seen_by(self, actor: Actor, sha256: str) -> "File | None":
        return None


_provider: list[Holders] = [NoHolders()]


def provide(holders: Holders) -> None:
    """Called once, when the room that uses files is ready."""
    _provider[0] = holders


def holders() -> Holders:
    """Whoever uses files."""
    return _provider[0]
