"""What the work of a job is given: its arguments, who asked, and ways to write with the job's fence around them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Never
from uuid import uuid5

from django.db import transaction

from luoshi.jobs import askers, leases
from luoshi.jobs.errors import storable
from luoshi.jobs.leases import Lease
from luoshi.jobs.models import JSON, Job, JobState
from luoshi.rules.actors import Actor
from luoshi.rules.texts import Text


class Stopped(BaseException):
    """The work of a job ends here without being done; no `except Exception` of a job is to swallow it."""


class Cancelled(Stopped):
    """Somebody has cancelled the job."""


class LeaseLost(Stopped):
    """Another worker has taken the job up; what this one goes on to do would not count."""


class HandedBack(Stopped):
    """The worker is to stop; another goes on from the cursor."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job, for who asked: a sentence, perhaps a page where the result is, and facts for programs."""

    text: Text
    href: str = ""
    facts: Mapping[str, JSON] = field(default_factory=dict)

    @property
    def written(self) -> dict[str, JSON]:
        """The outcome as JSON."""
        return {"zh": self.text.zh, "en": self.text.en, "href": self.href, "facts": self.facts}


def _never() -> bool:
    return False


class Run:
    """One attempt at a job.

    Work whose effect fits one transaction writes it inside `finishing()`; longer work goes in batches, each inside
    `batch()`, and keeps in `cursor` where to go on. Either way the effect and its mark stand or fall together.
    """

    def __init__(self, job: Job, *, at: datetime, stopping: Callable[[], bool] = _never) -> None:
        self.job = job
        self.at = at
        self.by: Actor = askers.read(job.asker)
        self.arguments: Mapping[str, Any] = job.arguments
        self.attempt = job.attempt
        self.cursor: Any = job.cursor
        self.outcome: Outcome | None = None
        self.finished = False
        self._lease = Lease(job.pk, job.owner, job.attempt)
        self._stopping = stopping

    @property
    def lease(self) -> Lease:
        """The hold on the job that this attempt has."""
        return self._lease

    def outside_key(self, step: str) -> str:
        """The same for every attempt at this step of this job, and for nothing else.

        Send it with a call to another system (`Idempotency-Key`, `Message-ID`), so that a call made twice, because
        a worker died between the call and its mark, counts once there.
        """
        return str(uuid5(self.job.token, step))

    def progress(self, done: int, of: int, note: Text | None = None) -> None:
        """Tell how far the work is. One small write: once for each batch, not for each row.

        Raises `Cancelled` when somebody cancelled the job, and `HandedBack` when the worker is to stop.
        """
        self._check_stop()
        if not leases.get_on(self._lease, **_told(done, of, note)):
            self._lost()

    @contextmanager
    def batch(self, done: int | None = None, of: int = 0, note: Text | None = None) -> Iterator[None]:
        """One transaction with a part of the work; `cursor`, as it stands at the end, is kept with it."""
        self._check_stop()
        before = deepcopy(self.cursor)
        try:
            with transaction.atomic():
                self._hold()
                yield
                told = {} if done is None else _told(done, of, note)
                if not leases.get_on(self._lease, cursor=self.cursor, **told):
                    self._lost()
        except BaseException:
            self.cursor = before  # nothing of this batch was kept
            raise

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """The transaction of the effect and of the mark that the job is done; `outcome`, set inside, is kept too."""
        with transaction.atomic():
            self._hold()
            yield
            outcome = self.outcome.written if self.outcome else {}
            if not leases.finish(self._lease, outcome=outcome, at=self.at):
                self._lost()
        self.finished = True

    def end(self, outcome: Outcome | None) -> None:
        """What the worker calls when the work has returned: the mark, if the work has not set it itself."""
        if self.finished:
            if outcome:
                leases.tell(self._lease, outcome.written)
            return
        self.outcome = outcome or self.outcome
        with self.finishing():
            pass

    def _hold(self) -> None:
        """Take the job's row first: whoever wants to cancel it or take it over waits for this transaction."""
        if not leases.beat(self._lease):
            self._lost()

    def _check_stop(self) -> None:
        if self._stopping():
            raise HandedBack

    def _lost(self) -> Never:
        cancelled = Job.objects.filter(pk=self._lease.job, state=JobState.CANCELLED).exists()
        raise Cancelled if cancelled else LeaseLost


def _told(done: int, of: int, note: Text | None) -> dict[str, object]:
    said = {"zh": storable(note.zh), "en": storable(note.en)} if note else {}
    return {"progress_done": done, "progress_of": max(of, done) if of else 0, "progress_note": said}
