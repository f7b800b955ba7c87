"""`luoshi doctor`: how the running site is, and what to do about what is not well."""

import sys

import click
from django.core.checks import ERROR, WARNING, CheckMessage, run_checks

MARKS = {True: ("red", "✗"), False: ("yellow", "!")}


@click.command("doctor")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="zh (default) or en")
def command(*, lang: str) -> None:
    """Look at database, queue, log, backups, disk, mail, calendar. Exit code 1 where something must be mended."""
    found = run_checks(tags=["luoshi", "health"], include_deployment_checks=True, databases=["default"])
    for each in sorted(found, key=lambda message: -message.level):
        _tell(each, lang)
    errors = sum(each.level >= ERROR for each in found)
    warnings = sum(WARNING <= each.level < ERROR for each in found)
    zh = f"{errors} 项要马上处理，{warnings} 项要留意。" if errors or warnings else "一切正常。"
    en = f"{errors} to mend now, {warnings} to look at." if errors or warnings else "All is well."
    click.echo(en if lang == "en" else zh)
    sys.exit(1 if errors else 0)


def _tell(each: CheckMessage, lang: str) -> None:
    if each.level < WARNING:
        click.echo(f"  {_part(each.msg, lang)}")
        return
    colour, mark = MARKS[each.level >= ERROR]
    click.secho(f"{mark} [{each.id}] {_part(each.msg, lang)}", fg=colour)
    if each.hint:
        click.echo(f"  → {_part(each.hint, lang)}")


def _part(told: str, lang: str) -> str:
    """The half of a bilingual message that is read; Chinese stands first."""
    lines = str(told).split("\n")
    half = len(lines) // 2
    return "\n".join(lines[half:] if lang == "en" and half else lines[: half or len(lines)])
