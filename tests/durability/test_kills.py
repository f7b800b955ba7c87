"""kill -9, again and again, while people file: what was acknowledged is there, whole, and nothing by half."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.databases.copies import server as on_server
from tests.databases.kept import EMPTY, database_of, made, remake
from tests.durability.sites import HELD, PATIENCE, WHOLE, Site, filing

pytestmark = pytest.mark.slow
KILLS = 8


@pytest.fixture
def site(tmp_path: Path, django_db_setup: None, django_db_blocker: object) -> Iterator[Site]:
    """On the kind of database the tests run on, in one of its own."""
    with database() as address:
        made = Site(tmp_path / "home", address)
        yield made
        made.kill()


@contextmanager
def database() -> Iterator[str]:
    """The address of a new PostgreSQL database, gone afterwards; empty for SQLite."""
    if connection.vendor == "sqlite":
        yield ""
        return
    given = connection.settings_dict
    server, name = f"postgresql://{given['USER']}@{given['HOST']}:{given['PORT']}", f"{given['NAME']}_killed"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as maker:
        made(EMPTY, *on_server())
        remake(f"{server}/postgres", name, database_of(EMPTY, on_server()[1]))
        yield f"{server}/{name}"
        maker.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def held(site: Site) -> dict[str, list[int]]:
    """Versions, entries and submissions of each filed record."""
    if site.given["LUOSHI_DATABASE_URL"]:
        with psycopg.connect(site.given["LUOSHI_DATABASE_URL"]) as server:
            return {label: counts for label, *counts in server.execute(HELD)}
    driver = connection.Database  # type: ignore[attr-defined]  # the bundled SQLite
    with driver.connect(site.home / "luoshi.sqlite3") as database:
        return {label: counts for label, *counts in database.execute(HELD)}


def test_every_acknowledged_filing_survives_kills(site: Site) -> None:
    told: list[str] = []
    pause = threading.Event()
    site.start()
    with filing(site.filers(told.append)):
        for number in range(KILLS):
            before = len(told)
            for _ in range(20 * PATIENCE):
                if len(told) > before + 10 + number:
                    break
                pause.wait(0.05)
            site.kill()
            site.start()
    found = held(site)
    assert len(told) > KILLS * 10
    assert [label for label in told if label not in found] == []
    assert {label: counts for label, counts in found.items() if counts != WHOLE} == {}
