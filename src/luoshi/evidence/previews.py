"""Small pictures of contents, kept beside them as copies that can be made again at any time."""

import os
import shutil
import tempfile
from pathlib import Path

from django.conf import settings

from luoshi.evidence.examining import preview
from luoshi.evidence.formats import FORMATS, Family
from luoshi.evidence.models import Content
from luoshi.evidence.stores import Missing, store
from luoshi.rules.refusals import Refused

MEDIA_TYPE = "image/jpeg"
SHOWN = (Family.IMAGE, Family.PDF)


def path_of(sha256: str) -> Path:
    """Where the small picture of a content lies, if it was made."""
    return Path(settings.EVIDENCE["folder"]) / "previews" / sha256[:2] / f"{sha256}.jpg"


def has_preview(content: Content) -> bool:
    """Whether the format can be shown as a picture."""
    return FORMATS[content.format].family in SHOWN


def keep_preview(sha256: str, made: Path) -> None:
    """Put a small picture into its place; it appears there whole."""
    final = path_of(sha256)
    final.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=final.parent, suffix=".part")
    os.close(handle)
    try:
        shutil.copyfile(made, part)
        Path(part).replace(final)
    finally:
        Path(part).unlink(missing_ok=True)


def preview_of(content: Content) -> Path | None:
    """The small picture of a content, made now if it is not there; nothing where none can be made.

    The first time costs a process and about half a second, later one look at the disk.
    """
    if not has_preview(content):
        return None
    final = path_of(content.sha256)
    if final.exists():
        return final
    try:
        with tempfile.NamedTemporaryFile(prefix="luoshi-preview-") as whole:
            for piece in store().read(content.sha256):
                whole.write(piece)
            whole.flush()
            with preview(Path(whole.name), content.format) as made:
                if made is None:
                    return None
                keep_preview(content.sha256, made)
    except (Missing, OSError, Refused):
        return None
    return final


def forget_preview(sha256: str) -> None:
    """Take the small picture away with its content."""
    path_of(sha256).unlink(missing_ok=True)
