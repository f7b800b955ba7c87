"""Makes a database of the tests in a process of its own: `python -m tests.databases.making KIND FOLDER [FROM]`.

The database is the one that LUOSHI_TEST_DATABASE_URL names, else a file that ends up in the folder; beside it lies
what a home folder gathers meanwhile.
"""

import os
import shutil
import sys
from pathlib import Path

FILE = "luoshi.sqlite3"


def migrated() -> None:
    """Every table, by the migrations, as an office gets them."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def inhabited() -> None:
    """The sample city, and the reading copy of it."""
    from django.conf import settings

    from luoshi.console.sample.city import morning
    from luoshi.console.sample.loading import DAY, load
    from luoshi.measures.moments import layouts_of
    from luoshi.measures.reading import generations
    from luoshi.measures.reading.building import build
    from luoshi.measures.reading.copy import COPY
    from luoshi.measures.reading.engine import home
    from luoshi.packs.actions import publish_all
    from luoshi.packs.load import load_all
    from luoshi.packs.queries import current
    from luoshi.rules.actors import operator

    by = operator("test")
    publish_all(packs=load_all(settings.SHIPPED_PACKS, today=DAY), by=by, at=morning(DAY))
    load(operator=by)
    COPY.wait_for_builder()
    COPY.let_go()
    build(layouts_of(current()), replacing=generations.current(home()))


def main(kind: str, place: Path, start: str = "") -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.site.settings_test"
    import django

    django.setup()
    from django.conf import settings
    from django.db import connections

    home = Path(settings.HOME)
    if start:
        shutil.copyfile(start, home / FILE)
    if kind == "empty":
        migrated()
    elif kind == "city":
        inhabited()
    else:
        from tests.databases.small import build

        build(kind, home)
    connections.close_all()
    shutil.copytree(home, place, dirs_exist_ok=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
