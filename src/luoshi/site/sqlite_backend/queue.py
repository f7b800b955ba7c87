"""The queue of writers: each draws a ticket and waits until every earlier one is done, across processes.

SQLite lets waiting writers try again after growing pauses, so whoever comes late may be served first and somebody may
wait for seconds. Here a ticket is a number from a small file beside the database, and the lock on the byte of that
number. A writer's turn has come when it can lock all bytes before its own. The kernel gives a lock back when its
holder ends in whatever way, so a kill keeps nobody waiting. The queue only orders: SQLite's own lock still excludes.
"""

import fcntl
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db.utils import OperationalError

LOCK = struct.Struct("@hhqqi0q")  # struct flock: type, whence, start, length, pid (0, as the lock is the file's)
NUMBER = struct.Struct("<q")
_HELD = threading.local()


class Turn:
    """One writer's place in the queue of a file; drawn by `take`, given back by `leave`, however often."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def take(self) -> None:
        """Wait in order until it is this writer's turn; at once when it already is.

        Raises OperationalError where the same thread holds the turn on another connection: it would wait for itself.
        """
        if self._file is not None:
            return
        if self._path in _held():
            raise OperationalError("this thread already writes on another connection to the same database")
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            ticket = _drawn(file)
            if ticket:
                _lock(file, fcntl.F_RDLCK, start=0, length=ticket, wait=True)
        except BaseException:
            os.close(file)
            raise
        self._file = file
        _held().add(self._path)

    def leave(self) -> None:
        """Let the next writer in; nothing happens when it is not this writer's turn."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
            _held().discard(self._path)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """The turn for one statement that is its own transaction."""
        self.take()
        try:
            yield
        finally:
            self.leave()


def _held() -> set[Path]:
    if not hasattr(_HELD, "paths"):
        _HELD.paths = set()
    paths: set[Path] = _HELD.paths
    return paths


def _drawn(file: int) -> int:
    """The next number, with the lock on its byte; a kill in between wastes a number and nothing else."""
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        kept = os.pread(file, NUMBER.size, 0)
        ticket: int = NUMBER.unpack(kept)[0] if len(kept) == NUMBER.size else 0
        os.pwrite(file, NUMBER.pack(ticket + 1), 0)
        _lock(file, fcntl.F_WRLCK, start=ticket, length=1, wait=False)
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)
    return ticket


def _lock(file: int, kind: int, *, start: int, length: int, wait: bool) -> None:
    command = fcntl.F_OFD_SETLKW if wait else fcntl.F_OFD_SETLK
    fcntl.fcntl(file, command, LOCK.pack(kind, os.SEEK_SET, start, length, 0))
