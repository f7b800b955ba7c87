"""A drill: back up, read it back, restore it to a place of its own, examine the copy; with how long each took."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter

import click
from django.db import connection
from psycopg import connect, sql
from psycopg.conninfo import conninfo_to_dict

from luoshi.console.backups.databases import conninfo
from luoshi.console.backups.making import make, private_folder
from luoshi.console.backups.packing import Manifest, verify
from luoshi.console.backups.restoring import restore
from luoshi.console.backups.sealing import Secret


@dataclass(slots=True)
class Report:
    """What a drill found: the manifest, seconds by step, the backup's size, what the examination said."""

    manifest: Manifest
    seconds: dict[str, float] = field(default_factory=dict)
    size: int = 0
    examined: str = ""


def drill(secret: Secret, home: Path, *, at: datetime) -> Report:
    """Do what one would do after a loss, in a place of its own, and take it away again."""
    with private_folder(home) as folder:
        target, copy = folder / "drill.backup", folder / "home"
        seconds: dict[str, float] = {}
        with _timed(seconds, "make"):
            manifest = make(target, secret, home, at=at)
        with _timed(seconds, "verify"):
            verify(target, secret)
        with _scratch_database() as database:
            with _timed(seconds, "restore"):
                restore(target, secret, copy, database=database, aside=None)
            with _timed(seconds, "examine"):
                examined = _examined(copy, database)
        return Report(manifest, seconds, target.stat().st_size, examined)


@contextmanager
def _timed(seconds: dict[str, float], step: str) -> Iterator[None]:
    begun = perf_counter()
    yield
    seconds[step] = perf_counter() - begun


def _examined(home: Path, database: str) -> str:
    """What `luoshi audit verify` says of the copy, in a process of its own; its words where it finds anything."""
    given = os.environ | {
        "LUOSHI_HOME": str(home),
        "LUOSHI_DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "luoshi.site.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "luoshi", "audit", "verify"], env=given, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise click.ClickException(f"audit verify:\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


@contextmanager
def _scratch_database() -> Iterator[str]:
    """An empty database beside ours for the time of the drill; on SQLite the copy brings its own."""
    if connection.vendor == "sqlite":
        yield ""
        return
    parts = conninfo_to_dict(os.environ["LUOSHI_DATABASE_URL"])
    scratch = f"{parts.get('dbname', 'luoshi')}_drill_{os.getpid()}"
    beside = conninfo({**parts, "dbname": "postgres"})
    with connect(beside, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(scratch)))
    try:
        yield conninfo({**parts, "dbname": scratch})
    finally:
        with connect(beside, autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(scratch)))
