"""Home folders for processes of their own, on SQLite: with the tables made, or with the sample city loaded."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from luoshi.console.backups.databases import file_mark
from tests.databases.kept import made
from tests.databases.making import FILE


def furnish(home: Path, kind: str) -> None:
    """Bring a database into a home folder, and the files it tells of."""
    shutil.copyfile(made(kind) / FILE, home / FILE)
    if (evidence := made(kind) / "evidence").exists():
        shutil.copytree(evidence, home / "evidence", dirs_exist_ok=True)
    set_mark(home / FILE)


def set_mark(file: Path) -> None:
    """Let a copied file be a database of its own; the product refuses plain copies."""
    with closing(sqlite3.connect(file)) as database:
        database.execute(f"PRAGMA user_version = {file_mark(file)}")
