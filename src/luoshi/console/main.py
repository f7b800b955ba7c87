"""The entry of the `luoshi` command; each module beside this one brings one command, named `command`."""

import os
import sys
from importlib import import_module
from pkgutil import iter_modules

import click
import django
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import OperationalError, ProgrammingError

from luoshi import console

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.site.settings")

BEFORE_SETTINGS = {"demo": {"LUOSHI_DEMO": "1"}}
"""What a command has to say before the settings are read; the processes it starts hear it too."""


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


def main() -> None:
    """Set Django up, then run the command; what the machine lacks ends it with a sentence and exit code 1."""
    for word in sys.argv[1:2]:
        os.environ.update(BEFORE_SETTINGS.get(word, {}))
    try:
        django.setup()
        add_commands()
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
