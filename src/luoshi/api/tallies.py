"""Counting requests, across all processes of a machine, without a server for it.

A small SQLite file of its own, in the home folder: counting waits for no import in the database of the site, and
what a power cut loses of it is a minute of counts. Each machine of a larger site counts for itself.
"""

import sqlite3
import threading
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

WINDOW = 60  # seconds
_local = threading.local()


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of a quota a window has left; `reset` in seconds."""

    quota: int
    left: int
    reset: int

    @property
    def exceeded(self) -> bool:
        """Whether this request is one too many."""
        return self.left < 0

    @property
    def headers(self) -> dict[str, str]:
        """The header fields of draft-ietf-httpapi-ratelimit-headers."""
        return {
            "RateLimit-Policy": f'"default";q={self.quota};w={WINDOW}',
            "RateLimit": f'"default";r={max(self.left, 0)};t={self.reset}',
        }


def count(name: str, quota: int, *, at: float) -> Tally:
    """Count one request of a name, at a moment in seconds; a fixed window a minute long. One statement."""
    start = int(at) - int(at) % WINDOW
    connection = _connection(Path(settings.HOME) / "tallies.sqlite3")
    with closing(
        connection.execute(
            "INSERT INTO tally (name, start, many) VALUES (?, ?, 1) ON CONFLICT (name) DO UPDATE SET "
            "many = CASE WHEN start = excluded.start THEN many + 1 ELSE 1 END, start = excluded.start RETURNING many",
            (name, start),
        )
    ) as cursor:
        (many,) = cursor.fetchone()
    return Tally(quota, quota - many, start + WINDOW - int(at))


def _connection(path: Path) -> sqlite3.Connection:
    """This thread's connection; made with the table at the first question."""
    held: dict[Path, sqlite3.Connection] = _local.__dict__.setdefault("connections", {})
    if path not in held:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=5, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS tally (name TEXT PRIMARY KEY, start INTEGER, many INTEGER) WITHOUT ROWID"
        )
        held[path] = connection
    return held[path]
