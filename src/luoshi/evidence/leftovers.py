"""What a kill leaves behind: half-written files that no process holds any more."""

import shutil
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from luoshi.evidence.stores import store
from luoshi.evidence.stores.disk import DiskStore


def remove_leftovers(*, before: float) -> int:
    """Take away half-written files untouched since `before` (seconds of the epoch); how many there were."""
    many = 0
    for path in (Path(settings.EVIDENCE["folder"]) / "incoming").glob("*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
                many += 1
    kept = store()
    return many + (kept.remove_parts(before=before) if isinstance(kept, DiskStore) else 0)
