"""The databases of the tests: made by one process, whole or not at all, and clean for every test."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from luoshi.audit.models import Entry
from luoshi.measures.reading import generations
from luoshi.measures.reading.copy import COPY
from luoshi.measures.reading.engine import home
from luoshi.org.tests.small_city import account
from luoshi.people.models import Account
from tests.databases import kept
from tests.sample_city import SampleCity


@pytest.mark.parametrize("time", [1, 2])
def test_what_a_test_commits_is_gone_in_the_next(transactional_db: None, time: int) -> None:
    assert not Account.objects.exists()
    assert not Entry.objects.exists()
    account("somebody")


@pytest.mark.parametrize("time", [1, 2])
def test_what_a_test_commits_to_the_city_is_gone_in_the_next(
    transactional_db: None, sample_city: SampleCity, time: int
) -> None:
    assert not Account.objects.filter(username="somebody").exists()
    assert sample_city.records("project").count() == 1190
    account("somebody")


@pytest.mark.django_db
def test_a_test_without_the_city_has_none() -> None:
    assert not Account.objects.exists()


def test_the_reading_copy_of_the_city_comes_with_it(sample_city: SampleCity) -> None:
    found = generations.current(home())
    assert found is not None
    assert COPY.ask((), lambda session: session.position)
    assert generations.current(home()) == found


def test_of_many_processes_one_makes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    together = Barrier(4)

    def make(kind: str, part: Path, *more: str, **given: str) -> None:
        made.append(kind)
        part.mkdir()

    def ask() -> Path:
        together.wait()
        return kept.made(kept.CITY)

    monkeypatch.setattr(kept, "FOLDER", tmp_path / "kept")
    monkeypatch.setattr(kept, "_run", make)
    with ThreadPoolExecutor(4) as pool:
        found = [each.result() for each in [pool.submit(ask) for _ in range(4)]]
    assert made == [kept.EMPTY, kept.CITY]
    assert len(set(found)) == 1


def test_a_making_that_ended_halfway_is_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(kind: str, part: Path, *more: str, **given: str) -> None:
        part.mkdir()
        raise KeyboardInterrupt

    monkeypatch.setattr(kept, "FOLDER", tmp_path / "kept")
    monkeypatch.setattr(kept, "_run", killed)
    with pytest.raises(KeyboardInterrupt):
        kept.made(kept.EMPTY)
    monkeypatch.setattr(kept, "_run", lambda kind, part, *more, **given: part.mkdir())
    assert kept.made(kept.EMPTY).is_dir()


def test_what_makes_the_database_names_it() -> None:
    before = kept.digest()
    kept.digest.cache_clear()
    assert kept.digest() == before
    assert kept.database_of(kept.CITY, "x") == f"x_city_{before}"
