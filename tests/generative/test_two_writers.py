"""Whatever several people do to the same records in whatever order: one of two wins, nobody is overwritten.

The machine interleaves people who opened their pages at different moments; the threads do the same at once, which
only PostgreSQL lets them.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from random import Random

import pytest
from django.db import connection, transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from typing_extensions import override

from luoshi.audit.models import Entry
from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.actions import Step, confirm, correct, move, set_parties, turn_down
from luoshi.registers.models import Move, MoveStatus, Record, Version
from luoshi.registers.queries import proposed_move
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks, start
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

REPORT = Step(on=TODAY, evidence={"report": "验字〔2022〕1号"})
NOTHING = Refused("nothing", reason=Text("没有待确认的流转", "nothing waits"), remedy=Text("无", "none"))
WRITES = ("registers.create", "registers.correct", "registers.move", "registers.set_parties")


@dataclass(frozen=True, slots=True)
class Page:
    """What somebody has in front of them: a record as it was when they opened it."""

    pk: int
    revision: int


def fresh(pk: int) -> Record:
    return Record.objects.select_related("unit", "lead", "parent").get(pk=pk)


def opened(pk: int) -> Page:
    return Page(pk, Record.objects.get(pk=pk).revision)


class Office:
    """What people do; each act reads the record anew and tells which revision its page shows."""

    def __init__(self, works: SmallWorks) -> None:
        self.works = works

    def correct(self, page: Page, cost: int) -> None:
        record = fresh(page.pk)
        correct(record, {"cost": cost}, reason="核对", by=self.works.lead, at=NOW, revision=page.revision)

    def move(self, page: Page, cost: int) -> None:
        record = fresh(page.pk)
        name, step = ("start", start(cost=cost)) if record.state == "filed" else ("complete", REPORT)
        move(record, name, step=step, by=self.works.lead, at=NOW, revision=page.revision)

    def settle(self, page: Page, cost: int) -> None:
        proposed = proposed_move(fresh(page.pk))
        if proposed is None:
            raise NOTHING
        if cost % 2:
            confirm(proposed, by=self.works.verifier, at=NOW)
        else:
            turn_down(proposed, reason="不全", by=self.works.verifier, at=NOW)

    def parties(self, page: Page, cost: int) -> None:
        record = fresh(page.pk)
        record.revision = page.revision
        support = self.works.city.unit(("zone", "south")[cost % 2])
        set_parties(record, lead=self.works.north, support=[support], by=self.works.lead, at=NOW)

    @property
    def acts(self) -> tuple[Callable[[Page, int], None], ...]:
        return self.correct, self.move, self.settle, self.parties


def unsound(pk: int) -> Iterator[str]:
    """What is wrong with a record and its history; nothing, whatever was done."""
    record = fresh(pk)
    versions = list(Version.objects.filter(record=pk).order_by("revision"))
    if [each.revision for each in versions] != list(range(1, record.revision + 1)):
        yield f"revisions {[each.revision for each in versions]} of a record at {record.revision}"
    last = versions[-1]
    for name in ("data", "state", "reached", "lead_id", "label", "due"):
        if getattr(last, name) != getattr(record, name):
            yield f"{name}: {getattr(last, name)} in the last version, {getattr(record, name)} in the record"
    if record.state not in record.reached:
        yield f"{record.state} was never reached: {record.reached}"
    moves = Move.objects.filter(record=pk)
    done = moves.filter(status=MoveStatus.DONE).count()
    if done != sum(each.kind == "moved" for each in versions):
        yield f"{done} moves done"
    if moves.filter(status=MoveStatus.PROPOSED).count() > 1:
        yield "two moves wait"
    written = Entry.objects.filter(subject_kind="record", subject_id=pk, act__in=WRITES).count()
    if written != len(versions):
        yield f"{written} entries for {len(versions)} versions"


class Desk(RuleBasedStateMachine):
    """Two records, many pages of them opened at different moments, acts in any order."""

    pages: Bundle[Page] = Bundle("pages")

    def __init__(self) -> None:
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.office = Office(SmallWorks(SmallCity()))
        self.sites = [self.office.works.site(name, cost=1, permit_ok=True).pk for name in ("甲", "乙")]

    @override
    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    @rule(target=pages, which=st.integers(0, 1))
    def open(self, which: int) -> Page:
        """Somebody opens a record's page."""
        return opened(self.sites[which])

    @rule(page=pages, act=st.sampled_from((0, 0, 1, 1, 3)), cost=st.integers(2, 99))
    def write(self, page: Page, act: int, cost: int) -> None:
        """A write from a page: it passes only if the page still shows the record as it is."""
        current = Record.objects.get(pk=page.pk).revision == page.revision
        told = "done"
        try:
            self.office.acts[act](page, cost)
        except Refused as refused:
            told = refused.code
        assert told != ("registers.overtaken" if current else "done")

    @rule(page=pages, cost=st.integers(0, 1))
    def settle(self, page: Page, cost: int) -> None:
        """Somebody else confirms or turns down what waits."""
        with suppress(Refused):
            self.office.settle(page, cost)

    @invariant()
    def nothing_is_lost(self) -> None:
        """Both records and their histories fit."""
        assert [fault for pk in self.sites for fault in unsound(pk)] == []


@pytest.mark.django_db
def test_of_people_who_take_turns_none_overwrites_another() -> None:
    run_state_machine_as_test(Desk, settings=settings(max_examples=12, stateful_step_count=25, deadline=None))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(3))
def test_of_people_at_the_same_moment_one_wins(seed: int) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time; PostgreSQL shows the race")
    office = Office(SmallWorks(SmallCity()))
    sites = [office.works.site(name, cost=1, permit_ok=True).pk for name in ("甲", "乙", "丙")]
    results: Counter[str] = Counter()

    def person(number: int) -> Counter[str]:
        told: Counter[str] = Counter()
        random = Random(seed * 100 + number)  # noqa: S311  (a reproducible choice, not a secret)
        try:
            for _ in range(25):
                page, act = opened(random.choice(sites)), random.choice(office.acts)
                try:
                    act(page, random.randint(2, 99))
                    told["done"] += 1
                except Refused as refused:
                    told[refused.code] += 1
        finally:
            connection.close()
        return told

    with ThreadPoolExecutor(6) as pool:
        for told in pool.map(person, range(6)):
            results += told
    assert [fault for pk in sites for fault in unsound(pk)] == []
    assert results["registers.overtaken"] > 0  # they did meet
    assert set(results) <= EXPECTED, results


EXPECTED = {
    "done",
    "nothing",
    "registers.overtaken",
    "registers.wrong_state",
    "registers.awaiting_confirmation",
    "registers.already_settled",
    "registers.corrected_since",
}
