"""The clean-up takes what nothing uses, leaves a tombstone, and loses every race; `check` names what is wrong."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Barrier

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from luoshi.audit.actions import writing
from luoshi.audit.models import Entry
from luoshi.evidence import holders
from luoshi.evidence.actions import hold, keep, sweep
from luoshi.evidence.models import Content, File
from luoshi.evidence.queries import UNUSED_FOR, Fault, faults
from luoshi.evidence.stores.disk import DiskStore
from luoshi.evidence.tests.test_keeping import ANNA, BAO, NOW
from luoshi.jobs.testing import drain
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused

LATER = NOW + UNUSED_FOR


class UsedFiles:
    """A stand-in for the room that uses files."""

    def __init__(self) -> None:
        self.used: set[int] = set()

    def in_use(self, contents: Collection[int]) -> set[int]:
        return self.used & set(contents)

    def seen_by(self, actor: Actor, sha256: str) -> File | None:
        return None


@pytest.fixture
def used() -> Iterator[UsedFiles]:
    """Whoever uses files, for this test."""
    stand_in = UsedFiles()
    holders.provide("stand-in", stand_in)
    yield stand_in
    holders.provide("stand-in", UsedFiles())


def brought(text: str, *, at: datetime = NOW, by: Actor = ANNA) -> File:
    return keep(ContentFile(text.encode()), name="a.txt", by=by, at=at)


@pytest.mark.django_db
def test_only_what_nothing_uses_for_a_week_is_removed(folder: Path, used: UsedFiles) -> None:
    idle, in_use, fresh = brought("1"), brought("2"), brought("3", at=NOW + timedelta(days=1))
    used.used = {in_use.content_id}
    assert sweep(by=ANNA, at=LATER - timedelta(seconds=1)) == []
    assert sweep(by=ANNA, at=LATER) == [idle.sha256]
    assert set(DiskStore(folder).names()) == {in_use.sha256, fresh.sha256}
    tombstone = Content.objects.get(sha256=idle.sha256)
    assert tombstone.removed_at == LATER
    assert File.objects.filter(content=tombstone).exists()
    assert Entry.objects.get(act="evidence.remove").subject_id == tombstone.pk
    assert sweep(by=ANNA, at=LATER) == []
    assert list(faults()) == []


@pytest.mark.django_db
def test_what_was_removed_is_not_used_but_may_be_brought_again(folder: Path, used: UsedFiles) -> None:
    gone = brought("1")
    sweep(by=ANNA, at=LATER)
    with pytest.raises(Refused, match=r"evidence\.removed"), writing():
        hold(gone, by=ANNA, at=LATER)
    again = brought("1", at=LATER, by=BAO)
    assert again.content_id == gone.content_id
    assert Content.objects.get().removed_at is None
    assert DiskStore(folder).holds(again.sha256, 1)


@pytest.mark.django_db
def test_what_is_missing_damaged_or_unknown_is_named(folder: Path) -> None:
    whole, bent, gone = (brought(text) for text in "123")
    kept = DiskStore(folder)
    kept.path(bent.sha256).write_bytes(b"x")
    kept.remove(gone.sha256)
    stray = hashlib.sha256(b"stray").hexdigest()
    kept.put(stray, kept.path(whole.sha256))
    assert set(faults()) == {
        Fault("damaged", bent.sha256, 1),
        Fault("missing", gone.sha256, 1),
        Fault("unknown", stray),
    }


def at_once(acts: Sequence[Callable[[], object]]) -> list[object]:
    """Each act in a thread of its own, begun together."""
    meeting = Barrier(len(acts))

    def attempt(act: Callable[[], object]) -> object:
        try:
            meeting.wait(timeout=20)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(attempt, acts))


@pytest.fixture
def many_writers(transactional_db: None) -> None:
    """PostgreSQL; SQLite lets one writer in at a time and shows no race."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time; PostgreSQL shows the race")


@pytest.mark.usefixtures("many_writers")
def test_the_same_content_brought_while_it_is_swept_is_there_afterwards(folder: Path, used: UsedFiles) -> None:
    for number in range(12):
        text = f"第{number}次"
        brought(text)
        at_once([partial(sweep, by=ANNA, at=LATER), partial(brought, text, at=LATER, by=BAO)])
        content = Content.objects.get(sha256=hashlib.sha256(text.encode()).hexdigest())
        assert content.removed_at is None
        assert DiskStore(folder).holds(content.sha256, content.size)


@pytest.mark.usefixtures("many_writers")
def test_a_use_and_the_clean_up_never_both_succeed(folder: Path, used: UsedFiles) -> None:
    def use(file: File) -> str:
        try:
            with writing():
                hold(file, by=ANNA, at=LATER)
        except Refused as refused:
            return refused.code
        return "used"

    for number in range(12):
        file = brought(f"第{number}份")
        told, removed = at_once([partial(use, file), partial(sweep, by=BAO, at=LATER)])
        assert (told == "used") is (removed == []), (told, removed)
        assert DiskStore(folder).holds(file.sha256, file.size) is (told == "used")


@pytest.mark.usefixtures("many_writers")
def test_one_content_brought_by_eight_at_once_is_one(folder: Path) -> None:
    files = at_once([partial(brought, "同一份") for _ in range(8)])
    assert len({file.content_id for file in files if isinstance(file, File)}) == 1
    assert (Content.objects.count(), File.objects.count()) == (1, 8)
    assert Entry.objects.filter(act="evidence.keep").count() == 8


@pytest.mark.django_db
def test_whatever_is_kept_on_a_day_asks_for_one_clean_up(folder: Path, used: UsedFiles) -> None:
    for text in "123":
        brought(text)
    assert drain(at=LATER) == []
    [job] = drain(at=LATER + timedelta(days=1))
    assert job.kind == "evidence.sweep"
    assert list(DiskStore(folder).names()) == []
