"""佐证材料 in the browser's words: uploaded, shown, fetched in parts, withdrawn; refused to strangers."""

import errno
import json
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from luoshi.evidence.models import Content, File
from luoshi.evidence.tests.hostile import docx, pdf
from luoshi.evidence.tests.scenes import jpeg, photo, scene
from luoshi.registers.actions import move
from luoshi.registers.models import Exhibit, Move, Record
from luoshi.registers.tests.small_works import NOW, SmallWorks, start
from luoshi.rules.actors import Role
from luoshi.web.tests.test_registers import as_, page

PHOTO = photo(1)
TOKEN = re.compile(rb"[A-Za-z0-9]{64}")
"""The token of a form, and the digest that was asked for: each page has its own."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    """Where evidence is kept in this test."""
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path}
    return tmp_path


@pytest.fixture
def site(works: SmallWorks) -> Record:
    """A site at work, so that its photos of acceptance are asked for next."""
    site = works.site("东桥", cost=5, permit_ok=True)
    move(site, "start", step=start(), by=works.lead, at=NOW)
    return site


def sent(
    client: Client, record: Record, kind: str, *files: tuple[str, bytes], script: bool = False
) -> tuple[int, str]:
    """Upload as the form does, or as its script does: the status, and the page or the answer that follows."""
    data = {"files": [SimpleUploadedFile(name, content) for name, content in files]}
    headers = {"Accept": "application/json"} if script else {}
    address = reverse("record_attach", args=[record.pk, kind])
    response = client.post(address, data, headers=headers, follow=not script)
    return response.status_code, response.content.decode()


def test_a_page_reads_the_files_of_its_record_once(works: SmallWorks, site: Record) -> None:
    client = as_(works.lead)
    sent(client, site, "report", ("现场.jpg", PHOTO))
    with CaptureQueriesContext(connection) as asked:
        shown = client.get(reverse("record", args=[site.pk])).content.decode()
    assert "现场.jpg" in shown
    read = [query["sql"] for query in asked if 'FROM "registers_exhibit"' in query["sql"]]
    assert len([sql for sql in read if '"evidence_file"' in sql]) == 1


def test_a_photo_is_uploaded_shown_and_taken_by_the_move(works: SmallWorks, site: Record) -> None:
    client = as_(works.lead)
    status, shown = sent(client, site, "report", ("现场.jpg", PHOTO))
    assert status == 200
    assert "已附上" in shown
    sha256 = Content.objects.get().sha256
    assert reverse("evidence_preview", args=[sha256]) in shown
    form = page(client, "record_move", site.pk, "complete")
    assert "已附：现场.jpg" in form
    client.post(reverse("record_move", args=[site.pk, "complete"]), {"on": "2022-06-15"})
    taken = Move.objects.get(name="complete")
    assert Exhibit.objects.get().move_id == taken.pk
    waiting = page(as_(works.verifier), "record", site.pk)
    assert waiting.count(reverse("evidence_preview", args=[sha256])) == 2
    as_(works.verifier).post(reverse("record_settle", args=[site.pk]), {"decision": "confirm"})
    told = page(client, "record", site.pk)
    timeline = told[told.index('class="timeline"') :]
    assert "现场.jpg" in timeline


def test_many_files_each_have_their_own_fate(works: SmallWorks, site: Record) -> None:
    files = (("一.jpg", PHOTO), ("二.jpg", b"MZ\x90\x00" + bytes(50)), ("三.jpg", docx()))
    status, told = sent(as_(works.lead), site, "report", *files, script=True)
    fates = json.loads(told)["files"]
    assert (status, [each["ok"] for each in fates]) == (422, [True, False, False])
    assert "不是可以接收的格式" in fates[1]["words"]
    assert Exhibit.objects.count() == 1


def test_without_script_the_same_is_told_on_the_page(works: SmallWorks, site: Record) -> None:
    _, shown = sent(as_(works.lead), site, "report", ("二.jpg", b"MZ\x90\x00"))
    assert "二.jpg 内容不是可以接收的格式" in shown
    _, shown = sent(as_(works.lead), site, "report")
    assert "没有选择文件" in shown


def test_a_copy_is_pointed_out_to_who_uploads_and_to_who_confirms(works: SmallWorks, site: Record) -> None:
    other = works.site("西桥", cost=5, permit_ok=True)
    move(other, "start", step=start(), by=works.lead, at=NOW)
    client = as_(works.lead)
    sent(client, site, "report", ("a.jpg", jpeg(scene(9))))
    _, told = sent(client, other, "report", ("b.jpg", jpeg(scene(9).rotate(90, expand=True), 60)), script=True)
    words = f"这张照片与 {site.number} 的照片几乎相同"
    assert words in json.loads(told)["files"][0]["words"]
    client.post(reverse("record_move", args=[other.pk, "complete"]), {"on": "2022-06-15"})
    assert words in page(client, "record", other.pk)
    confirming = page(as_(works.verifier), "record", other.pk)
    assert "这张照片与您无权查看的另一条记录的照片几乎相同" in confirming
    assert site.number not in confirming


def test_a_stranger_gets_the_answer_for_what_does_not_exist(works: SmallWorks, site: Record) -> None:
    sent(as_(works.lead), site, "report", ("a.jpg", PHOTO))
    sha256 = Content.objects.get().sha256
    stranger = as_(works.other_lead)
    for name in ("evidence", "evidence_preview", "evidence_about"):
        there, absent, odd = (stranger.get(reverse(name, args=[each])) for each in (sha256, "0" * 64, "not-a-digest"))
        assert (there.status_code, absent.status_code, odd.status_code) == (404, 404, 404)
        assert TOKEN.sub(b"", there.content) == TOKEN.sub(b"", absent.content)
        assert as_(works.lead).get(reverse(name, args=[sha256])).status_code == 200
        assert Client().get(reverse(name, args=[sha256])).status_code == 302
    status, _ = sent(stranger, site, "report", ("b.jpg", PHOTO))
    assert status == 404
    refused = stranger.post(reverse("exhibit_withdraw", args=[Exhibit.objects.get().pk]), {"reason": "x"})
    assert refused.status_code == 404
    assert Exhibit.objects.get().withdrawn_at is None


def test_nothing_is_ever_shown_in_place(works: SmallWorks, site: Record) -> None:
    sent(as_(works.lead), site, "licence", ('许可 证"<b>.pdf', pdf()))
    sha256 = Content.objects.get().sha256
    got = as_(works.lead).get(reverse("evidence", args=[sha256]))
    assert got["Content-Type"] == "application/pdf"
    assert got["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E8%AE%B8")
    assert "<" not in got["Content-Disposition"]
    assert got["X-Content-Type-Options"] == "nosniff"
    assert got["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert got["Cache-Control"] == "private, no-store"
    small = as_(works.lead).get(reverse("evidence_preview", args=[sha256]))
    assert (small["Content-Type"], small["Content-Security-Policy"]) == ("image/jpeg", "sandbox; default-src 'none'")
    assert small.getvalue()[:3] == b"\xff\xd8\xff"


@pytest.mark.parametrize(
    ("asked", "status", "expected"),
    [
        ("", 200, b"0123456789"),
        ("bytes=2-4", 206, b"234"),
        ("bytes=7-", 206, b"789"),
        ("bytes=-3", 206, b"789"),
        ("bytes=0-99", 200, b"0123456789"),
        ("bytes=-99", 200, b"0123456789"),
        ("bytes=10-", 416, b""),
        ("bytes=5-2", 416, b""),
        ("bytes=1-2,4-5", 200, b"0123456789"),
        ("bytes=-", 200, b"0123456789"),
        ("pages=1-2", 200, b"0123456789"),
        ("bytes=" + "9" * 40 + "-", 200, b"0123456789"),
    ],
)
def test_parts_are_served(works: SmallWorks, site: Record, asked: str, status: int, expected: bytes) -> None:
    sent(as_(works.lead), site, "licence", ("a.txt", b"0123456789"))
    address = reverse("evidence", args=[Content.objects.get().sha256])
    got = as_(works.lead).get(address, headers={"Range": asked} if asked else {})
    assert (got.status_code, got.getvalue()) == (status, expected)
    if status == 206:
        assert got["Content-Range"].endswith("/10")
        assert got["Content-Length"] == str(len(expected))


def test_a_file_is_withdrawn_with_its_reason(works: SmallWorks, site: Record) -> None:
    client = as_(works.lead)
    sent(client, site, "report", ("a.jpg", PHOTO))
    address = reverse("exhibit_withdraw", args=[Exhibit.objects.get().pk])
    assert client.post(address, {"reason": ""}).status_code == 409
    shown = client.post(address, {"reason": "拍错了地方"}, follow=True).content.decode()
    assert "拍错了地方" in shown
    assert client.get(reverse("exhibit_withdraw", args=[1])).status_code == 405
    assert client.post(reverse("exhibit_withdraw", args=[10**9]), {"reason": "x"}).status_code == 404


def test_two_gigabytes_are_refused_unread(works: SmallWorks, site: Record) -> None:
    address = reverse("record_attach", args=[site.pk, "report"])
    for accept, words in (("text/html", "一次上传超过 220 MB"), ("application/json", "一次上传超过 220 MB")):
        got = as_(works.lead).post(address, headers={"Accept": accept, "Content-Length": "2000000000"})
        assert got.status_code == 413
        assert words in got.content.decode()
    got = Client().post(reverse("sign_in"), headers={"Content-Length": "2000000"})
    assert got.status_code == 413
    assert not File.objects.exists()


@pytest.mark.parametrize("moment", ["write", "seek"])
def test_a_full_disk_is_told_and_leaves_nothing(
    works: SmallWorks, site: Record, folder: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(f"django.core.files.uploadedfile.UploadedFile.{moment}", full)
    status, told = sent(as_(works.lead), site, "report", ("a.jpg", PHOTO), script=True)
    assert status == 422
    assert "空间已满" in json.loads(told)["files"][-1]["words"]
    assert not File.objects.exists()
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_the_page_of_a_file_tells_what_it_is_and_what_it_proves(works: SmallWorks, site: Record) -> None:
    client = as_(works.lead)
    sent(client, site, "report", ("现场.jpg", PHOTO))
    file = File.objects.get()
    shown = page(client, "evidence_about", file.sha256)
    for told in (file.sha256, file.original_sha256, site.number, "43.600972", "640 × 480"):
        assert told in shown
    client.post(reverse("set_language"), {"language": "en"})
    assert "Download" in page(client, "evidence_about", file.sha256)


def test_a_file_missing_from_the_store_is_told(works: SmallWorks, site: Record, folder: Path) -> None:
    client = as_(works.lead)
    sent(client, site, "licence", ("a.txt", b"0123"))
    sha256 = Content.objects.get().sha256
    (folder / "contents" / sha256[:2] / sha256[2:4] / sha256).unlink()
    got = client.get(reverse("evidence", args=[sha256]))
    assert got.status_code == 409
    assert "找不到" in got.content.decode()


def test_who_may_only_look_is_offered_no_upload(works: SmallWorks, site: Record) -> None:
    sent(as_(works.lead), site, "report", ("a.jpg", PHOTO))
    looking = page(as_(works.city.actor(Role.AUDITOR, "city")), "record", site.pk)
    assert "a.jpg" in looking
    assert 'type="file"' not in looking
    assert 'type="file"' in page(as_(works.lead), "record", site.pk)
