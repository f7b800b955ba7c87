"""Several requests that have all read before any of them writes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition
from typing import Any

from django.db import connection
from django.test import Client

from luoshi.audit.opening import HELD
from luoshi.people.models import Account
from luoshi.rules.actors import Actor

LONGEST = 20  # seconds


class Meeting:
    """Holds everybody at the first statement of their act until each has come to one, or has ended without an act."""

    def __init__(self, people: int) -> None:
        self._awaited, self._changed = people, Condition()
        self.met = 0  # people who came to an act

    def arrive(self, *, to_act: bool) -> None:
        """Be no longer awaited."""
        with self._changed:
            self._awaited -= 1
            self.met += to_act
            self._changed.notify_all()

    def wait(self) -> None:
        """Until nobody is awaited any more."""
        with self._changed:
            self._changed.wait_for(lambda: self._awaited <= 0, timeout=LONGEST)

    @contextmanager
    def attended(self) -> Iterator[None]:
        """For one person: stop at the first act, go on when all have stopped or ended."""
        there = False

        def stop(execute: Callable[..., Any], sql: str, params: object, many: bool, context: object) -> Any:
            nonlocal there
            if not there and getattr(connection, HELD, None) is not None:
                there = True
                self.arrive(to_act=True)
                self.wait()
            return execute(sql, params, many, context)

        with connection.execute_wrapper(stop):
            try:
                yield
            finally:
                if not there:
                    self.arrive(to_act=False)


@dataclass(frozen=True, slots=True)
class Post:
    """A form that a person sends."""

    by: Actor
    address: str
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Met:
    """What came of sending forms together: the status of each answer, and how many came to an act."""

    statuses: list[int]
    acts: int


def together(posts: Sequence[Post]) -> Met:
    """Send all at once; the answers stand in the order of the forms."""
    meeting = Meeting(len(posts))

    def send(post: Post) -> int:
        client = Client()
        account = Account.objects.get(pk=post.by.account_id)
        client.force_login(account, backend="luoshi.people.backend.Accounts")
        try:
            with meeting.attended():
                return int(client.post(post.address, dict(post.fields)).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(posts)) as pool:
        return Met(list(pool.map(send, posts)), meeting.met)
