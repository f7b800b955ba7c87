"""Listeners hear of every act on a record once, in order, whatever goes wrong in between."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from luoshi.audit.actions.sealing import seal_all
from luoshi.audit.models import Leaf
from luoshi.jobs import feeds
from luoshi.jobs.feeds import follow_all
from luoshi.jobs.models import Feed, Job, JobState
from luoshi.jobs.testing import drain, follow
from luoshi.jobs.worker import Worker
from luoshi.registers import happenings
from luoshi.registers.happenings import NAME, Happening, Listener
from luoshi.registers.tests.small_works import SmallWorks

AT = datetime(2023, 2, 8, 4, tzinfo=UTC)
LATER = datetime(2023, 2, 9, 4, tzinfo=UTC)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Happening]:
    told: list[Happening] = []
    monkeypatch.setattr(happenings, "_LISTENERS", {"test": Listener(told.append, tuple)})
    return told


def test_acts_on_records_are_told_once_in_their_order(works: SmallWorks, heard: list[Happening]) -> None:
    record = works.struck_off()
    follow(at=AT)
    mine = [each for each in heard if each.record == record.pk]
    assert next(each.act for each in mine) == "create"
    assert {"move", "confirm"} & {each.act for each in mine}
    assert [each.entry for each in mine] == sorted({each.entry for each in mine})
    assert mine[0].by
    assert mine[0].changed
    told = len(heard)
    follow(at=AT)
    assert len(heard) == told


def test_who_cannot_be_told_holds_nobody_up_and_is_told_again(
    works: SmallWorks, heard: list[Happening], monkeypatch: pytest.MonkeyPatch
) -> None:
    out_of_order = True

    def stumble(happening: Happening) -> None:
        if out_of_order and happening.act == "create":
            raise ConnectionError("the other side is away")
        heard.append(happening)

    monkeypatch.setitem(happenings._LISTENERS, "test", Listener(stumble, tuple))
    works.task()
    works.site()
    follow(at=AT)
    waiting = Job.objects.filter(kind=happenings.AGAIN)
    assert waiting.count() >= 2
    assert "create" not in {each.act for each in heard}
    out_of_order = False
    drain(at=LATER)
    assert {job.state for job in waiting.all()} == {JobState.DONE}
    assert [each.act for each in heard].count("create") == waiting.count()


def test_a_batch_that_is_undone_is_told_again(
    works: SmallWorks, heard: list[Happening], monkeypatch: pytest.MonkeyPatch
) -> None:
    works.task()
    follow(at=AT)
    before = Feed.objects.get(name=NAME).position
    works.site()

    def die(_happening: Happening) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(happenings._LISTENERS, "test", Listener(die, tuple))
    with pytest.raises(KeyboardInterrupt):
        follow(at=AT)  # the worker dies while it tells
    assert Feed.objects.get(name=NAME).position == before
    heard.clear()
    monkeypatch.setitem(happenings._LISTENERS, "test", Listener(heard.append, tuple))
    assert follow_all(at=AT)
    assert "create" in {each.act for each in heard}


def test_acts_that_nobody_wants_are_passed_by(
    works: SmallWorks, heard: list[Happening], monkeypatch: pytest.MonkeyPatch
) -> None:
    def moves(seen: Sequence[Happening]) -> list[Happening]:
        return [each for each in seen if each.act == "move"]

    monkeypatch.setitem(happenings._LISTENERS, "test", Listener(heard.append, moves))
    works.struck_off()
    follow(at=AT)
    assert {each.act for each in heard} == {"move"}
    assert Feed.objects.get(name=NAME).position == Leaf.objects.count()


def test_a_worker_lets_acts_gather_unless_it_is_far_behind(
    works: SmallWorks, heard: list[Happening], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luoshi.jobs.worker.close_old_connections", lambda: None)  # the test's own stays
    worker = Worker(owner="one", clock=lambda: AT, stopping=lambda: False)
    drain(at=AT)
    follow(at=AT)
    works.task()
    seal_all(at=AT)
    heard.clear()
    assert not worker.step(), "it pauses when it has caught up"
    assert heard
    works.task("再来一项")
    seal_all(at=AT)
    monkeypatch.setattr("luoshi.jobs.worker.FAR_BEHIND", 1)
    assert worker.step(), "it looks again at once"


def test_two_workers_tell_of_an_act_once(works: SmallWorks, heard: list[Happening]) -> None:
    works.task()
    seal_all(at=AT)
    ahead = list(happenings.spread(0, AT))
    assert follow_all(at=AT)
    told = len(heard)
    with pytest.MonkeyPatch.context() as late:
        late.setitem(feeds._FEEDS, NAME, (lambda position, at: iter(ahead), lambda position: True))
        late.setattr(Feed.objects, "filter", _as_seen_before(Feed.objects.filter))
        assert not follow_all(at=AT)
    assert len(heard) == told


def _as_seen_before(really: Callable[..., Any]) -> Callable[..., Any]:
    """The position as a slower worker read it before the other was done."""

    def told(**conditions: Any) -> Any:
        return really(**conditions) if "position" in conditions else Stale()

    class Stale:
        def values_list(self, *_columns: str, flat: bool) -> "Stale":
            return self

        def first(self) -> int:
            return 0

    return told
