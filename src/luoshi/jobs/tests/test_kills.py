"""Workers killed at any moment: nothing is lost, nothing comes twice, on either database."""

import multiprocessing as mp
import os
import random
import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.request import Request, urlopen

import pytest
from django.db import connections
from typing_extensions import override

from luoshi.jobs.actions import enqueue
from luoshi.jobs.crew import Crew, Order
from luoshi.jobs.kinds import Run, job
from luoshi.jobs.models import Job, JobState
from luoshi.jobs.tests.small_kinds import LI, NOW, effects, leave
from luoshi.jobs.worker import Worker
from luoshi.rules.texts import Text

KILLS = 40
PATIENCE = 60  # seconds until work that does not end counts as stuck
LEASE = 0.4  # seconds; a dead worker is found out after this
FORK = mp.get_context("fork")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]


@job("test.takes_time", title=Text("费时写入", "Write slowly"))
def takes_time(run: Run) -> None:
    """One effect; a kill finds it before, inside and after the transaction."""
    with run.finishing():
        leave(run, run.arguments["subject"])
        time.sleep(0.02)


@job("test.slow_batches", title=Text("费时分批", "Slow batches"))
def slow_batches(run: Run) -> None:
    """`count` effects from `start` on, five at a time."""
    start, count = int(run.arguments["start"]), int(run.arguments["count"])
    while (position := run.cursor or 0) < count:
        with run.batch(position + 5, count):
            for subject in range(start + position, start + position + 5):
                leave(run, subject)
            run.cursor = position + 5
            time.sleep(0.01)


@job("test.notify", title=Text("通知", "Notify"))
def notify(run: Run) -> None:
    """Tell another system, then write down that it was told; between the two lies the moment nobody can close."""
    headers = {"Idempotency-Key": run.outside_key("notify")}
    with urlopen(Request(run.arguments["address"], data=b"{}", headers=headers), timeout=PATIENCE):  # noqa: S310
        pass
    with run.finishing():
        leave(run, run.arguments["subject"])


@job("test.sits", title=Text("占用", "Sit"))
def sits(run: Run) -> None:
    """Sit on the job in the first attempt, telling which process does."""
    run.progress(0, 1, Text(f"进程 {os.getpid()}", str(os.getpid())))
    if run.attempt == 1:
        time.sleep(PATIENCE)
    with run.finishing():
        leave(run, 1)


def work(owner: str) -> None:
    """What a worker process does until it is killed."""
    connections.close_all()
    Worker(owner=owner, clock=lambda: NOW, stopping=lambda: False, lease_seconds=LEASE).run()


@contextmanager
def workers(count: int) -> Iterator[list[mp.process.BaseProcess]]:
    """Worker processes that can be killed and replaced."""
    hands = [hired(str(number)) for number in range(count)]
    try:
        yield hands
    finally:
        for hand in hands:
            hand.kill()
            hand.join()


def hired(owner: str) -> mp.process.BaseProcess:
    connections.close_all()
    process = FORK.Process(target=work, args=(owner,), daemon=True)
    process.start()
    return process


def wait_until_none_is_open() -> None:
    until = time.monotonic() + PATIENCE
    while Job.objects.filter(ended_at=None).exists():
        assert time.monotonic() < until, list(Job.objects.filter(ended_at=None).values())
        time.sleep(0.05)


def ask_for_work(round_: int) -> list[int]:
    """More jobs than the workers get done before the next kill; the subjects of their effects."""
    singles = [100 * round_ + number for number in range(8)]
    for subject in singles:
        enqueue("test.takes_time", {"subject": subject}, by=LI, at=NOW)
    if round_ % 8:
        return singles
    start, count = 100_000 + 1000 * round_, 100
    enqueue("test.slow_batches", {"start": start, "count": count}, by=LI, at=NOW)
    return [*singles, *range(start, start + count)]


