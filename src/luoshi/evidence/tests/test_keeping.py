"""Kept once, told each time; nothing half; a full disk in words."""

import errno
import hashlib
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from luoshi.audit.models import Entry
from luoshi.evidence.actions import keep
from luoshi.evidence.models import Content, File, Photoprint
from luoshi.evidence.stores.disk import DiskStore
from luoshi.evidence.tests.hostile import TAKEN, docx
from luoshi.evidence.tests.scenes import jpeg, photo, scene
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused

pytestmark = pytest.mark.django_db
NOW = datetime(2022, 6, 15, 2, 0, tzinfo=UTC)
ANNA, BAO = Actor(7, "安娜", ()), Actor(8, "宝音", ())


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def test_the_same_bytes_are_kept_once_and_told_each_time(folder: Path) -> None:
    data = docx()
    first = keep(ContentFile(data), name="报告.docx", by=ANNA, at=NOW)
    second = keep(ContentFile(data), name="other.docx", by=BAO, at=NOW)
    assert first.content_id == second.content_id
    assert (first.name, second.name) == ("报告.docx", "other.docx")
    assert (first.media_type.split(".")[-1], first.size) == ("document", len(data))
    assert [path.name for path in files_in(folder / "contents")] == [first.sha256]
    assert Entry.objects.filter(act="evidence.keep").count() == 2


def test_a_photo_is_kept_anew_with_the_digest_of_the_original(folder: Path) -> None:
    data = photo(1)
    file = keep(ContentFile(data), name="IMG_1.JPG", by=ANNA, at=NOW)
    assert file.original_sha256 == hashlib.sha256(data).hexdigest() != file.sha256
    assert file.original_size == len(data)
    kept = b"".join(DiskStore(folder).read(file.sha256))
    assert hashlib.sha256(kept).hexdigest() == file.sha256
    assert Photoprint.objects.filter(content=file.content).exists()
    assert (folder / "previews" / file.sha256[:2] / f"{file.sha256}.jpg").exists()


def test_the_same_photo_with_and_without_its_place_are_two(folder: Path) -> None:
    data = photo(1)
    bare = keep(ContentFile(data), name="a.jpg", by=ANNA, at=NOW)
    placed = keep(ContentFile(data), name="a.jpg", by=ANNA, at=NOW, keeps_place=True)
    again = keep(ContentFile(data), name="a.jpg", by=ANNA, at=NOW)
    assert bare.content_id == again.content_id != placed.content_id
    assert (bare.content.latitude, str(placed.content.latitude)) == (None, "43.600972")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\照片\\现场.TXT", "现场.TXT"),
        ("..", "file.txt"),
        ("好.php", "好.php.txt"),
        ("长" * 300 + ".txt", "长" * 189 + ".txt"),
    ],
)
def test_a_name_is_only_a_name(folder: Path, name: str, kept: str) -> None:
    assert keep(ContentFile(TAKEN["notes"][1]), name=name, by=ANNA, at=NOW).name == kept


def test_a_name_with_invisible_characters_is_refused(folder: Path) -> None:
    with pytest.raises(Refused, match=r"names\.character"):
        keep(ContentFile(b"text"), name="a\u202egpj.exe", by=ANNA, at=NOW)


def test_a_kind_that_wants_a_photo_takes_no_document(folder: Path) -> None:
    with pytest.raises(Refused, match="not_a_picture"):
        keep(ContentFile(docx()), name="a.jpg", by=ANNA, at=NOW, photo=True)
    assert files_in(folder) == []


@pytest.mark.parametrize("place", ["staging", "store"])
def test_a_full_disk_is_told_and_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if place == "staging":
        monkeypatch.setattr("luoshi.evidence.staging.os.fsync", full)
    else:
        monkeypatch.setattr("luoshi.evidence.stores.disk.shutil.copyfileobj", full)
    with pytest.raises(Refused, match=r"evidence\.disk_full"):
        keep(ContentFile(jpeg(scene(1))), name="a.jpg", by=ANNA, at=NOW)
    assert files_in(folder) == []
    assert (Content.objects.count(), File.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_a_kill_while_writing_leaves_no_half_content(tmp_path: Path) -> None:
    """The process is stopped for good before its last byte is safe; then the same content is put again."""
    source, digest = tmp_path / "source", "ab" * 32
    source.write_bytes(os.urandom(3_000_000))
    program = (
        "import os, sys, time; from pathlib import Path\n"
        "from luoshi.evidence.stores.disk import DiskStore\n"
        "os.fsync = lambda number: (print('writing', flush=True), time.sleep(60))\n"
        f"DiskStore(Path({str(tmp_path)!r})).put({digest!r}, Path({str(source)!r}))\n"
    )
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{program}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:  # noqa: S603  (our own program)
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"writing\n"
        writer.send_signal(signal.SIGKILL)
    kept = DiskStore(tmp_path)
    assert not kept.path(digest).exists()
    assert list(kept.names()) == []
    kept.put(digest, source)
    assert kept.holds(digest, 3_000_000)
    assert kept.remove_parts(before=source.stat().st_mtime + 3600) == 1
    assert [path.name for path in files_in(tmp_path / "contents")] == [digest]
