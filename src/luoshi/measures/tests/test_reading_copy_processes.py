"""Several processes and open transactions: nothing is missed, and a kill leaves a copy that reads right."""

import multiprocessing as mp
import os
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection, connections, transaction
from pytest_django import Settings

from luoshi.measures.reading import generations
from luoshi.measures.reading.building import build
from luoshi.measures.reading.copy import COPY, Copy
from luoshi.measures.reading.engine import home
from luoshi.measures.tests.ledger import a_pack_version, a_unit, correct, enter
from luoshi.measures.tests.test_reading_copy import LAYOUTS, asked
from luoshi.org.models import Unit

KILLS = 10
PATIENCE = 60  # seconds until a process that answers nothing counts as hanging
FORK = mp.get_context("fork")
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")]


def in_another_process(work: Any, *arguments: Any) -> Any:
    """Start a process of our own, with connections of its own."""
    connections.close_all()
    process = FORK.Process(target=_alone, args=(work, *arguments), daemon=True)
    process.start()
    return process


def _alone(work: Any, *arguments: Any) -> None:
    connections.close_all()
    work(*arguments)
    os._exit(0)


def _answer(pipe: Connection) -> None:
    """Tell the totals whenever asked."""
    copy = Copy()
    while pipe.recv() == "ask":
        pipe.send(asked(copy))


def test_another_process_sees_what_was_written_a_moment_ago() -> None:
    unit = a_unit("150500")
    (deal,) = enter([{"amount": "1"}], unit)
    here, there = FORK.Pipe()
    process = in_another_process(_answer, there)
    for amount in range(2, 20):
        correct(deal, amount=str(amount))
        here.send("ask")
        assert here.recv() == asked() == (1, f"{amount}.000000")
    here.send("stop")
    process.join()


def _replace_what_was_open(pipe: Connection) -> None:
    COPY.let_go()
    pipe.send(asked(COPY))


def test_a_forked_process_replaces_a_generation_that_was_open_before() -> None:
    enter([{"amount": "1"}], a_unit("150500"))
    assert asked(COPY) == (1, "1.000000")
    here, there = FORK.Pipe()
    process = in_another_process(_replace_what_was_open, there)
    there.close()
    assert here.poll(PATIENCE), "the forked process hangs while it closes what its parent had open"
    assert here.recv() == (1, "1.000000")
    process.join()
    assert asked(COPY) == (1, "1.000000")


def test_only_one_process_builds() -> None:
    enter([{"amount": "1"}], a_unit("150500"))
    assert asked() == (1, "1.000000")
    built = generations.current(home())
    with generations.building(home(), wait=False) as mine:
        assert mine
        assert build(LAYOUTS, replacing=built, wait=False) is None
    assert build(LAYOUTS, replacing=None) == built
    assert build(LAYOUTS, replacing=built) != built


def _build_for_ever() -> None:
    while True:
        build(LAYOUTS, replacing=generations.current(home()))


@pytest.mark.slow
def test_a_builder_killed_at_any_moment_leaves_a_copy_that_reads_right() -> None:
    unit = a_unit("150500")
    records = enter([{"name": f"{number:0500d}", "amount": "1"} for number in range(3000)], unit)
    assert asked() == (3000, "3000.000000")
    for round_ in range(1, KILLS + 1):
        process = in_another_process(_build_for_ever)
        process.join(0.02 + 0.04 * round_)  # further into the build each time
        process.kill()
        process.join()
        correct(records[round_], amount="2")
        expected = (3000, f"{3000 + round_}.000000")
        assert asked(Copy()) == asked() == expected
    assert build(LAYOUTS, replacing=generations.current(home())) is not None
    assert not list(home().glob("*.part*"))
    assert len(list(home().glob("generation-*.duckdb"))) == generations.KEPT


def test_a_leftover_of_a_dead_builder_is_removed() -> None:
    enter([{"amount": "1"}], a_unit("150500"))
    home().joinpath("generation-00000001.duckdb.part").write_bytes(b"half")
    home().joinpath("spill-999999999").mkdir()
    assert asked() == (1, "1.000000")
    assert sorted(path.name for path in home().iterdir()) == ["build.lock", "current", "generation-00000001.duckdb"]


@pytest.mark.skipif("postgresql" not in str(django_settings.DATABASES["default"]["ENGINE"]), reason="one writer only")
def test_a_transaction_that_began_first_and_commits_last_is_not_missed() -> None:
    unit = a_unit("150500")
    a_pack_version()
    enter([{"amount": "1"}], unit)
    copy = Copy()
    late, done = FORK.Pipe(), FORK.Pipe()
    process = in_another_process(_enter_slowly, unit.pk, late[1], done[0])
    assert late[0].recv() == "written"
    for number in range(3):
        enter([{"amount": "10"}], unit)
        assert asked(copy) == (2 + number, f"{11 + 10 * number}.000000")
    build(LAYOUTS, replacing=generations.current(home()))
    assert asked(copy) == asked(Copy()) == (4, "31.000000")
    done[1].send("commit")
    process.join()
    assert asked(copy) == asked(Copy()) == (5, "131.000000")


def _enter_slowly(unit: int, written: Connection, commit: Connection) -> None:
    """Write with a lower transaction number than those that commit meanwhile."""
    with transaction.atomic():
        enter([{"amount": "100"}], Unit.objects.get(pk=unit))
        written.send("written")
        commit.recv()


def test_threads_share_one_generation(settings: Settings) -> None:
    unit = a_unit("150500")
    enter([{"amount": "1"} for _ in range(500)], unit)
    copy = Copy()
    settings.READING["tail_rows"] = 20

    def ask_often(_: int) -> set[Any]:
        try:
            return {asked(copy) for _ in range(10)}
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        answers = threads.map(ask_often, range(6))
        for _ in range(20):
            enter([{"amount": "1"}], unit)
        seen = set().union(*answers)
    assert all(total == f"{count}.000000" for count, total in seen)
    assert asked(copy) == (520, "520.000000")
    copy.wait_for_builder()


def test_the_copy_is_for_its_owner_only(settings: Settings) -> None:
    enter([{"amount": "1"}], a_unit("150500"))
    assert asked() == (1, "1.000000")
    folder: Path = settings.READING["folder"]
    assert folder.stat().st_mode & 0o077 == 0
