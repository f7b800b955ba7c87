"""`luoshi migrate`: the tables of the database, made or brought up to date."""

import click
from django.core.management import call_command

from luoshi.registers.actions.redating import outdated


@click.command("migrate")
def command() -> None:
    """Make the tables, or bring them up to this version; nothing happens when they are."""
    call_command("migrate", verbosity=0, interactive=False)
    click.echo("数据表已就绪。 The tables are ready.")
    if (waiting := sum(group.count for group in outdated())) > 0:
        click.echo(f"{waiting} 个期限将按新日历重算。 due dates are computed anew by `luoshi work`.")
