"""`luoshi cadence`: opening what has come due."""

import getpass

import click
from django.utils import timezone

from luoshi.cadence.actions import open_due
from luoshi.rules.actors import operator


@click.group(name="cadence")
def command() -> None:
    """What recurs, as packs declare it in cadences.yaml."""


@command.command(name="open")
def open_() -> None:
    """Open every record whose day has come; run it daily, or as often as you like."""
    opened = open_due(by=operator(getpass.getuser()), at=timezone.now())
    for record in opened:
        click.echo(f"{record.number}  {record.label}")
    click.echo(f"{len(opened)} opened")
