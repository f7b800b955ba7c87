"""Files that are not what they claim, or claim what would do harm; and honest ones beside them."""

import io
import struct
import zipfile
from collections.abc import Mapping

from openpyxl import Workbook
from PIL import Image

from luoshi.evidence.tests.scenes import jpeg, scene

SCRIPT = b"<!doctype html><script>alert(1)</script>"
DOCX_TYPES = (
    '<Types><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def zipped(entries: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**more: str | bytes) -> bytes:
    """The least a Word document is made of."""
    return zipped({"[Content_Types].xml": DOCX_TYPES, "word/document.xml": "<document/>", **more})


def xlsx() -> bytes:
    """A table as an office saves it."""
    out, book = io.BytesIO(), Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["项目", "金额"])
    book.save(out)
    return out.getvalue()


def pdf() -> bytes:
    """One page."""
    out = io.BytesIO()
    scene(7, 200, 280).save(out, "PDF")
    return out.getvalue()


def png(width: int, height: int) -> bytes:
    """A white picture, tiny as a file."""
    out = io.BytesIO()
    Image.new("1", (width, height), 1).save(out, "PNG")
    return out.getvalue()


def with_size(archive: bytes, size: int) -> bytes:
    """The archive with its directory declaring that the first entry unfolds to so many bytes."""
    place = archive.index(b"PK\x01\x02") + 24
    return archive[:place] + struct.pack("<I", size) + archive[place + 4 :]


def overlapping() -> bytes:
    """Two entries of the directory that point at the same bytes, as quine bombs have it."""
    archive = docx()
    directory = archive.index(b"PK\x01\x02")
    second = archive.index(b"PK\x01\x02", directory + 4)
    place = second + 42
    return archive[:place] + struct.pack("<I", 0) + archive[place + 4 :]


def encrypted() -> bytes:
    """A document whose first entry is marked as encrypted."""
    archive = docx()
    place = archive.index(b"PK\x01\x02") + 8
    return archive[:place] + b"\x01" + archive[place + 1 :]


def animated() -> bytes:
    """A WebP of two frames."""
    out = io.BytesIO()
    frames = [scene(seed, 64, 48) for seed in (1, 2)]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


REFUSED: Mapping[str, tuple[str, bytes]] = {
    "a program named as a photo": ("unknown", b"MZ\x90\x00" + bytes(200)),
    "a page named as a photo": ("markup", SCRIPT),
    "a drawing that runs scripts": ("markup", b'<?xml version="1.0"?><svg onload="alert(1)"/>'),
    "an empty file": ("empty", b""),
    "the start of a photo and nothing else": ("damaged", b"\xff\xd8\xff\xe0" + bytes(100)),
    "half a photo": ("damaged", jpeg(scene(1))[:9000]),
    "a photo of an Apple phone": ("heic", b"\0\0\0\x18ftypheic" + bytes(50)),
    "a picture of 400 million pixels in 50 kB": ("too_many_pixels", png(20_000, 20_000)),
    "a moving picture": ("animated", animated()),
    "a PDF with an archive behind it": ("polyglot", pdf() + zipped({"a": "b"})),
    "a PDF with a page behind it": ("polyglot", pdf() + SCRIPT),
    "a PDF cut short": ("polyglot", pdf()[:-200]),
    "a PDF in name only": ("damaged", b"%PDF-1.7\nhello\n%%EOF\n"),
    "an archive": ("archive", zipped({"a.txt": "b"})),
    "a Java program": ("archive", zipped({"META-INF/MANIFEST.MF": "x", "A.class": "y"})),
    "a document behind other bytes": ("polyglot", b"PK\x03\x04" + SCRIPT + docx()),
    "a document with a page behind it": ("polyglot", docx() + SCRIPT),
    "a document that declares 4 GB": ("bomb", with_size(docx(), 4_000_000_000)),
    "a document of 300 to one": ("bomb", docx(**{"word/media/a": bytes(12_000_000)})),
    "a document of entries that overlap": ("bomb", overlapping()),
    "a document of 5000 parts": ("bomb", docx(**{f"word/{number}": "" for number in range(5000)})),
    "a document that writes outside": ("paths", docx(**{"../../etc/cron.d/x": "y"})),
    "a document with an absolute path": ("paths", docx(**{"/etc/passwd": "y"})),
    "a document with a drive": ("paths", docx(**{"C:\\x": "y"})),
    "a document with a password": ("encrypted", encrypted()),
    "a document with macros": ("macros", docx(**{"word/vbaProject.bin": "y"})),
    "an older document in name only": ("damaged", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "text with control characters": ("unknown", b"a" * 5000 + b"\x00\x01"),
    "text in no encoding": ("unknown", "现场".encode("gb18030") + b"\xff\xff\xff"),
}
TAKEN: Mapping[str, tuple[str, bytes]] = {
    "a photo": ("jpeg", jpeg(scene(1))),
    "a scan": ("png", png(300, 400)),
    "a PDF": ("pdf", pdf()),
    "a Word document": ("docx", docx()),
    "an Excel table": ("xlsx", xlsx()),
    "an OFD document": ("ofd", zipped({"OFD.xml": "<OFD/>", "Doc_0/Document.xml": "<Document/>"})),
    "notes": ("txt", "现场核查记录\n".encode()),
    "notes of an older computer": ("txt", "现场核查记录".encode("gb18030")),
}
