"""What a store of contents can do; a content's name is its SHA-256, so nothing is ever overwritten."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

CHUNK = 1 << 18
"""Bytes read at a time."""


class Missing(Exception):
    """The store has no such content."""


class Store(Protocol):
    """Keeps bytes under their digest. Raises OSError when it cannot be reached or is full."""

    def holds(self, sha256: str, size: int) -> bool:
        """Whether the content is there in full length."""

    def put(self, sha256: str, source: Path) -> None:
        """Keep the bytes of a file; under the final name they are whole or not there."""

    def read(self, sha256: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """The bytes from `start`, in pieces; raises Missing at the first piece."""

    def remove(self, sha256: str) -> None:
        """Take the content away; no complaint when it is gone already."""

    def names(self) -> Iterator[str]:
        """The digest of every content there."""
