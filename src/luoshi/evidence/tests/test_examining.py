"""What is taken and what is refused, whatever the file is called; a child that needs too much is stopped."""

import io
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from PIL.ExifTags import IFD
from pytest_django.fixtures import Settings

from luoshi.evidence import confined
from luoshi.evidence.examining import Found, examine, preview
from luoshi.evidence.formats import FORMATS
from luoshi.evidence.limits import limits
from luoshi.evidence.staging import staged
from luoshi.evidence.tests.hostile import REFUSED, SCRIPT, TAKEN, pdf
from luoshi.evidence.tests.scenes import jpeg, photo, scene
from luoshi.rules.refusals import Refused

pytestmark = pytest.mark.usefixtures("folder")


def found_in(data: bytes, name: str = "现场.jpg", *, keeps_place: bool = False) -> tuple[Found, bytes]:
    """What the bytes are found to be, and what would be kept of them."""
    with (
        staged(ContentFile(data), name=name) as coming,
        examine(coming.path, coming.guessed, name=name, keeps_place=keeps_place) as found,
    ):
        return found, found.kept.read_bytes()


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_what_it_claims_is_refused_in_words(case: str) -> None:
    code, data = REFUSED[case]
    with pytest.raises(Refused) as caught:
        found_in(data)
    assert (caught.value.code, caught.value.where) == (f"evidence.{code}", "现场.jpg")
    assert caught.value.remedy.zh
    assert caught.value.remedy.en


@pytest.mark.parametrize("case", TAKEN)
def test_what_offices_use_is_taken_whatever_it_is_called(case: str) -> None:
    format_id, data = TAKEN[case]
    assert found_in(data, "名称.exe")[0].format == format_id


def test_every_format_on_the_list_has_its_limit_and_reason() -> None:
    assert limits().bytes.keys() == FORMATS.keys()
    assert all(each.reason.zh and each.reason.en for each in FORMATS.values())


@pytest.mark.parametrize("tail", [SCRIPT, b"PK\x03\x04", b"\0" * 5000])
def test_a_photo_that_is_also_something_else_is_only_a_photo_afterwards(tail: bytes) -> None:
    hidden = jpeg(scene(1))
    marked = hidden[:2] + b"\xff\xfe\x00\x2a" + SCRIPT[:40] + hidden[2:]  # in a comment, too
    _, kept = found_in(marked + tail)
    assert b"script" not in kept
    assert kept[-2:] == b"\xff\xd9"
    assert Image.open(io.BytesIO(kept)).size == (640, 480)


def test_a_photo_is_kept_without_maker_moment_and_place() -> None:
    found, kept = found_in(photo(1))
    assert b"SecretPhone" not in kept
    assert b"2022:06:15" not in kept
    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}
    assert (found.latitude, found.taken) == (None, "")


def test_a_kind_that_asks_for_the_place_keeps_place_and_moment_and_nothing_else() -> None:
    found, kept = found_in(photo(1), keeps_place=True)
    assert (str(found.latitude), str(found.longitude), found.taken) == (
        "43.600972",
        "122.250000",
        "2022:06:15 10:20:30",
    )
    assert b"SecretPhone" not in kept
    place = Image.open(io.BytesIO(kept)).getexif().get_ifd(IFD.GPSInfo)
    assert [float(part) for part in place[2]] == [43.0, 36.0, pytest.approx(3.5, abs=0.01)]


def test_a_photo_held_sideways_is_kept_upright() -> None:
    exif = Image.Exif()
    exif[274] = 6
    assert found_in(jpeg(scene(1), exif=exif))[0].width == 480


def test_a_png_keeps_what_is_transparent() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(out, "PNG")
    kept = Image.open(io.BytesIO(found_in(out.getvalue())[1]))
    assert kept.getpixel((3, 3)) == (255, 0, 0, 0)


def test_a_picture_that_needs_too_much_memory_is_stopped(settings: Settings) -> None:
    settings.EVIDENCE = {**settings.EVIDENCE, "memory": 250_000_000}
    with pytest.raises(Refused, match=r"too_costly|damaged"):
        found_in(jpeg(scene(1, 7000, 6000)))


def test_a_child_that_dawdles_is_stopped(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.EVIDENCE = {**settings.EVIDENCE, "seconds": 1}
    monkeypatch.setattr(confined, "START", "while True: pass")
    with pytest.raises(Refused, match="too_costly"):
        found_in(TAKEN["notes"][1])


def test_a_child_that_dies_is_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "START", "import os; os.abort()")
    with pytest.raises(Refused, match="too_costly"):
        found_in(TAKEN["notes"][1])


def test_no_more_is_read_than_the_format_may_have(settings: Settings) -> None:
    settings.EVIDENCE = {**settings.EVIDENCE, "megabytes": dict.fromkeys(FORMATS, 1)}
    endless = Mock()
    endless.read.side_effect = lambda size: b"a" * size
    with pytest.raises(Refused, match="too_large") as caught, staged(endless, name="a.txt"):
        pass
    assert "1 MB" in caught.value.reason.en
    assert sum(call.args[0] for call in endless.read.call_args_list) < 1_500_000


def test_a_pdf_shows_its_first_page(tmp_path: Path) -> None:
    source = tmp_path / "a.pdf"
    source.write_bytes(pdf())
    with preview(source, "pdf") as made:
        assert made is not None
        assert made.read_bytes().startswith(b"\xff\xd8\xff")
