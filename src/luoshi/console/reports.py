"""`luoshi reports`: an office's form filled for a unit or for many, as files in a folder."""

import getpass
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click

from luoshi.console.people import telling_refusals
from luoshi.console.work import now
from luoshi.org.models import Unit
from luoshi.org.queries import actor_for
from luoshi.people.models import Account
from luoshi.reports.actions.issuing import issue
from luoshi.reports.issued import file_of, name_of_file
from luoshi.reports.models import FormFile, Issue
from luoshi.reports.queries import form_of, newest_of
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.rules.periods import coverage_of


@click.group("reports")
def command() -> None:
    """Forms of offices."""


@command.command()
@click.argument("form")
@click.option("--unit", "code", required=True, help="The unit's code, such as hewan_t1.")
@click.option("--period", required=True, help="2022, 2022-Q3 or 2022-11.")
@click.option("--as", "username", required=True, help="Whose eyes it is filled with: nobody's form holds more.")
@click.option("--below", default="", help="For each unit of this kind below the unit, such as village.")
@click.option("--reason", default="", help="Why a form is filled that is not admitted; of a supervisor only.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path(), help="The folder; here.")
@telling_refusals
def fill(*, form: str, code: str, period: str, username: str, below: str, reason: str, out: Path) -> None:
    """Fill the newest file of FORM, a record's number, and freeze it as the page does; one file for each unit."""
    at = now()
    by = _actor(username, at)
    form_file, units = _form_file(form, by), _units(code, below)
    coverage_of(period)
    out.mkdir(parents=True, exist_ok=True)
    for made in _issued(form_file, units, period, reason, by, at, day_of(at)):
        target = out / name_of_file(made)
        target.write_bytes(file_of(made))
        click.echo(f"{target}\t缺 {made.missing} 格 ({made.missing} blank)")


def _issued(
    form_file: FormFile, units: Iterable[Unit], period: str, reason: str, by: Actor, at: datetime, today: date
) -> Iterable[Issue]:
    for unit in units:
        yield issue(form_file, unit=unit, period=period, by=by, at=at, today=today, reason=reason)


def _actor(username: str, at: datetime) -> Actor:
    """The person, with the name of who sits at the server beside theirs: so it stands in the log."""
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise click.ClickException(
            f"没有用户“{username}”。 There is no account {username}; see `luoshi people list`."
        )
    by = actor_for(account, at=at)
    return replace(by, name=f"{by.name}（{getpass.getuser()} 在服务器上）"[:80])


def _form_file(number: str, by: Actor) -> FormFile:
    last = number.rpartition("-")[2]
    found = newest_of(form_of(by, int(last))) if last.isdecimal() and len(last) < 12 else None
    if found is None:
        raise click.ClickException(f"报表“{number}”没有文件。 There is no file of a form {number}.")
    return found


def _units(code: str, below: str) -> list[Unit]:
    unit = Unit.objects.filter(code=code, valid_to=None).first()
    if unit is None:
        raise click.ClickException(f"没有单位“{code}”。 There is no unit {code}.")
    if not below:
        return [unit]
    found = list(Unit.objects.filter(valid_to=None, kind=below, path__startswith=unit.path).order_by("path"))
    if not found:
        raise click.ClickException(f"“{code}”下没有这种单位：{below}。 There is no {below} below {code}.")
    return found
