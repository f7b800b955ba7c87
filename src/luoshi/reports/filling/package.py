"""An office file as its parts: read under limits, and written with every untouched part as the very bytes it was."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from luoshi.reports.filling.refusals import refused

MOST_PARTS = 4_000
MOST_INFLATED = 200_000_000  # bytes, all parts together
MOST_RATIO, RATIO_COUNTS_FROM = 150, 20_000_000
LEVEL = 1  # of packing what was filled: a second of a processor for 70 MB, a third larger than the best
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_OLE = b"\xd0\xcf\x11\xe0"
_UTF8 = 0x800


@dataclass(frozen=True, slots=True)
class Part:
    """A part as it lies in the archive: its name and its packed bytes."""

    name: str
    method: int
    stamp: tuple[int, int]
    crc: int
    size: int
    packed: bytes

    def content(self) -> bytes:
        """The part unpacked; never longer than its declared size."""
        if self.method == zipfile.ZIP_STORED:
            return self.packed
        opened = zlib.decompressobj(-15)
        try:
            content = opened.decompress(self.packed, self.size + 1)
        except zlib.error:
            raise refused("fill_damaged", why=self.name) from None
        if len(content) != self.size or zlib.crc32(content) != self.crc:
            raise refused("fill_damaged", why=self.name)
        return content

    def with_content(self, content: bytes) -> "Part":
        """The same part holding something else."""
        packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
        packed = packer.compress(content) + packer.flush()
        return Part(self.name, zipfile.ZIP_DEFLATED, self.stamp, zlib.crc32(content), len(content), packed)


Package = Mapping[str, Part]


def opened(content: bytes) -> dict[str, Part]:
    """The parts in their order; refused where a file is not whole, encrypted, carries macros or is too large."""
    if content[:4] == _OLE:
        raise refused("fill_encrypted" if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0" in content else "fill_old")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _check(entries, len(content))
            parts = {each.filename: _part(content, each) for each in entries}
    except (zipfile.BadZipFile, struct.error, NotImplementedError):
        raise refused("fill_damaged", why="zip") from None
    if "[Content_Types].xml" not in parts:
        raise refused("fill_damaged", why="[Content_Types].xml")
    types = parts["[Content_Types].xml"].content()
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise refused("fill_macros")
    return parts


def _check(entries: list[zipfile.ZipInfo], packed: int) -> None:
    inflated = sum(each.file_size for each in entries)
    if len(entries) > MOST_PARTS or inflated > MOST_INFLATED:
        raise refused("fill_too_large", why=f"{inflated:,} B")
    if inflated > RATIO_COUNTS_FROM and inflated > MOST_RATIO * max(1, packed):
        raise refused("fill_too_large", why=f"{inflated:,} B")
    if len({each.filename.lower() for each in entries}) != len(entries):
        raise refused("fill_damaged", why="zip")
    if any(each.flag_bits & 1 for each in entries):
        raise refused("fill_encrypted")
    if any(each.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for each in entries):
        raise refused("fill_damaged", why="zip")


def _part(content: bytes, entry: zipfile.ZipInfo) -> Part:
    names = struct.unpack_from("<2H", content, entry.header_offset + 26)
    begin = entry.header_offset + _LOCAL.size + sum(names)
    packed = content[begin : begin + entry.compress_size]
    if len(packed) != entry.compress_size or content[entry.header_offset :][:4] != b"PK\x03\x04":
        raise refused("fill_damaged", why="zip")
    year, month, day, hour, minute, second = entry.date_time
    stamp = (hour << 11 | minute << 5 | second // 2, max(0, year - 1980) << 9 | month << 5 | day)
    return Part(entry.filename, entry.compress_type, stamp, entry.CRC, entry.file_size, packed)


def digest_of(content: bytes) -> str:
    """SHA-256 over the parts as they read, however they are packed: the same for whoever packs them anew."""
    import hashlib  # brings OpenSSL along, which filling has no use for

    told = hashlib.sha256()
    for name, part in sorted(opened(content).items()):
        told.update(f"{name}\0{hashlib.sha256(part.content()).hexdigest()}\n".encode())
    return told.hexdigest()


def packed(parts: Package) -> bytes:
    """The file of these parts: the same parts give the same bytes, whenever they are written."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part in parts.values():
        name = part.name.encode()
        flags = 0 if part.name.isascii() else _UTF8
        known = (20, flags, part.method, *part.stamp, part.crc, len(part.packed), part.size, len(name))
        pieces += (_LOCAL.pack(b"PK\x03\x04", *known, 0), name, part.packed)
        directory += (_CENTRAL.pack(b"PK\x01\x02", 20, *known, 0, 0, 0, 0, 0, offset), name)
        offset += _LOCAL.size + len(name) + len(part.packed)
    listed = b"".join(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), len(listed), offset, 0)
    return b"".join((*pieces, listed, end))
