"""Putting a backup back: into a new place, looked at there, and only then under the name it is to have."""

import shutil
from pathlib import Path

from luoshi.console.backups.databases import is_open, restore_postgres, restore_sqlite
from luoshi.console.backups.packing import DATABASE, HOME, Manifest, unpack, verify
from luoshi.console.backups.sealing import Secret
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

SQLITE = "luoshi.sqlite3"


def restore(path: Path, secret: Secret, home: Path, *, database: str, aside: Path | None) -> Manifest:
    """Restore a backup as the home folder `home`, and into `database` (a PostgreSQL address) where it holds one.

    `aside` is where a home folder that is there already goes; without it, one that is not empty is refused. Nothing
    of the target is touched before the whole backup has been read, written beside it and compared.
    """
    _check_free(home, aside)
    _check_stopped(home)
    staged = home.with_name(f"{home.name}.restoring")
    try:
        staged.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        raise Refused(
            "backup.restoring",
            reason=Text(
                f"{staged} 已存在，可能另有恢复在进行。", f"{staged} exists; another restore may be running."
            ),
            remedy=Text("确认没有后删除该目录再试。", "If none is, remove that folder and try again."),
        ) from None
    try:
        manifest = _staged(path, secret, staged, database)
        _check_stopped(home)
        _switch(staged / HOME, home, aside)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return manifest


def _check_free(home: Path, aside: Path | None) -> None:
    if aside is None and home.exists() and any(home.iterdir()):
        raise Refused(
            "backup.target",
            reason=Text(f"目标目录 {home} 不是空的。", f"The target folder {home} is not empty."),
            remedy=Text(
                "先停止服务；用 --replace 把现有目录改名保留，或用 --into 指定新目录。",
                "Stop the service first; --replace keeps this folder under another name, --into names a new one.",
            ),
        )


def _check_stopped(home: Path) -> None:
    """A site that goes on would write into the folder put aside: acknowledged, and lost."""
    if (home / SQLITE).exists() and is_open(home / SQLITE):
        raise Refused(
            "backup.running",
            reason=Text(f"{home} 的数据库正在使用。", f"The database of {home} is in use."),
            remedy=Text("请先停止服务和后台任务，再恢复。", "Stop the service and its workers first, then restore."),
        )


def _staged(path: Path, secret: Secret, staged: Path, database: str) -> Manifest:
    """The backup's files in a new folder, the home apart from the dump; the database whole and compared."""
    kind = verify(path, secret).database
    if (kind == "postgresql") != bool(database):
        raise Refused(
            "backup.other_database",
            reason=Text(f"这份备份里的数据库是 {kind}。", f"The database in this backup is {kind}."),
            remedy=Text(
                "PostgreSQL 的备份须用 --database 给出一个空数据库；SQLite 的备份不须给。",
                "A backup of PostgreSQL needs --database with an empty one; a backup of SQLite takes none.",
            ),
        )
    inside, dumped = staged / HOME, staged / DATABASE
    inside.mkdir(mode=0o700)
    manifest = unpack(path, secret, staged)
    if database:
        restore_postgres(dumped, database, manifest.rows)
    else:
        restore_sqlite(dumped, manifest.rows)
        dumped.rename(inside / SQLITE)
    return manifest


def _switch(staged: Path, home: Path, aside: Path | None) -> None:
    """Two renames: what was there keeps its content under the name `aside`."""
    if home.exists():
        if aside is not None:
            home.rename(aside)
        else:
            home.rmdir()
    staged.rename(home)
