"""`luoshi backup`: make, verify, restore, and the drill of all three."""

import os
import secrets
from datetime import datetime
from pathlib import Path

import click
from django.conf import settings
from django.db import connection
from django.utils import timezone

from luoshi.console.backups import making, packing
from luoshi.console.backups.databases import file_mark
from luoshi.console.backups.drilling import drill as run_drill
from luoshi.console.backups.packing import Manifest
from luoshi.console.backups.restoring import restore as put_back
from luoshi.console.backups.sealing import Secret, secret_from
from luoshi.console.people import telling_refusals
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

PASSPHRASE = "LUOSHI_BACKUP_PASSPHRASE"  # noqa: S105  (the name of a variable)
key_file = click.option(
    "--key-file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Made by `luoshi backup key`."
)
backup_file = click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group(name="backup")
def command() -> None:
    """Sealed backups of the running site, and their return. Without a key file, a passphrase is asked for."""


def _secret(key: Path | None) -> Secret:
    if key is not None:
        return secret_from(key, "")
    given = os.environ.get(PASSPHRASE) or click.prompt("口令 Passphrase", hide_input=True)
    return secret_from(None, str(given))


@command.command()
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@telling_refusals
def key(*, path: Path) -> None:
    """Make a key file; without it no backup opens. Keep copies away from this machine."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(secrets.token_bytes(64))
    except FileExistsError:
        raise Refused(
            "backup.key_exists",
            reason=Text(f"{path} 已存在。", f"{path} exists."),
            remedy=Text("旧备份需要旧密钥；请换一个文件名。", "Old backups need the old key; choose another name."),
        ) from None
    click.echo(f"密钥已保存，请另存副本。 The key is kept; store copies elsewhere: {path}")


@command.command()
@click.option("--to", type=click.Path(path_type=Path), help="A file; without it, one named by the time in the home.")
@key_file
@telling_refusals
def make(*, to: Path | None, key_file: Path | None) -> None:
    """Back the running site up: database and files as of one moment, sealed."""
    at = timezone.now()
    target = to or Path(settings.HOME) / making.FOLDER / f"luoshi-{at:%Y%m%d-%H%M%S}.backup"
    if target.exists():
        raise Refused(
            "backup.exists",
            reason=Text(f"{target} 已存在。", f"{target} exists."),
            remedy=Text("请换一个文件名。", "Choose another name."),
        )
    manifest = making.make(target, _secret(key_file), Path(settings.HOME), at=at)
    click.echo(f"{_summary(manifest)}\n{target} ({target.stat().st_size:,} B)")


@command.command()
@backup_file
@key_file
@telling_refusals
def verify(*, path: Path, key_file: Path | None) -> None:
    """Read a backup to its end and compare it with its manifest; touches nothing else."""
    click.echo(f"完好。 Whole. {_summary(packing.verify(path, _secret(key_file)))}")


@command.command()
@backup_file
@key_file
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), help="Home folder; LUOSHI_HOME without it.")
@click.option("--database", default="", help="For a backup of PostgreSQL: the address of an empty database.")
@click.option("--replace", is_flag=True, help="Keep the home folder that is there under another name.")
@telling_refusals
def restore(*, path: Path, key_file: Path | None, into: Path | None, database: str, replace: bool) -> None:
    """Put a backup back. Stop the service first; nothing is touched unless all of it is sound."""
    home = (into or Path(settings.HOME)).resolve()
    connection.close()
    aside = home.with_name(f"{home.name}.replaced-{_stamp(timezone.now())}") if replace else None
    manifest = put_back(path.resolve(), _secret(key_file), home, database=database, aside=aside)
    click.echo(f"已恢复到 Restored to {home}\n{_summary(manifest)}")
    if aside is not None:
        click.echo(f"原目录 The former home: {aside}")
    click.echo(f"下一步 Next: LUOSHI_HOME={home} luoshi audit verify; luoshi serve")


def _stamp(at: datetime) -> str:
    return f"{at:%Y%m%d-%H%M%S}"


@command.command()
@key_file
@telling_refusals
def drill(*, key_file: Path | None) -> None:
    """Back up, verify, restore to a place of its own, examine the copy there, and tell how long each took."""
    report = run_drill(_secret(key_file), Path(settings.HOME), at=timezone.now())
    click.echo(_summary(report.manifest))
    for step, seconds in report.seconds.items():
        click.echo(f"{step:8} {seconds:8.2f} s")
    click.echo(f"{report.size:,} B")
    if report.examined:
        click.echo(report.examined)
    click.echo("演练通过。 The drill has passed.")


@command.command()
@telling_refusals
def adopt() -> None:
    """Take over a database file that was copied or moved while luoshi was stopped; it is examined first."""
    if connection.vendor != "sqlite":
        raise Refused(
            "backup.adopt",
            reason=Text("PostgreSQL 没有这一步。", "There is no such step on PostgreSQL."),
            remedy=Text("无需办理。", "Nothing needs to be done."),
        )
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        told = str(cursor.fetchone()[0])
        if told != "ok":
            raise Refused(
                "backup.damaged",
                reason=Text(f"数据库已损坏：{told}", f"The database is damaged: {told}"),
                remedy=Text("请用 luoshi backup restore 恢复。", "Use `luoshi backup restore`."),
            )
        cursor.execute(f"PRAGMA user_version = {file_mark(Path(connection.settings_dict['NAME']))}")
    click.echo("已接管这个数据库文件。 This database file is now in use.")


def _summary(manifest: Manifest) -> str:
    rows = sum(manifest.rows.values())
    return f"{manifest.database}, {manifest.made_at}: {rows:,} rows, {len(manifest.files):,} files"
