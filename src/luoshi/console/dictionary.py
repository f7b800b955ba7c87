"""`luoshi dictionary`: an existing dictionary from a workbook into the folder of a pack."""

import getpass
import sys
from pathlib import Path

import click
from django.conf import settings
from django.core.files.base import File as Coming
from django.utils import timezone

from luoshi.console.people import telling_refusals
from luoshi.dictionary.importing.planning import FILE, Plan, plan_of
from luoshi.dictionary.importing.reading import Fault, read
from luoshi.evidence.actions import keep
from luoshi.org.models import Unit
from luoshi.packs.queries import current
from luoshi.rules.actors import operator
from luoshi.rules.names import normal_key
from luoshi.sheets.reading.opening import plain_rows


@click.group(name="dictionary")
def command() -> None:
    """What each datum means and whose it is."""


@command.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--pack", default="one_table", show_default=True, help="The line of work the elements go into.")
@click.option("--write", is_flag=True, help="Write elements.yaml into the pack's folder; without it only tell.")
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="zh", help="zh (default) or en.")
@telling_refusals
def import_(*, file: Path, pack: str, write: bool, language: str) -> None:
    """Read FILE (.xlsx, .xls, .csv), name every bad cell, and tell what it would change; exit code 1 for problems."""
    by, at = operator(f"console:{getpass.getuser()}"), timezone.now()
    with file.open("rb") as source:
        kept = keep(Coming(source), name=file.name, by=by, at=at)
    owners = {normal_key(title): code for code, title in Unit.objects.values_list("code", "title")}
    current().registers()
    plan = plan_of(read(plain_rows(kept), owners), pack, catalogue=current(), today=timezone.localdate())
    for fault in plan.faults:
        click.echo(_line(fault, language))
    counts = f"+{len(plan.added)} ~{len(plan.changed)} ={len(plan.same)}"
    click.echo(f"{pack} {plan.version}: {counts}, {len(plan.faults)} 处问题 problems")
    if plan.faults:
        sys.exit(1)
    if write:
        _write(plan)


def _line(fault: Fault, language: str) -> str:
    place = f"{fault.row}" if fault.row else "-"
    return f"{place}\t{fault.column}\t{fault.reason.in_(language)} {fault.remedy.in_(language)}"


def _write(plan: Plan) -> None:
    place = Path(settings.PACKS) / plan.pack / FILE
    place.write_text(plan.text, encoding="utf-8")
    click.echo(f'{place}\n在 pack.yaml 里写 version: "{plan.version}"，再发布。 Now write that version and publish.')
