"""Sealers and writers killed at any moment, several at once: every committed act is in the log, once."""

import json
import multiprocessing as mp
import os
import random
import signal
import time
from collections import Counter
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import connection, connections
from pytest_django import Settings

from luoshi.audit.actions import Act, record, writing
from luoshi.audit.actions.sealing import keep_sealing, seal_all
from luoshi.audit.models import Entry, Leaf, Waiting
from luoshi.audit.verifying import Checked, verify
from luoshi.org.models import UnitGroup
from luoshi.rules.actors import operator

KILLS = 30
FORK = mp.get_context("fork")
AT = datetime(2023, 2, 8, tzinfo=UTC)
BY = operator("t")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]


def write(seed: int) -> None:
    """Acts one after the other, of uneven length, so that transactions commit out of the order of their numbers."""
    connections.close_all()
    dice = random.Random(seed)  # noqa: S311 (no secret)
    for number in count():
        with writing():
            UnitGroup.objects.create(code=f"{os.getpid()}-{number}", title_zh="甲", title_en="A")
            record(Act("audit.try", "nothing", number, "", {}), by=BY, at=AT)
            time.sleep(dice.random() / 200)


def seal_on() -> None:
    connections.close_all()
    keep_sealing(Event(), clock=lambda: AT, after=lambda _: None)


def sealed() -> Counter[int]:
    """How often each entry stands in the log."""
    texts = Leaf.objects.values_list("text", flat=True)
    return Counter(number for text in texts for number, _ in json.loads(text)["entries"])


def test_nothing_is_left_out_and_nothing_comes_twice(settings: Settings, tmp_path: Path) -> None:
    settings.AUDIT_FOLDER = tmp_path / "audit"
    connections.close_all()
    dice = random.Random(5)  # noqa: S311 (no secret)
    working = [FORK.Process(target=write, args=(seed,)) for seed in (1, 2)]
    working += [FORK.Process(target=seal_on) for _ in range(2)]
    for each in working:
        each.start()
    for kill in range(KILLS):
        time.sleep(0.05 + dice.random() / 10)
        place = dice.randrange(4)
        killed = working[place]
        os.kill(killed.pid or 0, signal.SIGKILL)
        killed.join()
        working[place] = FORK.Process(target=write, args=(kill,)) if place < 2 else FORK.Process(target=seal_on)
        working[place].start()
    for each in working:
        each.kill()
        each.join()
    while Waiting.objects.exists():
        seal_all(at=AT)
    written = set(Entry.objects.values_list("id", flat=True))
    assert len(written) > KILLS
    assert sealed() == Counter(written)
    assert list(verify(Checked())) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer: acts commit in order")
def test_an_act_that_commits_late_is_sealed_late(settings: Settings, tmp_path: Path) -> None:
    settings.AUDIT_FOLDER = tmp_path / "audit"
    begun, go_on = Event(), Event()

    def late() -> None:
        with writing():
            record(Act("audit.try", "nothing", 1, "", {}), by=BY, at=AT)
            begun.set()
            go_on.wait(20)
        connections.close_all()

    thread = Thread(target=late)
    thread.start()
    begun.wait(20)
    with writing():
        record(Act("audit.try", "nothing", 2, "", {}), by=BY, at=AT)
    assert seal_all(at=AT) == 1
    go_on.set()
    thread.join()
    assert seal_all(at=AT) == 1
    told = dict(Entry.objects.values_list("subject_id", "id"))
    assert told[2] > told[1]
    assert sealed() == Counter(Entry.objects.values_list("id", flat=True))
    assert list(verify(Checked())) == []
