"""A workbook of the kind Excel wrote from 1997 to 2003, made byte by byte: BIFF8 records in a compound file.

After [MS-XLS] 2.1.4 and [MS-CFB] 2.2 to 2.6: one sector of allocation, one of directory, then one stream.
"""

import struct
from collections.abc import Iterable, Sequence

SECTOR, SMALLEST = 512, 4096  # bytes; a stream below 4096 would be kept elsewhere in the file
END, TABLE, FREE = -2, -3, -1  # of a chain of sectors; the sector that holds the chains; no sector
GLOBALS, SHEET = 0x0005, 0x0010


def old_workbook(rows: Iterable[Sequence[str | float | None]]) -> bytes:
    """An .xls whose only sheet has these rows from A1 on."""
    stream = _workbook(rows)
    many = len(stream) // SECTOR
    chains = [TABLE, END, *range(3, many + 2), END]
    assert len(chains) <= SECTOR // 4, "more rows than one sector of chains reaches"
    folder = _entry("Root Entry", 5, child=1, start=END, size=0) + _entry("Workbook", 2, start=2, size=len(stream))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<5I4i", 0, 1, 1, 0, SMALLEST, END, 0, END, 0) + struct.pack("<109i", 0, *[FREE] * 108)
    table = struct.pack(f"<{len(chains)}i", *chains).ljust(SECTOR, b"\xff")
    return head + table + folder.ljust(SECTOR, b"\0") + stream


def _workbook(rows: Iterable[Sequence[str | float | None]]) -> bytes:
    cells = [_cell(down, across, cell) for down, row in enumerate(rows) for across, cell in enumerate(row)]
    head = _begin(GLOBALS) + _record(0x0042, struct.pack("<H", 1200))
    name = struct.pack("<BB", 1, 1) + "表".encode("utf-16-le")
    end = _record(0x000A, b"")
    place = len(head) + len(_record(0x0085, bytes(6) + name)) + len(end)  # where the sheet begins
    stream = head + _record(0x0085, struct.pack("<IH", place, 0) + name) + end
    stream += _begin(SHEET) + b"".join(cells) + end
    return stream.ljust(max(SMALLEST, -(-len(stream) // SECTOR) * SECTOR), b"\0")


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<4H2I", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _cell(down: int, across: int, cell: str | float | None) -> bytes:
    if cell is None:
        return b""
    place = struct.pack("<3H", down, across, 0)
    if isinstance(cell, str):
        return _record(0x0204, place + struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le"))
    return _record(0x0203, place + struct.pack("<d", cell))


def _entry(title: str, kind: int, *, child: int = FREE, start: int, size: int) -> bytes:
    name = f"{title}\0".encode("utf-16-le")
    sides = struct.pack("<H2B3i", len(name), kind, 1, FREE, FREE, child)
    return name.ljust(64, b"\0") + sides + bytes(36) + struct.pack("<iQ", start, size)
