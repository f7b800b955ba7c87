"""Two publishers at the same moment: one wins, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from luoshi.audit.models import Entry
from luoshi.packs import actions
from luoshi.packs.actions import publish
from luoshi.packs.codes import Edit
from luoshi.packs.load import Loaded, load
from luoshi.packs.models import PackVersion
from luoshi.packs.tests.sample import sample, spoil
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused

AT = datetime(2022, 3, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
BY = Actor(account_id=7, name="管理员", posts=())


def at_once(loaded: list[Loaded], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Publishes each in a thread of its own; all have looked before the first one writes."""
    meeting = Barrier(len(loaded))
    freeze = actions._freeze

    def freeze_together(*args: object, **kwargs: object) -> PackVersion:
        meeting.wait(timeout=20)
        return freeze(*args, **kwargs)  # type: ignore[arg-type]  # handed on as it came

    def attempt(each: Loaded) -> str:
        try:
            return publish(pack=each, by=BY, at=AT).version
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    monkeypatch.setattr(actions, "_freeze", freeze_together)
    with ThreadPoolExecutor(len(loaded)) as pool:
        return sorted(pool.map(attempt, loaded))


@pytest.mark.django_db(transaction=True)
def test_of_two_contents_published_at_once_one_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time; PostgreSQL shows the race")
    pack = sample(tmp_path)
    first = load(pack)
    spoil(pack, Edit("pack.yaml", 'version: "1"', 'version: "2"'))
    outcome = at_once([first, load(pack)], monkeypatch)
    assert "packs.raced" in outcome
    assert PackVersion.objects.count() == Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_the_same_content_published_at_once_both_get_the_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time; PostgreSQL shows the race")
    loaded = load(sample(tmp_path))
    assert at_once([loaded, loaded], monkeypatch) == ["1", "1"]
    assert PackVersion.objects.count() == Entry.objects.count() == 1
