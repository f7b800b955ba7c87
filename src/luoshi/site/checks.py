"""Looks at the set-up one is about to run with, as Django system checks with the tag `luoshi`.

The WSGI entry and every command but those that only read run them, and stop when anything is wrong.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import connection

from luoshi.console.backups.databases import file_mark
from luoshi.site.setup import Postgres, Problem, Site, Sqlite, of_postgres, of_site, of_sqlite

TAG = "luoshi"


@register(TAG)
def check_database(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """The database as this process is connected to it; not looked at by Django's own runs, which name none."""
    if not databases:
        return []
    if connection.vendor == "sqlite":
        return _errors(of_sqlite(sqlite_found()))
    return _errors(of_postgres(postgres_found()))


@register(TAG, deploy=True)
def check_site(**_: Any) -> list[CheckMessage]:
    """What the site is served with; the generated sample, which answers this machine only, may be open to it."""
    if settings.DEMO:
        return []
    return _errors(of_site(site_found()))


def sqlite_found() -> Sqlite:
    """The embedded database, asked on a connection as all others are."""
    with connection.cursor() as cursor:
        answers = {}
        for name in ("synchronous", "journal_mode", "user_version"):
            cursor.execute(f"PRAGMA {name}")
            answers[name] = cursor.fetchone()[0]
    version = connection.Database.sqlite_version_info  # type: ignore[attr-defined]  # the driver's, whichever it is
    file = Path(connection.settings_dict["NAME"])
    return Sqlite(
        version,
        int(answers["synchronous"]),
        str(answers["journal_mode"]),
        filesystem_of(file.parent),
        int(answers["user_version"]),
        file_mark(file),
    )


def mark_file(**_: Any) -> None:
    """Write the mark of the embedded database's file into it, once its tables are made; a copy does not share it."""
    if connection.vendor != "sqlite" or connection.is_in_memory_db():  # type: ignore[attr-defined]  # SQLite's own
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA user_version")
        if cursor.fetchone()[0] == 0:
            cursor.execute(f"PRAGMA user_version = {file_mark(Path(connection.settings_dict['NAME']))}")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # a copy without the log has it too


def postgres_found() -> Postgres:
    """The server's settings as they hold for this user and database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('fsync'), current_setting('full_page_writes'), "
            "current_setting('synchronous_commit')"
        )
        return Postgres(*cursor.fetchone())


def site_found() -> Site:
    """The settings that decide who gets in and who can read."""
    home = Path(settings.HOME)
    mode = home.stat().st_mode & 0o777 if home.exists() and os.name == "posix" else 0
    return Site(
        settings.DEBUG,
        settings.SECRET_KEY,
        tuple(settings.ALLOWED_HOSTS),
        settings.SESSION_COOKIE_SECURE,
        str(home),
        mode,
    )


def filesystem_of(folder: Path, mounts: str | None = None) -> str:
    """The kind of file system a folder lies on, as the system calls it; empty where it does not tell."""
    if mounts is None:
        table = Path("/proc/self/mounts")
        mounts = table.read_text(encoding="utf-8", errors="replace") if table.exists() else ""
    wanted = folder.resolve()
    best, kind = -1, ""
    for line in mounts.splitlines():
        _device, place, name, *_rest = line.split(" ")
        at = Path(place.replace("\\040", " "))
        if wanted.is_relative_to(at) and len(at.parts) >= best:
            best, kind = len(at.parts), name
    return kind


def _errors(problems: Iterator[Problem]) -> list[CheckMessage]:
    return [
        Error(f"{each.reason.zh}\n{each.reason.en}", hint=f"{each.remedy.zh} {each.remedy.en}", id=each.code)
        for each in problems
    ]
