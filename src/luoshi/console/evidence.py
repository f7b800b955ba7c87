"""`luoshi evidence`: clean away files nothing uses, and check that those in use are whole."""

import getpass
import sys
from datetime import timedelta

import click
from django.utils import timezone

from luoshi.evidence.actions import sweep as remove_unused
from luoshi.evidence.leftovers import remove_leftovers
from luoshi.evidence.queries import UNUSED_FOR, faults
from luoshi.rules.actors import operator

DAY = timedelta(days=1)
WORDS = {
    "missing": "缺失 missing",
    "damaged": "损坏 damaged",
    "unknown": "无人登记，可以删除 in no row, may be deleted",
}


@click.group(name="evidence")
def command() -> None:
    """Files that prove something."""


@command.command()
def sweep() -> None:
    """Remove what was uploaded and attached to nothing for a week; each leaves a tombstone and an audit entry."""
    at = timezone.now()
    removed = remove_unused(by=operator(f"console:{getpass.getuser()}"), at=at)
    for sha256 in removed:
        click.echo(sha256)
    parts = remove_leftovers(before=(at - DAY).timestamp())
    click.echo(
        f"清理 {len(removed)} 个 {UNUSED_FOR.days} 天未用的附件，{parts} 个半途的文件。 "
        f"{len(removed)} files unused for {UNUSED_FOR.days} days and {parts} half-written ones removed."
    )


@command.command()
def check() -> None:
    """Digest every file anew and name what is missing or damaged; exit code 1 when there is one."""
    found = list(faults())
    for fault in found:
        click.echo(f"{fault.sha256}  {WORDS[fault.kind]}")
    bad = sum(fault.kind != "unknown" for fault in found)
    click.echo(f"{bad} 个缺失或损坏。 {bad} missing or damaged.")
    sys.exit(1 if bad else 0)
