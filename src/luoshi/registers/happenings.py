"""What happened to records, told once to whoever listens: notices, webhooks, whatever a room above adds.

A listener stands in the `jobs.py` of its room:

@listener("notices")
def tell(happening: Happening) -> None: ...

The log is the feed: an act's transaction leaves its entry, the sealer gives it its place, and a worker tells the
listeners in that order, each act within a transaction that marks how far it got. So a listener hears of every act
exactly once, whoever is killed when; filings themselves do nothing for it. It may be a second or two later.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from luoshi.audit.feed import Sealed, sealed_after
from luoshi.audit.models import Leaf
from luoshi.jobs.actions import enqueue
from luoshi.jobs.feeds import Stage, feed
from luoshi.jobs.kinds import Run, job
from luoshi.rules.actors import operator
from luoshi.rules.texts import Text

NAME = "registers.happenings"
AGAIN = "registers.tell"
MOST = 250  # leaves read at once; what concerns nobody costs its readers a few queries for all of them
OURS, SUBJECT = "registers.", "record"
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Happening:
    """An act on a record: `act` as in its entry without the room ("create", "move", "chase"), `facts` its payload."""

    record: int
    act: str
    by: int
    at: datetime
    entry: int
    facts: Mapping[str, Any] = field(hash=False)
    told_at: datetime | None = None  # the worker's present: a log followed from its beginning tells of long ago

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields the act changed."""
        return tuple(self.facts.get("changed", ()))


Listen = Callable[[Happening], None]
Wants = Callable[[Sequence[Happening]], Iterable[Happening]]


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told, and which of many acts are worth telling."""

    listen: Listen
    wants: Wants


_LISTENERS: dict[str, Listener] = {}


def listener(name: str, *, wants: Wants = tuple) -> Callable[[Listen], Listen]:
    """Declare who is told. It writes to the database only; a call to the outside is a job that it enqueues.

    `wants` looks over many acts in few queries and keeps those that may concern somebody; most concern nobody.
    """

    def declare(listen: Listen) -> Listen:
        if name in _LISTENERS and _LISTENERS[name].listen.__module__ != listen.__module__:
            raise ValueError(f"two listeners are named {name}")
        _LISTENERS[name] = Listener(listen, wants)
        return listen

    return declare


@feed(NAME, waits=lambda position: Leaf.objects.filter(position__gte=position).exists())
def spread(position: int, at: datetime) -> Iterator[Stage]:
    """Tell the listeners of the next acts, each in a transaction of its own; those that concern nobody are passed by.

    One that cannot be told now becomes a job, and holds nobody up.
    """
    sealed, reached = sealed_after(position, most=MOST)
    places = {happening: each.position for each in sealed if (happening := _happening(each, at)) is not None}
    wanted: dict[int, list[tuple[str, Happening]]] = defaultdict(list)
    for name, each in _LISTENERS.items():
        for happening in each.wants(tuple(places)):
            wanted[places[happening]].append((name, happening))
    for place in sorted(wanted):
        yield Stage(place + 1, partial(_tell_all, wanted[place], at=at))
    yield Stage(reached)


def _tell_all(told: Iterable[tuple[str, Happening]], *, at: datetime) -> None:
    for name, happening in told:
        _tell(name, happening, at=at)


def _happening(sealed: Sealed, at: datetime) -> Happening | None:
    if sealed.subject_kind != SUBJECT or not sealed.act.startswith(OURS):
        return None
    act = sealed.act.removeprefix(OURS)
    return Happening(sealed.subject_id, act, sealed.by_account, sealed.at, sealed.entry, sealed.payload, at)


def _tell(name: str, happening: Happening, *, at: datetime) -> None:
    try:
        with transaction.atomic():
            _LISTENERS[name].listen(happening)
    except Exception:
        LOG.exception("%s could not be told of entry %s; a job tries again", name, happening.entry)
        told: dict[str, Any] = {"listener": name, "record": happening.record, "act": happening.act}
        told |= {
            "by": happening.by,
            "at": happening.at.isoformat(),
            "entry": happening.entry,
            "facts": dict(happening.facts),
        }
        enqueue(AGAIN, told, key=f"{name}:{happening.entry}", by=operator("worker"), at=at)


@job(AGAIN, title=Text("补发一条动态", "Tell of an act again"), retries=8)
def tell_again(run: Run) -> None:
    """Tell one listener of one act, after it could not be told in its turn; done if it listens no more."""
    found = _LISTENERS.get(run.arguments["listener"])
    told = run.arguments
    at = datetime.fromisoformat(told["at"])
    happening = Happening(told["record"], told["act"], told["by"], at, told["entry"], told["facts"], run.at)
    with run.finishing():
        if found is not None:
            found.listen(happening)
