"""A worker: takes jobs up one by one, does them, and watches over the leases of the others."""

import logging
import os
import platform
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError, InterfaceError, close_old_connections, connection, reset_queries
from django.utils import translation

from luoshi.jobs import leases
from luoshi.jobs.errors import no_kind, told_in_full, trouble_of
from luoshi.jobs.feeds import follow_all
from luoshi.jobs.kinds import kind_of
from luoshi.jobs.leases import Lease
from luoshi.jobs.models import Job, JobState
from luoshi.jobs.run import HandedBack, Run, Stopped
from luoshi.jobs.silence import Watch

Clock = Callable[[], datetime]
LEASE_SECONDS = 30.0
BEATS_A_LEASE = 4
LOOK_EVERY = 0.5  # seconds between two looks of an idle worker; each is two small reads
FAR_BEHIND = 200  # positions a feed moved on in one batch: more may wait, so the next look follows at once
LOG = logging.getLogger(__name__)


def owner_name() -> str:
    """A name for a worker that no other has ever had."""
    return f"{platform.node()[:60]}:{os.getpid()}:{secrets.token_hex(6)}"


def attempt(job: Job, *, clock: Clock, stopping: Callable[[], bool]) -> None:
    """Do a job that has been taken up, once. Whatever goes wrong is written with the job; nothing is raised."""
    lease, kind = Lease(job.pk, job.owner, job.attempt), kind_of(job.kind)
    if kind is None:
        leases.stumble(lease, no_kind(job.kind), retries=0, at=clock())
        return
    try:
        run = Run(job, at=clock(), stopping=stopping)
        run.end(kind.work(run))
    except HandedBack:
        leases.hand_back(lease)
    except Stopped as stopped:
        LOG.info("job %s: %s", job.pk, type(stopped).__name__)
    except Exception as error:
        LOG.warning("job %s (%s), attempt %s\n%s", job.pk, job.kind, job.attempt, told_in_full(error))
        leases.stumble(lease, trouble_of(error), retries=kind.retries, at=clock())


class Worker:
    """Works until it is to stop.

    `clock` tells the time of day, which decides only what is due; `steady` tells seconds that never jump.
    """

    def __init__(
        self,
        *,
        owner: str,
        clock: Clock,
        stopping: Callable[[], bool],
        lease_seconds: float = LEASE_SECONDS,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self.owner = owner
        self._clock = clock
        self._steady = steady
        self._stopping = stopping
        self._lease_seconds = lease_seconds
        self._watch = Watch()
        self._told = ""

    def run(self) -> None:
        """Take up what is due, again and again; a database that is away for a while is waited for."""
        while not self._stopping():
            try:
                busy = self.step()
            except (DatabaseError, InterfaceError) as error:
                self._tell_once(f"the database does not serve the worker: {error}")
                connection.close()
                busy = False
            if not busy:
                time.sleep(min(LOOK_EVERY, self._lease_seconds / BEATS_A_LEASE))
        connection.close()

    def _tell_once(self, trouble: str) -> None:
        if trouble != self._told:
            LOG.warning(trouble)
        self._told = trouble

    def step(self) -> bool:
        """Take back what the dead hold, follow the feeds, then do one job; whether to look again at once.

        A feed that has caught up is left to gather: followed without a pause, acts that come one by one would each
        cost the queries of a whole batch.
        """
        close_old_connections()
        reset_queries()
        self._take_back()
        followed = follow_all(at=self._clock())
        job = leases.claim(self.owner, at=self._clock(), lease_seconds=self._lease_seconds)
        if job is None:
            return followed >= FAR_BEHIND
        with self._beating(Lease(job.pk, job.owner, job.attempt)), translation.override("zh-hans"):
            attempt(job, clock=self._clock, stopping=self._stopping)
        return True

    def _take_back(self) -> None:
        running = Job.objects.filter(state=JobState.RUNNING).only("owner", "attempt", "beat", "lease_seconds")
        for seen in self._watch.silent(running, steady=self._steady()):
            if leases.lose(seen.lease, at=self._clock(), beat=seen.beat):
                LOG.warning("job %s: taken from %s, which has fallen silent", seen.lease.job, seen.lease.owner)

    @contextmanager
    def _beating(self, lease: Lease) -> Iterator[None]:
        """Show that this worker lives while it is busy with something that takes long."""
        ended = threading.Event()
        thread = threading.Thread(target=self._beat, args=(lease, ended), daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _beat(self, lease: Lease, ended: threading.Event) -> None:
        try:
            while not ended.wait(self._lease_seconds / BEATS_A_LEASE):
                try:
                    leases.beat(lease)
                except (DatabaseError, InterfaceError):  # locked by a long batch, or away; the next beat tells
                    connection.close()
        finally:
            connection.close()
