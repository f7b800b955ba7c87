"""`luoshi packs`: check, begin, publish and explain lines of work."""

import getpass
import json
import sys
from collections.abc import Mapping
from pathlib import Path

import click
from django.conf import settings
from django.utils import timezone

from luoshi.api.reference import page as api_page
from luoshi.packs.actions import publish_all
from luoshi.packs.codes import TABLE
from luoshi.packs.codes.page import page
from luoshi.packs.grammar.schema import schemas
from luoshi.packs.load import LoadedAll, load_all
from luoshi.packs.problems import meant
from luoshi.packs.reference import pages
from luoshi.packs.running import Renaming
from luoshi.packs.scaffolding import write
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

HEAD = "pack.yaml"
language = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="zh (default) or en")
folder_argument = click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)


@click.group(name="packs")
def command() -> None:
    """Lines of work, declared as data."""


@command.command()
@language
@folder_argument
def check(lang: str, folder: Path | None) -> None:
    """Print every problem of the packs in FOLDER, or of the one pack FOLDER; exit code 1 when there are any."""
    loaded = _loaded(folder)
    for problem in loaded.problems:
        click.echo(problem.told(lang))
    registers = sum(len(each.written.registers) for each in loaded.packs if each.written is not None)
    counts = len(loaded.packs), registers, len(loaded.problems)
    click.echo(_summary(*counts).in_(lang))
    sys.exit(1 if loaded.problems else 0)


@command.command()
@click.argument("pack")
@click.option("--prefix", default="", help="2-6 capital letters that record numbers begin with")
@language
@folder_argument
def new(pack: str, prefix: str, lang: str, folder: Path | None) -> None:
    """Write a small commented pack that passes `check`."""
    place = _shown(folder or settings.PACKS)
    try:
        write(place, pack, prefix)
    except Refused as refused:
        raise click.ClickException(f"{refused.reason.in_(lang)} {refused.remedy.in_(lang)}") from refused
    click.echo(f"{place / pack}")


@command.command()
@click.option("--map", "maps", multiple=True, help="pack.register:old_state=new_state, for a state that is removed")
@language
@folder_argument
def publish(maps: tuple[str, ...], lang: str, folder: Path | None) -> None:
    """Freeze the packs in FOLDER as their next versions; what did not change stays as it is."""
    by = Actor(account_id=0, name=getpass.getuser(), posts=())
    try:
        versions = publish_all(packs=_loaded(folder), by=by, at=timezone.now(), mapping=_mapping(maps))
    except Refused as refused:
        raise click.ClickException(f"{refused.reason.in_(lang)} {refused.remedy.in_(lang)}") from refused
    for version in versions:
        click.echo(f"{version.pack} {version.version} {version.sha256[:12]}")


@command.command()
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="write a file per kind into this folder"
)
def schema(out: Path | None) -> None:
    """JSON Schema of the pack files, for editors."""
    for name, body in schemas().items():
        text = json.dumps(body, ensure_ascii=False, indent=2, sort_keys=True)
        if out is None:
            click.echo(text)
            continue
        out.mkdir(parents=True, exist_ok=True)
        (out / f"{name}.schema.json").write_text(text + "\n", encoding="utf-8")


@command.command()
@click.argument("code")
@language
def explain(code: str, lang: str) -> None:
    """What a problem's code means, why it is one, and how it looks."""
    known = TABLE.get(code.upper())
    if known is None:
        unknown, likely = Text(f"没有代码“{code}”。", f"There is no code “{code}”."), meant(code.upper(), TABLE)
        raise click.ClickException(f"{unknown.in_(lang)} {likely.in_(lang)}")
    click.echo(page(known, lang))


@command.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
def reference(out: Path) -> None:
    """Write the reference of the grammar, of every code and of the API into the folder OUT (docs/reference)."""
    written = {**pages(), "api.md": api_page()}
    for name, text in written.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, encoding="utf-8")
    click.echo(f"{out}: {len(written)}")


@command.command()
@folder_argument
def examples(folder: Path | None) -> None:
    """The packs' examples, one JSON line each."""
    for example in (each for pack in _loaded(folder).catalogue.packs.values() for each in pack.examples):
        body = {
            "example": example.id,
            "row": example.row,
            "register": example.register,
            "given": list(example.given),
            "expect": dict(example.expect),
            "file": example.file,
        }
        click.echo(json.dumps(body, ensure_ascii=False))


def _loaded(folder: Path | None) -> LoadedAll:
    """All packs of a folder; for the folder of a single pack that one, seen beside its neighbours."""
    place = _shown(folder or settings.PACKS)
    today = timezone.localdate()
    if not (place / HEAD).exists():
        return load_all(place, today=today)
    everything = load_all(_shown(place.resolve().parent), today=today)
    return LoadedAll(tuple(each for each in everything.packs if each.id == place.resolve().name))


def _shown(folder: Path) -> Path:
    """A folder as seen from where the command was typed, so that editors can follow the place of a problem."""
    absolute = folder.resolve()
    return absolute.relative_to(Path.cwd()) if absolute.is_relative_to(Path.cwd()) else absolute


def _mapping(maps: tuple[str, ...]) -> Mapping[str, Renaming]:
    mapping: dict[str, dict[str, str]] = {}
    for written in maps:
        register, colon, states = written.partition(":")
        old, equals, new_state = states.partition("=")
        if not (colon and equals and old and new_state and "." in register):
            raise click.BadParameter(f"{written}: pack.register:old_state=new_state")
        mapping.setdefault(register, {})[old] = new_state
    return mapping


def _summary(packs: int, registers: int, problems: int) -> Text:
    return Text(
        f"{packs} 个条线，{registers} 个台账，{problems} 个问题",
        ", ".join(
            f"{many} {word}{'' if many == 1 else 's'}"
            for many, word in ((packs, "pack"), (registers, "register"), (problems, "problem"))
        ),
    )
