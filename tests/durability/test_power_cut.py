"""A power cut at any moment: what was acknowledged had been synced, and the database opens whole."""

import random
import shutil
import subprocess
from pathlib import Path

import pytest
from django.db import connection

from tests.durability.power_cuts import LOG, Disk, Event, answered, events
from tests.durability.sites import HELD, WHOLE, Site, filing

pytestmark = pytest.mark.slow
ENOUGH = 150  # acknowledged filings
CUTS = 24


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[Event]]:
    """The database before, and everything that then happened to its files while people filed."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's own tests cut its power; here its settings are checked before each start")
    compiler = shutil.which("gcc")
    if compiler is None:
        pytest.skip("gcc is needed to record what is written and synced")
    folder = tmp_path_factory.mktemp("cut")
    library, record = folder / "recorder.so", folder / "written"
    source = Path(__file__).parent / "recorder.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", library, source, "-ldl"], check=True)
    site = Site(folder / "home", "")
    before = (site.home / "luoshi.sqlite3").read_bytes()
    assert not (site.home / "luoshi.sqlite3-wal").exists()
    site.start(LD_PRELOAD=str(library), LUOSHI_WRITTEN=str(record))
    told: list[str] = []

    def tell(label: str) -> None:
        answered(record, label)
        told.append(label)

    with filing(site.filers(tell)):
        while len(told) < ENOUGH:
            subprocess.run(["sleep", "0.05"], check=True)
    site.kill()
    return before, list(events(record))


def left(disk: Disk, folder: Path, rest: random.Random | None = None) -> dict[str, list[int]]:
    """The filed records of what is left, which must be whole."""
    driver = connection.Database  # type: ignore[attr-defined]  # the bundled SQLite
    database = driver.connect(disk.leave(folder, some_of_the_rest=rest))
    try:
        assert database.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        return {label: counts for label, *counts in database.execute(HELD)}
    finally:
        database.close()


@pytest.mark.parametrize("reordered", [False, True])
def test_what_was_acknowledged_is_there_after_a_cut(
    filed: tuple[bytes, list[Event]], tmp_path: Path, reordered: bool
) -> None:
    before, happened = filed
    chance = random.Random(3)  # noqa: S311  (cuts that can be repeated)
    cuts = set(chance.sample(range(len(happened)), CUTS)) | {len(happened) - 1}
    disk, told = Disk(before), []
    for number, event in enumerate(happened):
        if event.kind == "A":
            told.append(event.content.decode())
        else:
            disk.happen(event)
        if number in cuts:
            found = left(disk, tmp_path, chance if reordered else None)
            assert [label for label in told if label not in found] == []
            assert {label: counts for label, counts in found.items() if counts != WHOLE} == {}
    assert len(told) >= ENOUGH


def test_without_the_syncs_of_the_log_the_loss_would_show(filed: tuple[bytes, list[Event]], tmp_path: Path) -> None:
    before, happened = filed
    disk = Disk(before, deaf_to=LOG)
    for event in happened:
        disk.happen(event)
    told = [event.content.decode() for event in happened if event.kind == "A"]
    found = left(disk, tmp_path)
    assert [label for label in told if label not in found]
