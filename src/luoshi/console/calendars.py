"""`luoshi calendars`: publishing a year's days off and make-up workdays."""

import getpass
from pathlib import Path

import click
from django.db import transaction

from luoshi.calendars.actions import publish_year
from luoshi.calendars.queries import NATIONAL, national
from luoshi.console.people import telling_refusals
from luoshi.console.work import now
from luoshi.registers.actions.following import follow_calendar
from luoshi.rules.actors import operator


@click.group("calendars")
def command() -> None:
    """Calendars of working days."""


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--calendar", "name", default=NATIONAL, show_default=True, help="The calendar: national, or a region's."
)
@telling_refusals
def publish(*, file: Path, name: str) -> None:
    """Publish the year in FILE, or an amendment of it; open deadlines are then computed anew, as a job."""
    by, at = operator(f"console:{getpass.getuser()}"), now()
    with transaction.atomic():
        arrangement = publish_year(file.read_text(encoding="utf-8"), name=name, by=by, at=at)
        asked = follow_calendar(by=by, at=at)
    click.echo(
        f"{arrangement.year} 年已发布，日历 {national().version}。 "
        f"{arrangement.year} is published; calendar {national().version}."
    )
    if asked is not None:
        click.echo(f"任务 {asked.pk} 将重算期限。 Job {asked.pk} computes the deadlines anew.")
