"""The entry of the `luoshi` command; each module beside this one brings one command, named `command`."""

import os
import sys
from importlib import import_module
from pkgutil import iter_modules

import click
import django

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
    """Set Django up, then run the command."""
    for word in sys.argv[1:2]:
        os.environ.update(BEFORE_SETTINGS.get(word, {}))
    django.setup()
    add_commands()
    luoshi()