def test_every_effect_comes_exactly_once_through_forty_kills() -> None:
    drawn = random.Random(3)  # noqa: S311  (when and whom to kill)
    wanted = ask_for_work(0)
    with workers(2) as hands:
        for number in range(1, KILLS + 1):
            wanted += ask_for_work(number)
            time.sleep(drawn.uniform(0.03, 0.25))
            victim = drawn.randrange(len(hands))
            hands[victim].kill()
            hands[victim].join()
            hands[victim] = hired(f"heir {number}")
        wait_until_none_is_open()
    assert not Job.objects.exclude(state=JobState.DONE).exists()
    assert effects() == sorted(wanted)
    assert Job.objects.filter(attempt__gt=1).count() >= KILLS / 4, "too few kills met a job to prove anything"


class Outside(ThreadingHTTPServer):
    """Another system: keeps the key of every call, and lets somebody be killed before it answers."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Listener)
        self.keys: list[str] = []
        self.called = Event()


class Listener(BaseHTTPRequestHandler):
    """Takes a call; the first few are answered to a worker that is dead by then."""

    server: Outside

    def do_POST(self) -> None:
        self.server.keys.append(self.headers["Idempotency-Key"])
        self.server.called.set()
        if len(self.server.keys) > 3:
            self.send_response(204)
            self.end_headers()
        else:
            time.sleep(0.5)

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def test_the_outside_hears_one_key_however_often_the_caller_is_killed() -> None:
    with Outside() as outside:
        Thread(target=outside.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{outside.server_address[1]}/"
        enqueue("test.notify", {"subject": 1, "address": address}, by=LI, at=NOW)
        with workers(1) as hands:
            for number in range(3):
                assert outside.called.wait(PATIENCE)
                outside.called.clear()
                hands[0].kill()
                hands[0].join()
                hands[0] = hired(f"heir {number}")
            wait_until_none_is_open()
        outside.shutdown()
    assert len(outside.keys) == 4, "called by each of the four"
    assert set(outside.keys) == {str(outside.keys[0])}
    assert effects() == [1]


def work_until_told(owner: str) -> None:
    """What a worker process does until it is asked to stop."""
    connections.close_all()
    stop = Order()
    stop.by_signals()
    Worker(owner=owner, clock=lambda: NOW, stopping=lambda: stop.given, lease_seconds=PATIENCE).run()


def test_a_worker_asked_to_stop_hands_its_job_back_after_the_batch() -> None:
    enqueue("test.slow_batches", {"start": 0, "count": 100_000}, by=LI, at=NOW)
    connections.close_all()
    process = FORK.Process(target=work_until_told, args=("one",))
    process.start()
    until = time.monotonic() + PATIENCE
    while not Job.objects.get().progress_done:
        assert time.monotonic() < until
        time.sleep(0.02)
    process.terminate()
    process.join(PATIENCE)
    job = Job.objects.get()
    assert (process.exitcode, job.state, job.attempt, job.losses) == (0, JobState.WAITING, 1, 0)
    assert effects() == list(range(int(job.cursor or 0))), "each batch whole, and none beyond the cursor"


def lead() -> None:
    """What the process that looks after workers does."""
    connections.close_all()
    Crew(1, clock=lambda: NOW, lease_seconds=PATIENCE).run(Order(), grace=1)


@contextmanager
def leader() -> Iterator[mp.process.BaseProcess]:
    """A process with a worker; killed at the end, which its worker has to notice and end with it."""
    reading, writing = os.pipe()
    connections.close_all()
    process = FORK.Process(target=lead)
    process.start()
    os.close(writing)
    try:
        yield process
    finally:
        process.kill()
        process.join()
        assert select.select([reading], [], [], PATIENCE)[0], "the worker outlives who looks after it"
        os.close(reading)


def test_what_a_dead_worker_held_is_given_back_at_once_by_who_looks_after_it() -> None:
    enqueue("test.sits", {}, by=LI, at=NOW)
    with leader():
        until = time.monotonic() + PATIENCE
        while not (pid := Job.objects.get().progress_note.get("en")):
            assert time.monotonic() < until
            time.sleep(0.05)
        os.kill(int(pid), 9)
        started = time.monotonic()
        wait_until_none_is_open()
        assert time.monotonic() - started < PATIENCE / 2, "it waited for the lease to run out"
    assert (Job.objects.get().state, effects()) == (JobState.DONE, [1])
