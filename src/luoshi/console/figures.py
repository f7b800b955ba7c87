"""`luoshi figures`: a measure or a funnel at the console, and published figures held against the rows."""

import json
import sys
from dataclasses import dataclass
from datetime import date
from typing import Any

import click
from django.utils import timezone

from luoshi.measures.comparing import Compared, compare
from luoshi.measures.figures import Figure, FunnelFigures, Table
from luoshi.measures.queries import figure, funnel, table
from luoshi.packs.queries import current
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

language = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="zh (default) or en")
as_json = click.option("--json", "as_json_", is_flag=True, help="one JSON line instead of a table")
AGREES = {True: Text("相符", "agrees"), False: Text("不符", "DIFFERS")}


@click.group(name="figures")
def command() -> None:
    """Figures, with what they were made from."""


@command.command()
@click.argument("ref")
@click.option("--period", required=True, help="2022, 2022-Q3, 2022-11, or '2022-11 cumulative'")
@click.option("--by", multiple=True, help="unit, unit:county, period:month, state or a field; may be given twice")
@language
@as_json
def show(ref: str, period: str, by: tuple[str, ...], lang: str, as_json_: bool) -> None:
    """Print the measure or funnel REF, such as investment.signed_projects; by group with --by."""
    try:
        asked = _asked(ref, period, by)
    except Refused as refused:
        raise click.ClickException(f"{refused.reason.in_(lang)} {refused.remedy.in_(lang)}") from refused
    if as_json_:
        click.echo(json.dumps([line.as_json() for line in asked], ensure_ascii=False))
        return
    for line in asked:
        click.echo(line.told(lang))


@command.command()
@language
@as_json
def published(lang: str, as_json_: bool) -> None:
    """Hold every published figure against the rows, naming what it leaves unsaid; exit code 1 when one differs."""
    compared = compare(current(), today=_today())
    if as_json_:
        click.echo(json.dumps([_compared_json(each) for each in compared], ensure_ascii=False))
    else:
        for each in compared:
            click.echo(_compared_line(each, lang))
    sys.exit(0 if all(each.agrees for each in compared) else 1)


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: a figure and what it is called."""

    title: Text
    figure: Figure

    def told(self, lang: str) -> str:
        """Title, value, and how it came about where it has a base."""
        working = f"  ({self.figure.working.in_(lang)})" if self.figure.denominator is not None else ""
        return f"{self.title.in_(lang)}\t{self.figure.text.in_(lang)}{working}"

    def as_json(self) -> dict[str, Any]:
        """The exact parts as text, so that no reader rounds them."""
        exact = {name: getattr(self.figure, name) for name in ("value", "numerator", "denominator")}
        told = {name: None if number is None else str(number) for name, number in exact.items()}
        group = dict(self.figure.group.keys)
        return {"measure": self.figure.measure.ref, "group": group, "text": self.figure.text.zh, **told}


def _asked(ref: str, period: str, by: tuple[str, ...]) -> list[Line]:
    catalogue = current()
    if any(each.ref == ref for each in catalogue.funnels()):
        return _funnel_lines(funnel(ref, period=period, today=_today(), actor=None, catalogue=catalogue))
    if by:
        return _table_lines(table(ref, period=period, by=by, today=_today(), actor=None, catalogue=catalogue))
    single = figure(ref, period=period, today=_today(), actor=None, catalogue=catalogue)
    return [Line(single.measure.title, single)]


def _funnel_lines(found: FunnelFigures) -> list[Line]:
    steps = [(step.count, step.rate) for step in found.steps]
    return [Line(each.measure.title, each) for pair in steps for each in pair if each is not None]


def _table_lines(found: Table) -> list[Line]:
    lines = [Line(_joined(each.group.titles), each) for each in found.figures]
    return [*lines, Line(Text("合计", "total"), found.total)]


def _joined(titles: tuple[Text, ...]) -> Text:
    return Text(" / ".join(title.zh for title in titles), " / ".join(title.en for title in titles))


def _compared_line(each: Compared, lang: str) -> str:
    told = [
        each.published.row,
        each.measure.title.in_(lang),
        each.published.value,
        each.figure.text.in_(lang),
        AGREES[each.agrees].in_(lang),
        each.unsaid.in_(lang),
    ]
    return "\t".join(told)


def _compared_json(each: Compared) -> dict[str, Any]:
    line = Line(each.measure.title, each.figure).as_json()
    return {
        **line,
        "row": each.published.row,
        "published": each.published.value,
        "agrees": each.agrees,
        "unsaid": {"zh": each.unsaid.zh, "en": each.unsaid.en},
    }


def _today() -> date:
    return day_of(timezone.now())
