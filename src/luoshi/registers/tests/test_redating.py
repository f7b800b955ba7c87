"""Dates computed anew with a new calendar: later ones move, earlier ones stay, and both are told."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any
from unittest.mock import patch

import pytest

from luoshi.audit.actions.sealing import seal_all
from luoshi.audit.models import Entry
from luoshi.audit.tests.lifting import lifted
from luoshi.audit.verifying import Checked, verify
from luoshi.calendars.queries import national
from luoshi.jobs.actions import cancel, enqueue
from luoshi.jobs.models import Job
from luoshi.jobs.testing import drain
from luoshi.registers.actions import Halt, Step, move, stop_clock
from luoshi.registers.actions.following import REDATE
from luoshi.registers.actions.redating import Batch, Group, Redated, in_batches, outdated, redate_batch
from luoshi.registers.models import Clock, DueChange, Record
from luoshi.registers.tests.small_works import SmallWorks
from luoshi.rules.limits import Limit
from luoshi.rules.workdays import Calendar

LATER = datetime(2022, 12, 20, 2, 0, tzinfo=UTC)


@contextmanager
def calendar_of(calendar: Calendar) -> Iterator[None]:
    """Acts as they are done under another calendar."""
    with (
        patch("luoshi.registers.actions.clocks.national", return_value=calendar),
        patch("luoshi.registers.actions.redating.national", return_value=calendar),
    ):
        yield


def before_the_notice() -> Calendar:
    """The calendar of 1 December 2022, when the year 2023 had no notice yet."""
    return national(known_on=date(2022, 12, 1))


def started(works: SmallWorks, day: date, name: str = "东桥") -> Record:
    at = datetime(day.year, day.month, day.day, 2, 0, tzinfo=UTC)
    site = works.site(name, permit_ok=True, cost=500)
    step = Step(on=day, evidence={"licence": "许字1号"}, values={"cost": 500})
    move(site, "start", step=step, by=works.lead, at=at)
    return site


def redate(works: SmallWorks) -> tuple[int, int]:
    enqueue(REDATE, {}, by=works.city.admin, at=LATER)
    (job,) = drain(at=LATER)
    return job.outcome["facts"]["moved"], job.outcome["facts"]["kept"]


def test_a_date_moves_later_with_its_reason_and_its_old_value(works: SmallWorks) -> None:
    with calendar_of(before_the_notice()):
        site = started(works, date(2022, 11, 25))
    old, new = site.due, national().add(date(2022, 11, 25), 40).date
    assert old is not None
    assert (old < new, site.due_provisional) == (True, True)
    assert redate(works) == (1, 0)
    clock, site = site.clocks.get(clock="build"), Record.objects.get(pk=site.pk)
    assert (clock.due, clock.calendar, clock.provisional) == (new, national().version, False)
    assert (site.due, site.due_provisional, site.due_calendar) == (new, False, national().version)
    change = clock.changes.get()
    assert (change.cause, change.old_due, change.new_due, change.by_name) == (
        "calendar",
        old,
        new,
        works.city.admin.name,
    )
    assert [(version.kind, version.due) for version in site.versions.order_by("-revision")[:1]] == [("redated", new)]
    entry = Entry.objects.get(act="registers.redate")
    assert (f'"records":[{site.pk}]' in entry.canonical, old.isoformat() in entry.canonical) == (True, True)


def test_a_date_that_would_be_earlier_stays_and_says_so(works: SmallWorks) -> None:
    site = started(works, date(2022, 11, 25))
    due = site.due
    with calendar_of(before_the_notice()):
        assert redate(works) == (0, 1)
    clock = site.clocks.get(clock="build")
    change = clock.changes.get()
    assert clock.due == due == Record.objects.get(pk=site.pk).due
    assert change.computed is not None
    assert due is not None
    assert (change.cause, change.new_due, change.computed < due) == ("kept", due, True)


def test_computed_twice_nothing_is_left_to_do(works: SmallWorks) -> None:
    with calendar_of(before_the_notice()):
        started(works, date(2022, 11, 25))
    redate(works)
    assert (outdated(), redate(works)) == ([], (0, 0))
    assert DueChange.objects.count() == 1


def test_a_clock_that_stands_still_is_computed_with_its_stop(works: SmallWorks) -> None:
    with calendar_of(before_the_notice()):
        site = started(works, date(2022, 11, 25))
        halt = Halt("review", "通知", date(2022, 12, 12))
        stop_clock(site.clocks.get(clock="build"), halt, by=works.supervisor, at=LATER)
    redate(works)
    clock = site.clocks.get(clock="build")
    assert isinstance(clock.limit, Limit)
    deadline = clock.limit.deadline(national())
    assert deadline is not None
    assert clock.due == deadline.date == Record.objects.get(pk=site.pk).due


def test_what_has_ended_and_what_somebody_set_is_left_alone(works: SmallWorks) -> None:
    with calendar_of(before_the_notice()):
        site = started(works, date(2022, 11, 25))
        works.plan("全年计划", due=date(2023, 2, 1))
    Clock.objects.get(record=site, clock="filed_started")
    assert [(group.count, group.key["working_days"]) for group in outdated()] == [(1, 40)]


@pytest.mark.parametrize("size", [1, 2, 7])
def test_batches_cover_every_clock_once(works: SmallWorks, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luoshi.registers.actions.redating.BATCH", size)
    with calendar_of(before_the_notice()):
        for number in range(5):
            started(works, date(2022, 11, 25 + number % 2), f"工地{number}")
    done = [redate_batch(batch, by=works.city.admin, at=LATER) for batch in in_batches(outdated())]
    assert sum(each.moved for each in done) == 5
    assert DueChange.objects.count() == 5


def test_what_is_written_set_by_set_stands_in_the_log(works: SmallWorks) -> None:
    with calendar_of(before_the_notice()):
        for number in range(3):
            started(works, date(2022, 11, 25), f"工地{number}")
    redate(works)
    seal_all(at=LATER)
    assert list(verify(Checked())) == []
    with lifted():
        DueChange.objects.filter(pk=DueChange.objects.latest("pk").pk).update(old_due=date(2022, 1, 1))
    assert [fault.table for fault in verify(Checked())] == ["registers_duechange"]


def test_a_cancelled_run_keeps_whole_batches(works: SmallWorks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luoshi.registers.actions.redating.BATCH", 1)
    with calendar_of(before_the_notice()):
        for number in range(3):
            started(works, date(2022, 11, 25), f"工地{number}")
    asked = enqueue(REDATE, {}, by=works.city.admin, at=LATER)

    def cancelled_meanwhile(groups: Sequence[Group]) -> Iterator[Batch]:
        for batch in in_batches(groups):
            yield batch
            if DueChange.objects.exists():
                cancel(Job.objects.get(pk=asked.pk), by=works.city.admin, at=LATER)

    monkeypatch.setattr("luoshi.registers.jobs.in_batches", cancelled_meanwhile)
    (job,) = drain(at=LATER, tolerant=True)
    moved = Clock.objects.filter(calendar=national().version, clock="build").count()
    assert (job.state, moved, DueChange.objects.count(), len(outdated())) == ("cancelled", 1, 1, 1)
    assert Record.objects.filter(due_calendar=national().version).count() == 1


def test_a_worker_killed_before_the_end_of_a_batch_leaves_it_to_the_next(
    works: SmallWorks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was committed counts once; the batch that was under way is undone with its progress and done again."""
    monkeypatch.setattr("luoshi.registers.actions.redating.BATCH", 1)
    with calendar_of(before_the_notice()):
        for number in range(3):
            started(works, date(2022, 11, 25), f"工地{number}")
    asked = enqueue(REDATE, {}, by=works.city.admin, at=LATER)
    written = list[Batch]()

    def killed_in_the_second(batch: Batch, **told: Any) -> Redated:
        done = redate_batch(batch, **told)
        written.append(batch)
        if len(written) == 2:
            raise KeyboardInterrupt
        return done

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("luoshi.registers.jobs.redate_batch", killed_in_the_second)
        with pytest.raises(KeyboardInterrupt):
            drain(at=LATER)
    assert (DueChange.objects.count(), Entry.objects.filter(act="registers.redate").count()) == (1, 1)
    Job.objects.filter(pk=asked.pk).update(state="waiting", owner="")
    (job,) = drain(at=LATER)
    assert (job.state, job.outcome["facts"]["moved"], DueChange.objects.count(), outdated()) == ("done", 3, 3, [])
    assert Entry.objects.filter(act="registers.redate").count() == 3


def test_ids_among_which_nothing_is_outdated_are_passed_over(
    works: SmallWorks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luoshi.registers.actions.redating.BATCH", 1)
    with calendar_of(before_the_notice()):
        first = started(works, date(2022, 11, 25), "工地一")
    started(works, date(2022, 11, 25), "工地二")
    with calendar_of(before_the_notice()):
        last = started(works, date(2022, 11, 28), "工地三")
    batches = list(in_batches(outdated()))
    assert [(batch.first, batch.done, batch.of) for batch in batches] == [
        (first.clocks.get(clock="build").pk, 1, 2),
        (last.clocks.get(clock="build").pk, 2, 2),
    ]
