"""Which owners have fallen silent, judged by a steady clock and by nothing else.

A worker keeps, for every lease of the others, when it first saw its present beat. Time of day takes no part, so a
clock that is set forwards or back neither takes a job from a living worker nor keeps one with a dead worker.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from luoshi.jobs.leases import Lease
from luoshi.jobs.models import Job


@dataclass(frozen=True, slots=True)
class Seen:
    """A lease with the beat it was last seen at."""

    lease: Lease
    beat: int


@dataclass(slots=True)
class Watch:
    """What one worker has seen of the leases of others; `since` tells from when on, in steady seconds."""

    since: dict[Seen, float] = field(default_factory=dict)

    def silent(self, running: Iterable[Job], *, steady: float) -> list[Seen]:
        """The leases among the running jobs that have not stirred for as long as they promised to."""
        lengths = {Seen(Lease(job.pk, job.owner, job.attempt), job.beat): job.lease_seconds for job in running}
        self.since = {seen: self.since.get(seen, steady) for seen in lengths}
        return [seen for seen, first in self.since.items() if steady - first > lengths[seen]]
