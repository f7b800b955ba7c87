"""PostgreSQL stopped at once, again and again, while people file: what was acknowledged is there, whole.

The processes of the server die as in a power cut, with whatever they held in memory. What the operating system had
been given but had not yet brought to the disk survives here, as it would not in a cut; that PostgreSQL asks it to
(fsync, full_page_writes) is checked before each start of the product.
"""

import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.durability.clusters import Cluster, cannot_run, cluster
from tests.durability.sites import HELD, PATIENCE, WHOLE, Site, filing

pytestmark = pytest.mark.slow
CUTS = 6


@pytest.fixture
def server() -> Iterator[Cluster]:
    if why := cannot_run():
        pytest.skip(why)
    with cluster() as made:
        yield made


@pytest.fixture
def site(server: Cluster, tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path / "home", server.address)
    yield made
    made.kill()


def held(server: Cluster) -> dict[str, list[int]]:
    """Versions, entries and submissions of each filed record."""
    with psycopg.connect(server.address) as database:
        return {label: counts for label, *counts in database.execute(HELD)}


def wait_for(told: list[str], more: int) -> None:
    """Until so many more filings were acknowledged, or PATIENCE is at its end."""
    before, pause = len(told), threading.Event()
    for _ in range(20 * PATIENCE):
        if len(told) >= before + more:
            return
        pause.wait(0.05)


def test_every_acknowledged_filing_survives_cuts(server: Cluster, site: Site) -> None:
    told: list[str] = []
    site.start()
    with filing(site.filers(told.append)):
        for number in range(CUTS):
            wait_for(told, 10 + number)
            server.cut()
            site.kill()
            server.start()
            site.start()
    found = held(server)
    assert len(told) > CUTS * 5
    assert [label for label in told if label not in found] == []
    assert {label: counts for label, counts in found.items() if counts != WHOLE} == {}


def test_without_synchronous_commit_the_loss_would_show(server: Cluster, site: Site) -> None:
    """The product refuses to start so; here the setting is taken away behind its back."""
    told: list[str] = []
    site.start()
    filers = site.filers(told.append)
    server.set(synchronous_commit="off", wal_writer_delay="10s")
    with filing(filers):
        wait_for(told, 10)
        server.cut()
        site.kill()
    server.start()
    found = held(server)
    assert [label for label in told if label not in found]
