"""`luoshi returns`: audits out of a workbook of formulas."""

import sys
from pathlib import Path

import click

from luoshi.packs.queries import register as declared
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


def _show(book: RuleBook, lang: str) -> None:
    """Each row on a line: its number, whether it was understood, what it says, what is wrong."""
    for rule in book.rules:
        mark = "✓" if rule.is_good else "✗"
        told = rule.wrong.in_(lang) if rule.wrong is not None else rule.source
        click.echo(f"{mark} {rule.row}: {rule.written}  →  {told}", err=True)
    click.echo(f"{len(book.good)} good, {len(book.bad)} bad", err=True)
