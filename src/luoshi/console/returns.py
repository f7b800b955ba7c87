"""`luoshi returns`: audits out of a workbook of formulas, and returns by the hundred thousand."""

import sys
from datetime import datetime
from pathlib import Path

import click
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
from django.utils import timezone

from luoshi.console.people import telling_refusals
from luoshi.org.queries import actor_for
from luoshi.packs.queries import register as declared
from luoshi.people.models import Account
from luoshi.registers.actions import bring_in
from luoshi.registers.actions.bringing import MOST
from luoshi.returns.rule_books import RuleBook, rule_book, yaml_of
from luoshi.rules.refusals import Refused


@click.group(name="returns")
def command() -> None:
    """Returns and their audits."""


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--register", "ref", required=True, help="whose figures are named, such as one_table.village_return")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="write the good rows there as YAML")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="zh (default) or en")
def rules(file: Path, ref: str, out: Path | None, lang: str) -> None:
    """Show a workbook of formulas as audits, row by row; exit code 1 when a row cannot be one.

    Columns: 编号, 关系式, 说明, 级别 (强制 or 核实). Nothing is published: the YAML goes into the pack by hand.
    """
    try:
        book = rule_book(file, declared(ref))
    except Refused as refused:
        sys.exit(f"Error: {refused.reason.in_(lang)} {refused.remedy.in_(lang)}")
    _show(book, lang)
    if out is not None:
        out.write_text(yaml_of(book.good), encoding="utf-8")
    elif book.good:
        click.echo(yaml_of(book.good))
    sys.exit(1 if book.bad else 0)


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--register", "ref", required=True, help="the return, such as one_table.village_return")
@click.option("--source", required=True, help="where the returns come from; it stands in every version")
@click.option("--by", "username", required=True, help="the administrator who brings them")
@click.option("--state", default="", help="the state all of them stand in; the initial one without it")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="the day that state was reached; today without it")
@telling_refusals
def bring(*, file: Path, ref: str, source: str, username: str, state: str, on: datetime | None) -> None:
    """Bring in the returns of FILE (.csv, .parquet): columns unit (its code), period, and fields by their ids.

    100,000 rows at a time, each time all or none; a batch that is refused ends it, and names its rows.
    """
    at = timezone.now()
    by = actor_for(Account.objects.get(username=username), at=at)
    rows = _table(file)
    done = 0
    for start in range(0, rows.num_rows, MOST):
        part = rows.slice(start, MOST)
        done += bring_in(ref, part, source=source, state=state, reached=on.date() if on else None, by=by, at=at)
        click.echo(f"{done}/{rows.num_rows}")


def _table(file: Path) -> pa.Table:
    """The rows, texts as they are written: 007 stays what it is until its field is known."""
    if file.suffix == ".parquet":
        return pa.parquet.read_table(file)
    with file.open("rb") as source:
        names = source.readline().decode("utf-8-sig").strip().split(",")
    options = pa.csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True)
    return pa.csv.read_csv(file, convert_options=options)


def _show(book: RuleBook, lang: str) -> None:
    """Each row on a line: its number, whether it was understood, what it says, what is wrong."""
    for rule in book.rules:
        mark = "✓" if rule.is_good else "✗"
        told = rule.wrong.in_(lang) if rule.wrong is not None else rule.source
        click.echo(f"{mark} {rule.row}: {rule.written}  →  {told}", err=True)
    click.echo(f"{len(book.good)} good, {len(book.bad)} bad", err=True)
