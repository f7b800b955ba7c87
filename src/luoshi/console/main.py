"""The entry of the `luoshi` command; each group of commands lives in a module of its own."""

import os

import click
import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.site.settings")


@click.group()
def luoshi() -> None:
    """落实: commitments turned into verified results."""


def main() -> None:
    """Set Django up, then run the command."""
    django.setup()
    luoshi()
