"""The files of the reading copy: immutable generations, a pointer replaced atomically, one builder at a time.

A kill at any moment leaves the pointer naming the old generation or the new one, both complete. What was
being written then carries the ending `.part` and is removed by the next builder, under the lock.
"""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

POINTER = "current"
LOCK = "build.lock"
KEPT = 2
NAME = re.compile(r"generation-(\d{8})\.duckdb")


def current(folder: Path) -> Path | None:
    """The generation readers should open; it may have been removed meanwhile, then ask again."""
    try:
        name = (folder / POINTER).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    return folder / name if NAME.fullmatch(name) else None


@contextmanager
def building(folder: Path, *, wait: bool) -> Iterator[bool]:
    """Hold the builder's lock; gives False at once when another builder has it and `wait` is not asked for.

    The kernel frees the lock of a process that dies.
    """
    with (folder / LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def next_part(folder: Path) -> Path:
    """Where to write the next generation; only under the lock. Removes what dead builders left."""
    for leftover in folder.glob("*.part*"):
        leftover.unlink(missing_ok=True)
    return folder / f"generation-{_newest(folder) + 1:08d}.duckdb.part"


def publish(folder: Path, part: Path) -> Path:
    """Make a finished part the current generation; only under the lock."""
    final = part.with_suffix("")
    _sync(part)
    part.rename(final)
    pointer = folder / f"{POINTER}.part"
    pointer.write_text(final.name, encoding="ascii")
    _sync(pointer)
    pointer.replace(folder / POINTER)
    _sync(folder)
    _remove_old(folder, final)
    return final


def withdraw(folder: Path, generation: Path) -> None:
    """Take back a generation that cannot be read, so that nobody opens it again; only under the lock."""
    if current(folder) == generation:
        (folder / POINTER).unlink(missing_ok=True)
    generation.unlink(missing_ok=True)


def _newest(folder: Path) -> int:
    return max((int(found[1]) for path in folder.iterdir() if (found := NAME.fullmatch(path.name))), default=0)


def _remove_old(folder: Path, latest: Path) -> None:
    """Keep the last ones: a reader that has just read the old pointer still finds its file.

    Readers that have an older one open keep it: the kernel frees the space when the last of them closes it.
    """
    generations = sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name) and path <= latest)
    for path in generations[:-KEPT]:
        path.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
