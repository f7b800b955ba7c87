"""Making a backup of the running site."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp

from django.db import connection

from luoshi.console.backups.databases import dump
from luoshi.console.backups.packing import DATABASE, Manifest, pack
from luoshi.console.backups.sealing import Secret

FOLDER = "backups"  # within the home folder


def make(target: Path, secret: Secret, home: Path, *, at: datetime) -> Manifest:
    """Write the site as of one moment to a sealed file, while it runs.

    The database first: files named in it are there already. Its plain dump lies, readable by its owner only, in the
    home folder until it is sealed, and takes as much room as the database.
    """
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with private_folder(home) as folder:
        rows = dump(folder / DATABASE)
        manifest = Manifest(connection.vendor, at.isoformat(), rows)
        pack(target, secret, folder / DATABASE, home, manifest)
    return manifest


@contextmanager
def private_folder(home: Path) -> Iterator[Path]:
    """A folder among the backups for its owner only, gone afterwards."""
    (home / FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = Path(mkdtemp(dir=home / FOLDER))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
