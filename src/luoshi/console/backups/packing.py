"""What a backup holds: the database as of one moment, the files of the home folder, and a manifest that names each.

A tar stream inside the seal. The manifest comes last, with the size and SHA-256 of every file and the number of rows
of every table, so that a restored copy can be held against it.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

from luoshi.console.backups.sealing import Sealer, Secret, Unsealer, broken, unsealed

DATABASE = "database"
HOME = "home/"
MANIFEST = "manifest.json"
FORMAT = 1
PIECE = 1 << 20
LEFT_OUT = ("reading", "backups")  # rebuilt, or backups themselves
LEFT_OUT_BEGINS = ("luoshi.sqlite3",)  # the database comes as of one moment, not as its files lie there


@dataclass(slots=True)
class Manifest:
    """What is inside: the database's kind, when, rows by table, (size, SHA-256) by name of file."""

    database: str
    made_at: str
    rows: dict[str, int]
    files: dict[str, tuple[int, str]] = field(default_factory=dict)
    format: int = FORMAT


@dataclass(slots=True)
class Counted:
    """Reads a file and keeps its size and digest."""

    source: BinaryIO
    size: int = 0
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def read(self, size: int) -> bytes:
        """The next bytes."""
        piece = self.source.read(size)
        self.size += len(piece)
        self.digest.update(piece)
        return piece


def kept_files(home: Path) -> Iterator[Path]:
    """The files of the home folder that go into a backup; links are not followed."""
    for folder, folders, names in os.walk(home):
        at = Path(folder)
        folders[:] = sorted(name for name in folders if at != home or name not in LEFT_OUT)
        for name in sorted(names):
            path = at / name
            if path.is_file() and not path.is_symlink() and not (at == home and name.startswith(LEFT_OUT_BEGINS)):
                yield path


def pack(target: Path, secret: Secret, dump: Path, home: Path, manifest: Manifest) -> None:
    """Write a sealed backup; under its own name only once it is whole and on the disk."""
    part = target.with_name(f"{target.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            sealer = Sealer(out, secret)
            with tarfile.open(fileobj=sealer, mode="w|", bufsize=PIECE) as tar:  # type: ignore[call-overload]
                _add(tar, DATABASE, dump, manifest)
                for path in kept_files(home):
                    _add(tar, HOME + path.relative_to(home).as_posix(), path, manifest)
                _add_manifest(tar, manifest)
            sealer.close()
            out.flush()
            os.fsync(out.fileno())
        part.rename(target)
        _sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)


def _add(tar: tarfile.TarFile, name: str, path: Path, manifest: Manifest) -> None:
    """One file; one that disappears or grows meanwhile is as it was when it was opened."""
    try:
        source = path.open("rb")
    except FileNotFoundError:
        return
    with source:
        told = tarfile.TarInfo(name)
        told.size, told.mode = os.fstat(source.fileno()).st_size, 0o600
        counted = Counted(source)
        tar.addfile(told, counted)  # type: ignore[arg-type]  # all it asks for is `read`
        manifest.files[name] = (told.size, counted.digest.hexdigest())


def _add_manifest(tar: tarfile.TarFile, manifest: Manifest) -> None:
    text = json.dumps(asdict(manifest), ensure_ascii=False, sort_keys=True).encode()
    told = tarfile.TarInfo(MANIFEST)
    told.size, told.mode = len(text), 0o600
    tar.addfile(told, io.BytesIO(text))


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def verify(path: Path, secret: Secret) -> Manifest:
    """Read all of a backup and hold it against its manifest; Refused where anything differs."""
    return _read(path, secret, None)


def unpack(path: Path, secret: Secret, folder: Path) -> Manifest:
    """Put a backup's files into a new folder, the database as `database`; Refused where anything differs."""
    return _read(path, secret, folder)


def _read(path: Path, secret: Secret, folder: Path | None) -> Manifest:
    found: dict[str, tuple[int, str]] = {}
    manifest: Manifest | None = None
    with unsealed(path, secret) as content:
        try:
            with tarfile.open(fileobj=content, mode="r|", bufsize=PIECE) as tar:  # type: ignore[call-overload]
                for told in tar:
                    source = tar.extractfile(told)
                    if source is None or not _is_ours(told.name):
                        raise broken("备份里有来历不明的文件。", "The backup holds a foreign file.")
                    if told.name == MANIFEST:
                        manifest = _manifest(source.read())
                    else:
                        found[told.name] = _taken(source, folder / told.name if folder else None)
        except tarfile.TarError:
            raise broken("备份的内容不完整。", "The content of the backup is not whole.") from None
        content.finish()
    if manifest is None or manifest.files != found or DATABASE not in found:
        raise broken("备份的内容与其清单不符。", "The content of the backup is not what its manifest says.")
    return manifest


def _is_ours(name: str) -> bool:
    inside = name.startswith(HOME) and ".." not in Path(name).parts
    return inside or name in (DATABASE, MANIFEST)


def _manifest(text: bytes) -> Manifest:
    told = json.loads(text)
    files = {name: (int(size), str(digest)) for name, (size, digest) in told["files"].items()}
    return Manifest(told["database"], told["made_at"], told["rows"], files, told["format"])


def _taken(source: Iterable[bytes] | object, target: Path | None) -> tuple[int, str]:
    counted = Counted(source)  # type: ignore[arg-type]  # tarfile's reader, typed as IO[bytes]
    if target is None:
        while counted.read(PIECE):
            pass
    else:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            while piece := counted.read(PIECE):
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
    return counted.size, counted.digest.hexdigest()


__all__ = ["DATABASE", "HOME", "Manifest", "Unsealer", "kept_files", "pack", "unpack", "verify"]
