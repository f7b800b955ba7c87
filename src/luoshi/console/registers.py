"""`luoshi registers`: looking over what is kept."""

import getpass
import sys

import click
from django.utils import timezone

from luoshi.packs.queries import current
from luoshi.registers.actions.redating import Redated, in_batches, outdated, redate_batch
from luoshi.registers.lists import tampered
from luoshi.registers.models import FrozenList, RecordQuerySet
from luoshi.registers.queries import breaking
from luoshi.rules.actors import operator

SHOWN = 5


@click.group(name="registers")
def command() -> None:
    """Registers and their records."""


@command.command()
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="zh (default) or en")
def sweep(lang: str) -> None:
    """Name every record that breaks a rule of its register as it stands; exit code 1 when there is one."""
    rules = broken = 0
    for register in current().registers():
        for rule, records in breaking(register, today=timezone.localdate()):
            rules += 1
            count = records.count()
            if count:
                broken += 1
                click.echo(f"{register.ref}.{rule.id}: {count}  {rule.refuse.in_(lang)}")
                click.echo(_numbers(records))
    click.echo(f"{rules} rules, {broken} broken")
    sys.exit(1 if broken else 0)


@command.group(name="lists")
def lists() -> None:
    """Frozen lists."""


@lists.command()
def verify() -> None:
    """Compute the digest of every frozen list anew and name those whose base was changed; exit code 1 then."""
    changed = list(tampered())
    for frozen in changed:
        click.echo(f"{frozen.register} {frozen.title}: {frozen.base} {frozen.digest}")
    click.echo(f"{FrozenList.objects.count()} lists, {len(changed)} changed")
    sys.exit(1 if changed else 0)


@command.command()
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="zh (default) or en")
def redate(lang: str) -> None:
    """Compute open due dates anew with the calendar in force: later dates move, earlier ones stay."""
    done = Redated()
    for batch in in_batches(outdated()):
        done = done.plus(redate_batch(batch, by=operator(getpass.getuser()), at=timezone.now()))
        click.echo(f"{batch.done} / {batch.of}", err=True)
    click.echo(done.text.in_(lang))


def _numbers(records: RecordQuerySet) -> str:
    """The first few record numbers."""
    first = [record.number for record in records[: SHOWN + 1]]
    return "    " + ", ".join(first[:SHOWN]) + (" …" if len(first) > SHOWN else "")
