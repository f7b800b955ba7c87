"""Contents in a folder: `ab/cd/abcd…`, whole under their final name or not there, also after a kill."""

import os
import re
import shutil
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from typing_extensions import override

from luoshi.evidence.stores.store import CHUNK, Missing, Store

_NAME = re.compile(r"[0-9a-f]{64}")


class DiskStore(Store):
    """A folder of this machine, or one that all machines of the site mount."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "contents"

    def path(self, sha256: str) -> Path:
        """Where a content lies."""
        if not _NAME.fullmatch(sha256):
            raise Missing(sha256)
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    @override
    def holds(self, sha256: str, size: int) -> bool:
        path = self.path(sha256)
        return path.is_file() and path.stat().st_size == size

    @override
    def put(self, sha256: str, source: Path) -> None:
        """Copied beside its place, synced, renamed; then the folder's entry is synced too."""
        final = self.path(sha256)
        final.parent.mkdir(parents=True, exist_ok=True)
        part = final.with_name(f"{sha256}.{uuid.uuid4().hex}.part")
        try:
            with source.open("rb") as coming, part.open("xb") as going:
                shutil.copyfileobj(coming, going, CHUNK)
                going.flush()
                os.fsync(going.fileno())
            part.replace(final)
        finally:
            part.unlink(missing_ok=True)
        _sync(final.parent)

    @override
    def read(self, sha256: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        try:
            stream = self.path(sha256).open("rb")
        except FileNotFoundError:
            raise Missing(sha256) from None
        with stream:
            stream.seek(start)
            left = length
            while piece := stream.read(CHUNK if left is None else min(CHUNK, left)):
                left = None if left is None else left - len(piece)
                yield piece

    @override
    def remove(self, sha256: str) -> None:
        self.path(sha256).unlink(missing_ok=True)

    @override
    def names(self) -> Iterator[str]:
        yield from (path.name for path in self.folder.glob("*/*/*") if _NAME.fullmatch(path.name))

    def remove_parts(self, *, before: float) -> int:
        """Take away what a kill left half written and nobody has touched since `before` (seconds of the epoch)."""
        many = 0
        for part in self.folder.glob("*/*/*.part"):
            with suppress(FileNotFoundError):
                if part.stat().st_mtime < before:
                    part.unlink()
                    many += 1
        return many


def _sync(folder: Path) -> None:
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
