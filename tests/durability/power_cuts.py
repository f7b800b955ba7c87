"""What is left of a SQLite database after a power cut at any event of its record (`recorder.c`)."""

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

EVENT = struct.Struct("<cc6xQQQ")
DATABASE, LOG = "D", "L"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a file; `A` is an answer that reached a client, with its label as `content`."""

    kind: str
    file: str
    number: int
    offset: int
    length: int
    content: bytes = b""


def answered(record: Path, label: str) -> None:
    """Note, among the events, that a client has been told."""
    content = label.encode()
    with record.open("ab", buffering=0) as out:
        out.write(EVENT.pack(b"A", b"-", 0, 0, len(content)) + content)


def events(record: Path) -> Iterator[Event]:
    """The events of a record, as they happened."""
    content, at = record.read_bytes(), 0
    while at + EVENT.size <= len(content):
        kind, file, number, offset, length = EVENT.unpack_from(content, at)
        at += EVENT.size
        has_content = kind in (b"W", b"A")
        yield Event(
            kind.decode(), file.decode(), number, offset, length, content[at : at + length] if has_content else b""
        )
        at += length if has_content else 0


class Disk:
    """Files as they would be found: what was synced is there, of the rest nothing, or some of it in any order."""

    def __init__(self, database: bytes, *, deaf_to: str = "") -> None:
        self.files = {DATABASE: bytearray(database), LOG: bytearray()}
        self._waiting: dict[str, list[Event]] = {DATABASE: [], LOG: []}
        self._begun: dict[str, dict[int, int]] = {DATABASE: {}, LOG: {}}
        self._deaf_to = deaf_to

    def happen(self, event: Event) -> None:
        """Take the next event."""
        match event.kind:
            case "W" | "T":
                self._waiting[event.file].append(event)
            case "S":
                self._begun[event.file][event.number] = len(self._waiting[event.file])
            case "F" if event.file != self._deaf_to:
                self._synced(event.file, self._begun[event.file].pop(event.number))

    def _synced(self, file: str, safe: int) -> None:
        for event in self._waiting[file][:safe]:
            apply(self.files[file], event)
        del self._waiting[file][:safe]
        self._begun[file] = {number: max(0, many - safe) for number, many in self._begun[file].items()}

    def leave(self, folder: Path, *, some_of_the_rest: random.Random | None = None) -> Path:
        """Write what is left into a folder; with `some_of_the_rest`, also a random part of what was never synced."""
        database = folder / "left.sqlite3"
        for file, place in ((DATABASE, database), (LOG, folder / "left.sqlite3-wal")):
            content = bytearray(self.files[file])
            if some_of_the_rest is not None:
                for event in self._waiting[file]:
                    if some_of_the_rest.random() < 0.5:
                        apply(content, event)
            place.write_bytes(content)
        (folder / "left.sqlite3-shm").unlink(missing_ok=True)
        return database


def apply(content: bytearray, event: Event) -> None:
    """Let a write or a cut reach the file."""
    if event.kind == "T":
        del content[event.length :]
        content.extend(bytes(event.length - len(content)))
        return
    content.extend(bytes(max(0, event.offset - len(content))))
    content[event.offset : event.offset + event.length] = event.content
