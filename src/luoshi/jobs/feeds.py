"""Feeds: what follows from all that is written, in order and exactly once, without a job for each write.

A room that keeps such a sequence declares in its `jobs.py` how a reader goes on from a position, in stages:

@feed("registers.happenings", waits=…)
def spread(position: int, at: datetime) -> Iterator[Stage]: ...

What a stage does stands or falls with the mark of how far the feed has been followed; what is read to find out what
is to be done is read before, without holding up any writer. Workers look at every feed between jobs.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, InterfaceError, transaction

from luoshi.jobs.errors import told_in_full
from luoshi.jobs.kinds import kinds
from luoshi.jobs.models import Feed


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything before `reached` has had its effects once `do` is done; nothing is to be done where it is none."""

    reached: int
    do: Callable[[], None] | None = None


Follow = Callable[[int, datetime], Iterator[Stage]]
Waits = Callable[[int], bool]
_FEEDS: dict[str, tuple[Follow, Waits]] = {}
_FAILING: dict[str, str] = {}  # what each feed that stands still was last said to fail by
LOG = logging.getLogger(__name__)


def feed(name: str, *, waits: Waits) -> Callable[[Follow], Follow]:
    """Declare a feed. The function goes through one batch from a position on.

    `waits` is a cheap look whether anything stands at or after a position.
    """

    def declare(follow: Follow) -> Follow:
        if name in _FEEDS and _FEEDS[name][0].__module__ != follow.__module__:
            raise ValueError(f"two feeds are named {name}")
        _FEEDS[name] = follow, waits
        return follow

    return declare


def follow_all(*, at: datetime) -> int:
    """Do one batch of each feed in which something waits; how far the one that went furthest has moved on.

    0 where nothing waited. Two reads for an idle feed. A feed that fails is logged and tried again at the next look;
    it keeps neither the others nor the jobs from being done. Raises only what the database raises.
    """
    kinds()  # the rooms' declarations are found with their jobs
    return max((_followed(name, at=at) for name in _FEEDS), default=0)


def _followed(name: str, *, at: datetime) -> int:
    try:
        moved = _follow(name, at=at)
    except (DatabaseError, InterfaceError):
        raise
    except Exception as error:
        told = told_in_full(error)
        if _FAILING.get(name) != told:
            LOG.error("the feed %s stands still\n%s", name, told)
        _FAILING[name] = told
        return 0
    _FAILING.pop(name, None)
    return moved


def _follow(name: str, *, at: datetime) -> int:
    follow, waits = _FEEDS[name]
    position = Feed.objects.filter(name=name).values_list("position", flat=True).first()
    if not waits(position or 0):
        return 0
    if position is None:
        position = Feed.objects.get_or_create(name=name)[0].position
    begun = position
    for stage in follow(position, at):
        with transaction.atomic():
            if not Feed.objects.filter(name=name, position=position).update(position=stage.reached):
                break  # another worker has done this stage
            if stage.do is not None:
                stage.do()
        position = stage.reached
    return position - begun
