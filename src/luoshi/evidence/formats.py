"""The formats that are taken, each with its reason, and how the first bytes tell them apart.

What the name of a file or the browser says is not asked: the bytes decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from luoshi.rules.texts import Text

HEAD = 4096
"""Bytes from the start that are enough to tell a family."""


class Family(StrEnum):
    """What is examined in the same way."""

    IMAGE = "image"
    PDF = "pdf"
    ZIP = "zip"
    OLE = "ole"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is taken: how it is called and served, and why it is on the list."""

    id: str
    family: Family
    media_type: str
    suffixes: tuple[str, ...]
    title: Text
    reason: Text


_OFFICE = "application/vnd.openxmlformats-officedocument."
_FORMATS = (
    Format("jpeg", Family.IMAGE, "image/jpeg", (".jpg", ".jpeg"), Text("JPEG 照片", "JPEG photo"),
           Text("手机和相机拍出的就是它", "what phones and cameras take")),
    Format("png", Family.IMAGE, "image/png", (".png",), Text("PNG 图片", "PNG picture"),
           Text("扫描件、图纸和图表", "scans, drawings, charts")),
    Format("webp", Family.IMAGE, "image/webp", (".webp",), Text("WebP 图片", "WebP picture"),
           Text("聊天工具转发的图片", "what messengers pass on")),
    Format("pdf", Family.PDF, "application/pdf", (".pdf",), Text("PDF 文件", "PDF document"),
           Text("盖章文件的扫描件、证照", "scans of stamped papers, licences")),
    Format("docx", Family.ZIP, f"{_OFFICE}wordprocessingml.document", (".docx",), Text("Word 文档", "Word document"),
           Text("报告、纪要", "reports, minutes")),
    Format("xlsx", Family.ZIP, f"{_OFFICE}spreadsheetml.sheet", (".xlsx",), Text("Excel 表格", "Excel table"),
           Text("清单、台账", "lists, ledgers")),
    Format("ofd", Family.ZIP, "application/ofd", (".ofd",), Text("OFD 版式文件", "OFD document"),
           Text("国家标准 GB/T 33190，电子公文和电子证照用它", "the national format GB/T 33190 of official papers")),
    Format("doc", Family.OLE, "application/msword", (".doc", ".wps"), Text("旧版 Word 文档", "older Word document"),
           Text("许多单位仍用 97–2003 格式", "many offices still write the format of 1997–2003")),
    Format("xls", Family.OLE, "application/vnd.ms-excel", (".xls", ".et"),
           Text("旧版 Excel 表格", "older Excel table"),
           Text("许多单位仍用 97–2003 格式", "many offices still write the format of 1997–2003")),
    Format("txt", Family.TEXT, "text/plain", (".txt",), Text("文本", "text"),
           Text("记录、系统导出的日志", "notes, logs of other systems")),
    Format("csv", Family.TEXT, "text/csv", (".csv",), Text("CSV 表格", "CSV table"),
           Text("系统导出的数据", "what other systems export")),
)  # fmt: skip
FORMATS: Mapping[str, Format] = {each.id: each for each in _FORMATS}
IMAGES = frozenset(each.id for each in _FORMATS if each.family is Family.IMAGE)

_BEGINNINGS = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
)
_APPLE = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif")


def guess(head: bytes) -> str:
    """What the first bytes say: an image format, `pdf`, `zip`, `ole`, `text`, `heic` (not taken), or nothing.

    >>> guess(b"\\xff\\xd8\\xff\\xe0 JFIF"), guess(b"PK\\x03\\x04"), guess(b"MZ\\x90\\x00"), guess(b"a,b\\n1,2\\n")
    ('jpeg', 'zip', '', 'text')
    """
    for beginning, found in _BEGINNINGS:
        if head.startswith(beginning):
            return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and head[8:12] in _APPLE:
        return "heic"
    return "text" if head and not _has_controls(head) else ""


def _has_controls(head: bytes) -> bool:
    """Whether bytes stand there that no text holds, such as NUL."""
    return any(byte < 32 and byte not in (9, 10, 12, 13) for byte in head) or b"\x7f" in head


def named(name: str, format_id: str) -> str:
    """A file's name with the ending its content deserves.

    >>> named("照片.exe", "jpeg"), named("报告.DOC", "doc"), named("现场.jpeg", "jpeg")
    ('照片.exe.jpg', '报告.DOC', '现场.jpeg')
    """
    suffixes = FORMATS[format_id].suffixes
    return name if name.lower().endswith(suffixes) else f"{name}{suffixes[0]}"
