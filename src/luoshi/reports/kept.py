"""What jobs made of issued forms, zips and PDFs, kept as files for some days; made anew whenever somebody asks."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.conf import settings

DAYS = 7
_NAME = re.compile(r"[a-z]+-[0-9a-f-]{1,40}\.(zip|pdf)")
_HALF = ".part"


def folder() -> Path:
    """Where they lie, of the installation alone."""
    found = Path(settings.HOME) / "made"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def kept_file(name: str) -> Path | None:
    """A whole file that is still kept, or nothing; half a file has another name and is never found."""
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    found = folder() / name
    return found if found.is_file() else None


@contextmanager
def making(name: str, *, at: datetime) -> Iterator[Path]:
    """A place to write to; what stands there at the end becomes the file at one stroke, nothing where it failed."""
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    clean(at=at)
    half = folder() / f"{name}.{uuid4().hex}{_HALF}"
    try:
        yield half
        half.replace(folder() / name)
    finally:
        half.unlink(missing_ok=True)


def clean(*, at: datetime) -> None:
    """Take away what is older than seven days, and half files nobody has written to for a day."""
    for each in folder().iterdir():
        days = 1 if each.name.endswith(_HALF) else DAYS
        with suppress(FileNotFoundError):
            if each.is_file() and each.stat().st_mtime < at.timestamp() - days * 86_400:
                each.unlink()
