"""Word, Excel and OFD are zip archives: looked at from outside, never unpacked.

The archive must be the whole file: bytes before the first entry or behind the directory are how one file pretends
to be two. Sizes are those the directory declares; nothing here or later inflates an entry but the list of types.
"""

import struct
import zipfile
from pathlib import Path
from typing import Any

from luoshi.evidence.inspection.verdicts import Unfit

MOST_ENTRIES = 4_000
MOST_INFLATED = 300_000_000  # bytes, all entries together
RATIO_COUNTS_FROM = 10_000_000  # bytes; below it a high ratio harms nobody
MOST_RATIO = 100
MOST_TYPES = 1_000_000  # bytes of the list of types
END = 22  # bytes of the record that ends an archive
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
TYPES = "[Content_Types].xml"


def take(source: Path, folder: Path, wanted: dict[str, Any]) -> dict[str, Any]:
    """`docx`, `xlsx` or `ofd`; any other archive is not taken."""
    _check_whole(source)
    with zipfile.ZipFile(source) as archive:
        entries = archive.infolist()
        _check_entries(entries)
        return {"format": _format_of(archive, {each.filename for each in entries})}


def _check_whole(source: Path) -> None:
    """The directory ends the file, and directory and record are where they say."""
    size = source.stat().st_size
    with source.open("rb") as stream:
        stream.seek(max(0, size - END))
        end = stream.read(END)
    if len(end) < END or end[:4] != b"PK\x05\x06":
        raise Unfit("polyglot")
    entries, directory, begins, comment = struct.unpack("<10xHIIH", end)
    if comment or begins + directory != size - END:
        raise Unfit("polyglot")
    if entries > MOST_ENTRIES:
        raise Unfit("bomb")


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise Unfit("bomb")
    names = [each.filename.lower() for each in entries]
    if len(set(names)) != len(names) or any(map(_leaves, names)):
        raise Unfit("paths")
    if any(each.flag_bits & _ENCRYPTED for each in entries):
        raise Unfit("encrypted")
    if any(each.compress_type not in _METHODS for each in entries):
        raise Unfit("bomb")
    _check_sizes(entries)


def _leaves(name: str) -> bool:
    """Whether a path leads out of the archive."""
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    """Not too much, not too dense, and no two entries that share their bytes."""
    inflated = sum(each.file_size for each in entries)
    packed = sum(each.compress_size for each in entries)
    dense = inflated > RATIO_COUNTS_FROM and inflated > MOST_RATIO * max(1, packed)
    if inflated > MOST_INFLATED or dense:
        raise Unfit("bomb")
    end = 0
    for each in sorted(entries, key=lambda each: each.header_offset):
        if each.header_offset < end:
            raise Unfit("bomb")
        end = each.header_offset + each.compress_size


def _format_of(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "OFD.xml" in names:
        return "ofd"
    if TYPES not in names:
        raise Unfit("archive")
    with archive.open(TYPES) as listed:
        types = listed.read(MOST_TYPES)
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unfit("macros")
    if b"wordprocessingml.document.main+xml" in types and "word/document.xml" in names:
        return "docx"
    if b"spreadsheetml.sheet.main+xml" in types and "xl/workbook.xml" in names:
        return "xlsx"
    raise Unfit("archive")
