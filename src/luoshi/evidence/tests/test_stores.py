"""Both stores keep the same promises."""

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from pytest_django.fixtures import Settings

from luoshi.evidence.actions import keep, sweep
from luoshi.evidence.queries import UNUSED_FOR, faults
from luoshi.evidence.stores import Missing, Store
from luoshi.evidence.stores.disk import DiskStore
from luoshi.evidence.stores.objects import ObjectStore
from luoshi.evidence.tests.test_keeping import ANNA, NOW
from luoshi.rules.refusals import Refused


@pytest.fixture(params=["disk", "objects"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A store of each kind."""
    if request.param == "disk":
        return DiskStore(tmp_path)
    return ObjectStore(**request.getfixturevalue("object_store"), prefix=f"{tmp_path.name}/")


def test_what_is_put_is_read_whole_and_in_parts(kept: Store, tmp_path: Path) -> None:
    data = os.urandom(700_000)
    source, digest = tmp_path / "source", hashlib.sha256(data).hexdigest()
    source.write_bytes(data)
    assert not kept.holds(digest, len(data))
    kept.put(digest, source)
    kept.put(digest, source)
    assert kept.holds(digest, len(data))
    assert not kept.holds(digest, len(data) - 1)
    assert b"".join(kept.read(digest)) == data
    assert b"".join(kept.read(digest, 10, 300_000)) == data[10:300_010]
    assert b"".join(kept.read(digest, 699_990)) == data[699_990:]
    assert b"".join(kept.read(digest, 5, 0)) == b""
    assert list(kept.names()) == [digest]
    kept.remove(digest)
    kept.remove(digest)
    assert not kept.holds(digest, len(data))
    with pytest.raises(Missing):
        list(kept.read(digest))


def test_no_name_leads_out_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(Missing):
        list(DiskStore(tmp_path).read("../../../etc/passwd"))


@pytest.mark.django_db
def test_files_live_in_an_object_store(folder: Path, settings: Settings, object_store: dict[str, Any]) -> None:
    settings.EVIDENCE = {**settings.EVIDENCE, "store": "s3", "s3": {**object_store, "prefix": "site/"}}
    file = keep(ContentFile(b"a,b\n"), name="a.csv", by=ANNA, at=NOW)
    there = ObjectStore(**object_store, prefix="site/")
    assert list(there.names()) == [file.sha256]
    assert not (folder / "contents").exists()
    assert list(faults()) == []
    assert sweep(by=ANNA, at=NOW + UNUSED_FOR) == [file.sha256]
    assert list(there.names()) == []


@pytest.mark.django_db
def test_a_store_out_of_reach_is_told(folder: Path, settings: Settings) -> None:
    away = {"endpoint": "http://127.0.0.1:9", "region": "x", "key": "k", "secret": "s", "bucket": "b"}
    settings.EVIDENCE = {**settings.EVIDENCE, "store": "s3", "s3": away}
    with pytest.raises(Refused, match=r"evidence\.store"):
        keep(ContentFile(b"a,b\n"), name="a.csv", by=ANNA, at=NOW)
