"""Whatever people do in whatever order, nothing is struck off by the side that did it; on both databases."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from luoshi.org.actions import delegate, revoke_delegation
from luoshi.org.models import Delegation, Post
from luoshi.org.queries import capacities
from luoshi.org.tests.small_city import SmallCity
from luoshi.people.models import Account
from luoshi.registers.actions import Step, confirm, move, set_parties, turn_down
from luoshi.registers.models import Move, Party, Record
from luoshi.registers.queries import proposed_move
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.rules.actors import Actor, Role
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused

ACTS = 120
FITTING = {"assigned": ["report"], "reported": ["strike_off", "strike_off", "send_back"], "struck_off": ["withdraw"]}
EVIDENCE = {"report": "result", "strike_off": "proof"}
STAFF = [
    (Role.VERIFIER, "north"),
    (Role.VERIFIER, "stone"),
    (Role.VERIFIER, "south"),
    (Role.VERIFIER, "city"),
    (Role.SUPERVISOR, "north"),
    (Role.COUNTY_LEAD, "zone"),
]


class Crowd:
    """Everybody of the small city at random, in any capacity they have at that moment."""

    def __init__(self, works: SmallWorks, seed: int) -> None:
        self.works = works
        self.chance = random.Random(seed)  # noqa: S311  (a crowd, no secret)
        for role, code in STAFF:
            works.city.person(role, code)
        self.people = list(Account.objects.order_by("pk"))
        self.units = [works.city.unit(code) for code in ("north", "south", "stone", "zone", "supervision")]
        self.struck = 0

    def somebody(self, at: datetime) -> Actor:
        return self.chance.choice(capacities(self.chance.choice(self.people), at=at))

    def act(self, task: Record, at: datetime) -> None:
        """One attempt; refusals are what the rules are for."""
        choice: Callable[[Record, datetime], object] = self.chance.choices(
            [self._move, self._hand_on, self._lend, self._take_back, self._settle], [10, 2, 2, 1, 2]
        )[0]
        try:
            choice(task, at)
        except Refused:
            return

    def _move(self, task: Record, at: datetime) -> None:
        fitting = FITTING[task.state] if self.chance.random() < 0.8 else list(EVIDENCE)
        name = self.chance.choice(fitting)
        evidence = {EVIDENCE[name]: "1号"} if name in EVIDENCE else {}
        move(task, name, step=Step(on=day_of(at), evidence=evidence), by=self.somebody(at), at=at)
        self.struck += name == "strike_off"

    def _hand_on(self, task: Record, at: datetime) -> None:
        lead, support = self.chance.sample(self.units, 2)
        set_parties(task, lead=lead, support=[support], by=self.works.planner, at=at)

    def _lend(self, task: Record, at: datetime) -> None:
        post = self.chance.choice(list(Post.objects.order_by("pk")))
        deputy = self.chance.choice(self.people)
        until = day_of(at) + timedelta(days=30)
        by = capacities(post.account, at=at)[0]
        delegate(post, deputy=deputy, since=day_of(at), until=until, reason="出差", by=by, at=at)

    def _take_back(self, task: Record, at: datetime) -> None:
        lent = list(Delegation.objects.filter(revoked_at=None).order_by("pk"))
        if lent:
            one = self.chance.choice(lent)
            revoke_delegation(one, by=capacities(one.post.account, at=at)[0], at=at)

    def _settle(self, task: Record, at: datetime) -> None:
        waiting = proposed_move(task)
        if waiting is not None and self.chance.random() < 0.5:
            confirm(waiting, by=self.somebody(at), at=at)
        elif waiting is not None:
            turn_down(waiting, reason="不实", by=self.somebody(at), at=at)


def tied(account: int, units: set[int], at: datetime) -> bool:
    """Told anew from the tables, not by the code under test: a post or a stand-in's post at or below a unit."""
    day = day_of(at)
    held = [post for post in Post.objects.filter(account=account) if in_force(post, day)]
    held += [
        each.post
        for each in Delegation.objects.filter(deputy=account)
        if in_force(each, day) and (each.revoked_at is None or each.revoked_at > at)
    ]
    above = {int(part) for post in held for part in post.unit.path.strip("/").split("/")}
    return bool(above & units)


def in_force(row: Post | Delegation, day: object) -> bool:
    return row.valid_from <= day and (row.valid_to is None or row.valid_to > day)  # type: ignore[operator]  # dates


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_no_sequence_of_acts_ends_in_a_strike_off_by_the_doers_side(seed: int) -> None:
    works = SmallWorks(SmallCity())
    crowd = Crowd(works, seed)
    task = works.task()
    for number in range(ACTS):
        at = NOW + timedelta(minutes=number)
        before = Move.objects.count()
        crowd.act(Record.objects.get(pk=task.pk), at)
        taken = Move.objects.order_by("-pk").first()
        if Move.objects.count() > before and taken is not None and taken.strikes_off:
            doers = {Record.objects.get(pk=task.pk).lead_id, taken.lead_id}
            doers |= set(Party.objects.filter(record=task, role="support").values_list("unit_id", flat=True))
            people = {person for person in (taken.by_account, taken.for_account) if person is not None}
            assert not any(tied(person, {unit for unit in doers if unit}, at) for person in people)
            reporters = Move.objects.filter(record=task, name="report").values_list("by_account", "for_account")
            assert not people & {person for pair in reporters for person in pair if person is not None}
    kept = Record.objects.get(pk=task.pk)
    assert crowd.struck, "the crowd never struck anything off: the test shows nothing"
    assert kept.reopened == Move.objects.filter(record=task, name="withdraw", status="done").count()
