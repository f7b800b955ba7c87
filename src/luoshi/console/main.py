"""The entry of the `luoshi` command; each module beside this one brings one command, named `command`."""

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pkgutil import iter_modules

import click
import django
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import OperationalError, ProgrammingError

from luoshi import console

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.site.settings")

BEFORE_SETTINGS = {"demo": {"LUOSHI_DEMO": "1"}}
"""What a command has to say before the settings are read; the processes it starts hear it too."""

READ_ONLY: Mapping[str, frozenset[str]] = {
    "backup": frozenset({"adopt", "key", "restore", "verify"}),
    "figures": frozenset({"show", "published"}),
    "jobs": frozenset({"list"}),
    "packs": frozenset({"check", "examples", "explain", "new", "reference", "schema"}),
    "people": frozenset({"list"}),
    "registers": frozenset({"sweep"}),
    "returns": frozenset({"rules"}),
}
"""Commands that write nothing into this database, or mend it: they run on any set-up, others on a safe one only."""

LOOKS = frozenset({"doctor"})
"""Commands without words of their own that only look: they are for set-ups that are not well."""


@click.group()
def luoshi() -> None:
    """落实: commitments turned into verified results."""


def add_commands() -> None:
    """Register the `command` of every module in this room; a new command is a new file, nothing else.

    A folder in this room is what a command is made of, and brings none.
    """
    for module in iter_modules(console.__path__):
        if module.name != "main" and not module.ispkg:
            luoshi.add_command(import_module(f"luoshi.console.{module.name}").command)


def writes(words: Sequence[str]) -> bool:
    """Whether the command of these words may write to the database; asking for help never does."""
    named = [word for word in words if not word.startswith("-")]
    if not named or "--help" in words or named[0] in LOOKS:
        return False
    return not set(named[1:2]) & READ_ONLY.get(named[0], frozenset())


def refuse_unsafe() -> None:
    """Raise ImproperlyConfigured with every problem of the set-up, in both languages. Three small queries."""
    found = run_checks(tags=["luoshi"], include_deployment_checks=True, databases=["default"])
    if found:
        lines = [f"{each.msg}\n{each.hint}" for each in found]
        said = "配置不安全，没有启动。 This set-up is not safe; nothing was started."
        raise ImproperlyConfigured("\n".join([said, *lines]))


def main() -> None:
    """Set Django up, then run the command on a safe set-up.

    What the machine lacks ends it with a sentence and exit code 1.
    """
    for word in sys.argv[1:2]:
        os.environ.update(BEFORE_SETTINGS.get(word, {}))
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C while things are brought up just ends it
    try:
        django.setup()
        add_commands()
        if writes(sys.argv[1:]):
            refuse_unsafe()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        luoshi()
    except ImproperlyConfigured as error:
        sys.exit(f"Error: {error}")
    except (OperationalError, ProgrammingError) as error:
        sys.exit(f"Error: {_without_database(error)}")
    except (OSError, UnicodeError) as error:
        sys.exit(
            f"Error: {error}\n"
            "请核对所给的路径和文字，以及磁盘空间和写权限。 "
            "Check the paths and words given, the space on the disk, and the right to write there."
        )


def _without_database(error: Exception) -> str:
    told = str(error).strip().splitlines()[0]
    if "no such table" in told or ("does not exist" in told and "relation" in told):
        return (
            f"数据库还没有数据表（{told}）。先运行 luoshi migrate；要样例则运行 luoshi demo。\n"
            f"The database has no tables yet ({told}). Run `luoshi migrate`, or `luoshi demo` for the sample."
        )
    return (
        f"数据库用不了（{told}）。请核对 LUOSHI_DATABASE_URL，以及数据库是否在运行；留空则用内置 SQLite。\n"
        f"The database cannot be used ({told}). Check LUOSHI_DATABASE_URL and whether the database runs; "
        "leave it out to use the embedded SQLite."
    )
