"""`luoshi migrate`: the tables of the database, made or brought up to date."""

import click
from django.core.management import call_command


@click.command("migrate")
def command() -> None:
    """Make the tables, or bring them up to this version; nothing happens when they are."""
    call_command("migrate", verbosity=0, interactive=False)
    click.echo("数据表已就绪。 The tables are ready.")
