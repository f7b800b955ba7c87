"""Taking a stream in, counted and digested as it comes, into a file that is gone again whatever happens."""

import errno
import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings

from luoshi.evidence.formats import HEAD, guess
from luoshi.evidence.policies import most_bytes, refused, too_large

CHUNK = 1 << 18
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Readable(Protocol):
    """What bytes come from."""

    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Staged:
    """A stream that has arrived: where it lies, its digest and length, what its first bytes look like."""

    path: Path
    sha256: str
    size: int
    guessed: str


@contextmanager
def staged(stream: Readable, *, name: str) -> Iterator[Staged]:
    """The stream as a file until the end of the block. Refused before more is read than its format may have."""
    folder = Path(settings.EVIDENCE["folder"]) / "incoming"
    path = folder / f"{uuid.uuid4().hex}.part"
    with telling_full(name):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            yield _taken(stream, path, name)
        finally:
            path.unlink(missing_ok=True)


@contextmanager
def telling_full(name: str) -> Iterator[None]:
    """A full disk, and a store out of reach, in words."""
    try:
        yield
    except OSError as error:
        raise refused("disk_full" if error.errno in _FULL else "store", name=name) from error


def _taken(stream: Readable, path: Path, name: str) -> Staged:
    head = stream.read(HEAD)
    guessed = guess(head)
    if not guessed or guessed == "heic":
        raise refused(guessed or ("unknown" if head else "empty"), name=name)
    most, size, digest = most_bytes(guessed), 0, hashlib.sha256()
    with path.open("xb") as going:
        piece = head
        while piece:
            size += len(piece)
            if size > most:
                raise too_large(most, name=name)
            digest.update(piece)
            going.write(piece)
            piece = stream.read(CHUNK)
        going.flush()
        os.fsync(going.fileno())
    return Staged(path, digest.hexdigest(), size, guessed)
