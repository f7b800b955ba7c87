"""`luoshi demo`: the generated sample city, its funnel beside the published figures, and the site on this machine."""

import json
import os
from time import perf_counter

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from luoshi.console.people import telling_refusals
from luoshi.console.printout import comparison, counts, funnel, highlights
from luoshi.console.sample.city import morning
from luoshi.console.sample.loading import DAY, load
from luoshi.console.sample.one_table.form import fill_the_form
from luoshi.console.serve import HOST, PORT, check_port_is_free, serve
from luoshi.measures.comparing import compare
from luoshi.measures.figures import Figure
from luoshi.measures.queries import figures as key_figures
from luoshi.measures.queries import funnel as funnel_figures
from luoshi.packs.actions import publish_all
from luoshi.packs.load import load_all
from luoshi.packs.queries import current
from luoshi.rules.actors import operator

FUNNEL, YEAR = "investment.signed_to_producing", "2022"
KEY_PROJECTS = (
    "planned_projects", "started", "start_rate", "permits_complete", "permit_rate", "started_without_permits",
    "planned_total", "planned_year", "planned_year_share", "major_projects", "major_total", "major_year",
    "major_actual", "major_expected", "major_expected_rate", "year_elapsed", "ahead_expected",
)  # fmt: skip
OCTOBER = "2022-10 cumulative"


@click.command("demo")
@click.option("--once", is_flag=True, help="Print the summary, the last line as JSON, and do not serve.")
@click.option("--port", default=PORT, show_default=True, help="The port to serve on.")
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="zh", help="zh (default) or en.")
@telling_refusals
def command(*, once: bool, port: int, language: str) -> None:
    """Load the packs and the sample city, print the funnel, and serve it (or end with one line of JSON)."""
    started = perf_counter()
    if not once:
        check_port_is_free(port)
    was_new = _prepare(language)
    summary = _told(language)
    summary |= {
        "form": _form_filled(language),
        "database": connection.vendor,
        "generated": True,
        "sample_day": DAY.isoformat(),
        "loaded_now": was_new,
        "seconds": round(perf_counter() - started, 2),
    }
    if once:
        click.echo(json.dumps(summary, ensure_ascii=False))
        return
    os.environ.setdefault("LUOSHI_SITE", f"http://{HOST}:{port}")  # for links in letters, which workers write
    serve(port)


def _prepare(language: str) -> bool:
    """Tables, declarations and sample, each only as far as it is missing; whether the sample was."""
    by, zh = operator("demo"), language == "zh"
    click.echo("建立数据表…" if zh else "Making the tables…")
    call_command("migrate", verbosity=0, interactive=False)
    click.echo("发布业务条线…" if zh else "Publishing the lines of work…")
    publish_all(packs=load_all(settings.PACKS, today=timezone.localdate()), by=by, at=timezone.now())
    click.echo("装入样例城市（首次约十秒）…" if zh else "Loading the sample city (ten seconds the first time)…")
    return load(operator=by)


def _told(language: str) -> dict[str, object]:
    """Print everything; the same as data. The reading copy is built by the first question put to it."""
    catalogue = current()
    figures = funnel_figures(FUNNEL, period=YEAR, today=DAY, actor=None)
    refs = [f"key_projects.{name}" for name in KEY_PROJECTS]
    asked = key_figures(refs, period=OCTOBER, today=DAY, actor=None)
    projects = [each for each in asked.values() if isinstance(each, Figure)]
    compared = compare(catalogue, today=DAY)
    held = counts.counts(catalogue)
    zh = language == "zh"
    _section("样例市（生成数据）2022年漏斗" if zh else "The generated sample city, funnel of 2022")
    _echo(funnel.lines(figures, language))
    _section("重点项目，2022年1—10月累计" if zh else "Key projects, January–October 2022")
    _echo(highlights.lines(projects, language))
    agreeing = f"{sum(each.agrees for each in compared)}/{len(compared)}"
    _section(f"计算值与公布值，相符 {agreeing}" if zh else f"Computed beside published, {agreeing} agree")
    _echo(comparison.lines(compared, language))
    _section("台账" if zh else "Registers")
    _echo(counts.lines(catalogue, held, language))
    return {
        "funnel": funnel.summary(figures),
        "key_projects": highlights.summary(projects),
        "registers": held,
        "published": comparison.summary(compared),
    }


def _form_filled(language: str) -> str:
    """Fill one office's own form for a township, and tell where the file lies."""
    path = fill_the_form(at=morning(DAY), today=DAY, folder=settings.HOME)
    _section("填好的一张部门报表" if language == "zh" else "An office's own form, filled")
    click.echo(f"  {path}")
    return str(path)


def _section(title: str) -> None:
    click.secho(f"\n{title}", bold=True)


def _echo(lines: list[str]) -> None:
    for line in lines:
        click.echo(line)
