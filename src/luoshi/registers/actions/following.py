"""Open deadlines follow the calendar: what it would change, and asking for the job that does."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from luoshi.calendars.queries import national
from luoshi.jobs.actions import enqueue
from luoshi.jobs.models import OPEN_STATES, Job, JobState
from luoshi.registers.actions.redating import Group, outdated
from luoshi.registers.models import Clock, DueCause
from luoshi.registers.permissions import check_can_redate
from luoshi.rules.actors import Actor

REDATE = "registers.redate"


@dataclass(frozen=True, slots=True)
class Foreseen:
    """How many open deadlines the calendar in force would move later, keep though it says an earlier day, or settle.

    `days` counts the later ones by the calendar days they would move.
    """

    later: int
    kept: int
    settled: int
    days: Mapping[int, int]

    @property
    def count(self) -> int:
        """All of them."""
        return self.later + self.kept + self.settled

    @property
    def most(self) -> int:
        """The most days one would move; 0 where none does."""
        return max(self.days, default=0)


def foreseen() -> dict[str, Foreseen]:
    """What the calendar in force would change, by register; nothing is written. One query over the open clocks."""
    groups: dict[str, list[Group]] = {}
    for group in outdated("record__register"):
        groups.setdefault(str(group.key["record__register"]), []).append(group)
    return {register: _summed(found) for register, found in sorted(groups.items())}


def _summed(groups: list[Group]) -> Foreseen:
    counted: Counter[DueCause | None] = Counter()
    days: Counter[int] = Counter()
    for group in groups:
        counted[group.cause] += group.count
        if group.cause is DueCause.CALENDAR and group.old and group.new:
            days[(group.new - group.old).days] += group.count
    return Foreseen(counted[DueCause.CALENDAR], counted[DueCause.KEPT], counted[None], dict(sorted(days.items())))


def calendars_of_clocks() -> dict[str, int]:
    """With which version of the calendar how many open deadlines were computed. One query."""
    clocks = Clock.objects.open().exclude(working_days=None)
    return dict(clocks.values_list("calendar").annotate(count=Count("pk")).order_by("-count", "calendar"))


def left_behind() -> int:
    """Open deadlines that the calendar in force would change, where no job for it is asked for or done.

    One query while a job has done it, two more otherwise.
    """
    if _jobs().filter(state__in=[*OPEN_STATES, JobState.DONE]).exists():
        return 0
    return sum(group.count for group in outdated())


def under_way() -> Job | None:
    """The job for the calendar in force that waits or runs."""
    return _jobs().filter(state__in=OPEN_STATES).first()


def _jobs() -> QuerySet[Job]:
    return Job.objects.filter(kind=REDATE, arguments__calendar=national().version)


def follow_calendar(*, by: Actor, at: datetime) -> Job | None:
    """Ask for open deadlines to be computed with the calendar in force, if one would change and nobody has asked.

    In the transaction of the act that changes the calendar, or by an administrator of the whole city afterwards.
    One query over the open clocks, two of the jobs; two who ask at the same moment are given the same job.
    """
    check_can_redate(by)
    version, asked = national().version, _jobs().count()
    if under_way() or not outdated():
        return None
    return enqueue(REDATE, {"calendar": version}, by=by, at=at, key=f"{version}/{asked}")
