"""Writers are served in the order they came, across processes, and a kill keeps nobody waiting."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, connections, transaction
from django.db.utils import OperationalError

from luoshi.registers.tests.small_works import NOW
from luoshi.site.sqlite_backend.queue import NUMBER, Turn

WRITER = """
import sys
from pathlib import Path
from luoshi.site.sqlite_backend.queue import Turn
turn = Turn(Path(sys.argv[1]))
turn.take()
with open(sys.argv[2], "a") as told:
    told.write(sys.argv[3])
print("in", flush=True)
if sys.argv[4] == "stay":
    sys.stdin.read()
turn.leave()
"""


class Writers:
    """Processes that queue at one file, each started when the one before has its ticket."""

    def __init__(self, folder: Path) -> None:
        self.queue, self.told = folder / "x-queue", folder / "told"
        self.running: list[subprocess.Popen[str]] = []

    def start(self, name: str, *, stay: bool = False) -> subprocess.Popen[str]:
        """A process that waits, writes its name, and ends, or stays until its input closes."""
        before = self.drawn()
        command = [sys.executable, "-c", WRITER, str(self.queue), str(self.told), name, "stay" if stay else "go"]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603
        self.running.append(process)
        while self.drawn() == before:
            Event().wait(0.002)
        return process

    def drawn(self) -> int:
        """How many tickets have been drawn."""
        kept = self.queue.read_bytes() if self.queue.exists() else b""
        return int(NUMBER.unpack(kept)[0]) if len(kept) == NUMBER.size else 0

    def order(self) -> str:
        """The names in the order they wrote, once all have ended."""
        for process in self.running:
            process.communicate(timeout=20)
        return self.told.read_text()


@pytest.fixture
def writers(tmp_path: Path) -> Iterator[Writers]:
    made = Writers(tmp_path)
    yield made
    for process in made.running:
        process.kill()
        process.communicate()


def test_whoever_came_first_is_served_first(writers: Writers) -> None:
    turn = Turn(writers.queue)
    turn.take()
    for name in "abcdef":
        writers.start(name)
    assert not writers.told.exists()
    turn.leave()
    assert writers.order() == "abcdef"


def test_a_writer_killed_while_waiting_lets_nobody_in_early(writers: Writers) -> None:
    turn = Turn(writers.queue)
    turn.take()
    killed = writers.start("a")
    writers.start("b")
    killed.send_signal(signal.SIGKILL)
    killed.wait(timeout=20)
    writers.start("c")
    assert not writers.told.exists()
    turn.leave()
    assert writers.order() == "bc"


def test_a_writer_killed_while_writing_lets_the_next_one_in(writers: Writers) -> None:
    first = writers.start("a", stay=True)
    assert first.stdout is not None
    assert first.stdout.readline() == "in\n"
    writers.start("b")
    first.send_signal(signal.SIGKILL)
    assert writers.order() == "ab"


def test_a_thread_does_not_wait_for_itself(tmp_path: Path) -> None:
    one, other = Turn(tmp_path / "x-queue"), Turn(tmp_path / "x-queue")
    one.take()
    one.take()
    with pytest.raises(OperationalError, match="another connection"):
        other.take()
    one.leave()
    other.take()
    other.leave()


@pytest.fixture
def elsewhere(transactional_db: None) -> Iterator[Turn]:
    """The turn of the database, held by somebody else."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has many writers")
    turn = Turn(Path(f"{connection.settings_dict['NAME']}-queue"))
    held, done = Event(), Event()

    def hold() -> None:
        turn.take()
        held.set()
        done.wait(timeout=20)
        turn.leave()

    thread = Thread(target=hold)
    thread.start()
    held.wait(timeout=20)
    yield turn
    done.set()
    thread.join()


def entered(name: str) -> None:
    """A row of a table that may be written outside an act."""
    Session.objects.create(session_key=name, session_data="", expire_date=NOW)


@transaction.atomic
def failing() -> None:
    entered("undone")
    raise ZeroDivisionError


@transaction.atomic
def cut_off() -> None:
    connection.close()
    entered("nowhere")


def test_reading_waits_for_no_writer(elsewhere: Turn) -> None:
    assert Session.objects.count() == 0


@pytest.mark.parametrize("alone", [True, False])
def test_writing_waits_its_turn_in_a_transaction_and_alone(elsewhere: Turn, alone: bool) -> None:
    begun, written = Event(), Event()

    def write() -> None:
        begun.set()
        if alone:
            entered("alone")
        else:
            with transaction.atomic():
                entered("together")
        written.set()
        connections.close_all()

    thread = Thread(target=write)
    thread.start()
    begun.wait(timeout=20)
    assert not written.wait(timeout=0.2)
    assert Session.objects.count() == 0
    elsewhere.leave()
    assert written.wait(timeout=20)
    thread.join()
    assert Session.objects.count() == 1


def test_the_turn_is_given_back_however_a_transaction_ends(transactional_db: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has many writers")
    turn = Turn(Path(f"{connection.settings_dict['NAME']}-queue"))
    with transaction.atomic():
        with pytest.raises(OperationalError):
            turn.take()
        with transaction.atomic():
            entered("inner")
        with pytest.raises(OperationalError):
            turn.take()
    turn.take()
    turn.leave()
    with pytest.raises(ZeroDivisionError):
        failing()
    turn.take()
    turn.leave()
    with pytest.raises(Exception, match="closed"):
        cut_off()
    turn.take()
    turn.leave()
    assert [each.session_key for each in Session.objects.all()] == ["inner"]


def test_the_queue_is_for_the_owner_only(tmp_path: Path) -> None:
    turn = Turn(tmp_path / "x-queue")
    turn.take()
    turn.leave()
    assert os.stat(tmp_path / "x-queue").st_mode & 0o777 == 0o600  # noqa: PTH116
