"""Several workers, each a process of its own, and the one that looks after them."""

import multiprocessing
import os
import signal
import threading
import time
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess

from django.db import DatabaseError, InterfaceError, connections

from luoshi.jobs import kinds, leases
from luoshi.jobs.worker import LEASE_SECONDS, LOG, Clock, Worker, owner_name

FORK = multiprocessing.get_context("fork")
LOOK_EVERY = 0.5  # seconds between two looks at the order to stop
REST_AFTER_DEATH = 1.0  # seconds, so that a worker that dies at once is not started in a loop


@dataclass(slots=True)
class Order:
    """The order to stop. A plain flag: an event's lock, taken in a signal's handler, can lock its own thread out."""

    given: bool = False

    def give(self, *_signal: object) -> None:
        """Order to stop."""
        self.given = True

    def by_signals(self) -> None:
        """Let SIGTERM and SIGINT give the order, instead of ending the process in the middle of something."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.give)


@dataclass(frozen=True, slots=True)
class Hand:
    """A worker process and the name it holds jobs under."""

    process: BaseProcess
    owner: str


class Crew:
    """Keeps `size` workers going until it is to stop, and gives back at once what a dead one held.

    The workers are forked from this process, which holds no connection to the database then. They hold the reading
    end of a pipe: should this process be killed, the pipe closes and they end after what they are doing.
    """

    def __init__(self, size: int, *, clock: Clock, lease_seconds: float = LEASE_SECONDS) -> None:
        self._size = size
        self._clock = clock
        self._lease_seconds = lease_seconds
        self._hands: list[Hand] = []
        self._lifeline = os.pipe()

    def run(self, stop: Order, *, lives_with: int | None = None, grace: float = 30.0) -> None:
        """Work until the order to stop, or until the pipe `lives_with` is closed at its other end.

        Then every worker may finish or hand back what it does, for `grace` seconds; whoever is not done is killed.
        """
        kinds.kinds()  # found once here instead of in each worker
        owner_of_us = [] if lives_with is None else [lives_with]
        try:
            while not stop.given:
                self._fill(stop)
                ready = wait([*(hand.process.sentinel for hand in self._hands), *owner_of_us], timeout=LOOK_EVERY)
                if lives_with in ready and not os.read(lives_with, 1):
                    return
                if not stop.given and self._bury():
                    time.sleep(REST_AFTER_DEATH)
        finally:
            self._dismiss(grace)

    def _fill(self, stop: Order) -> None:
        while len(self._hands) < self._size:
            connections.close_all()  # a connection must not be shared with the process that is forked
            owner = owner_name()
            process = FORK.Process(target=self._work, args=(owner, stop))
            process.start()
            self._hands.append(Hand(process, owner))

    def _work(self, owner: str, stop: Order) -> None:
        """What a forked worker does."""
        reading, writing = self._lifeline
        os.close(writing)
        stop.by_signals()
        threading.Thread(target=_stop_at_end, args=(reading, stop), daemon=True).start()
        Worker(owner=owner, clock=self._clock, stopping=lambda: stop.given, lease_seconds=self._lease_seconds).run()

    def _bury(self) -> bool:
        """Give back what the dead held; whether there were any. One that ended in order (0) had been told to."""
        dead = [hand for hand in self._hands if not hand.process.is_alive()]
        for hand in dead:
            self._hands.remove(hand)
            hand.process.join()
            if hand.process.exitcode:
                LOG.warning("a worker has died with exit code %s", hand.process.exitcode)
            self._give_back(hand.owner)
        return bool(dead)

    def _give_back(self, owner: str) -> None:
        try:
            leases.lose_all_of(owner, at=self._clock())
        except (DatabaseError, InterfaceError) as error:
            LOG.warning("what it held waits for the end of its lease: %s", error)

    def _dismiss(self, grace: float) -> None:
        left = [hand.process for hand in self._hands]
        until = time.monotonic() + grace
        while left and time.monotonic() < until:
            for process in left:
                process.terminate()  # each time: Python drops a signal that comes while it is being forked
            wait([process.sentinel for process in left], timeout=LOOK_EVERY)
            left = [process for process in left if process.is_alive()]
        for process in left:
            process.kill()
        for hand in self._hands:
            hand.process.join()
            if hand.process.exitcode:
                self._give_back(hand.owner)
        self._hands.clear()
        for end in self._lifeline:
            os.close(end)
        connections.close_all()


def _stop_at_end(pipe: int, stop: Order) -> None:
    os.read(pipe, 1)
    stop.give()
