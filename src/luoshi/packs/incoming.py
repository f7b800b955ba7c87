"""A pack's folder that comes as a zip file: unpacked in memory, never to disk; a hostile one is refused.

What was checked and shown is what is published: the file waits under the digest of its bytes.
"""

import hashlib
import re
import zlib
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from django.conf import settings

from luoshi.packs.declarations import Pack
from luoshi.packs.folder import HEAD
from luoshi.packs.load import Loaded, load_contents
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

MOST_BYTES, MOST_UNPACKED, MOST_FILES = 2_000_000, 8_000_000, 300
MOST_WAITING = 20  # files; the oldest goes first
MARK = re.compile(r"[0-9a-f]{64}")
BESIDES = ("__MACOSX/", ".DS_Store", "Thumbs.db")  # what systems add to every zip by themselves
UNREADABLE = (
    BadZipFile,
    LargeZipFile,
    LZMAError,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OSError,
)
"""What reading a damaged archive can end with."""


def contents_of(packed: bytes) -> tuple[str, dict[str, bytes]]:
    """The pack's name and its files; refused unless it is one folder, or its files alone, of honest size."""
    if len(packed) > MOST_BYTES:
        raise _refused("large", Text("压缩包超过 2 MB。", "The file is more than 2 MB."), _SMALLER)
    try:
        with ZipFile(BytesIO(packed)) as archive:
            members = [each for each in archive.infolist() if not each.is_dir() and not _is_beside(each.filename)]
            _check_members(members)
            files = {each.filename: _read(archive, each) for each in members}
    except UNREADABLE as error:
        raise _refused("zip", Text("这不是能打开的 zip 文件。", "This is no zip file that opens."), _AGAIN) from error
    return _under_their_root(files)


def _is_beside(name: str) -> bool:
    return name.startswith(BESIDES[0]) or PurePosixPath(name).name in BESIDES[1:]


def _check_members(members: list[ZipInfo]) -> None:
    if not members:
        raise _refused("empty", Text("压缩包里没有文件。", "There is no file in it."), _AGAIN)
    if len(members) > MOST_FILES or sum(each.file_size for each in members) > MOST_UNPACKED:
        raise _refused(
            "large", Text("压缩包解开后过大或文件过多。", "Unpacked it is too large, or too many files."), _SMALLER
        )
    for each in members:
        parts = PurePosixPath(each.filename).parts
        is_link = (each.external_attr >> 16) & 0o170000 == 0o120000
        strange = each.filename.startswith("/") or ".." in parts or "\\" in each.filename or ":" in each.filename
        if strange or is_link or each.flag_bits & 0x1 or not each.filename.isprintable():
            shown = each.filename[:60]
            told = Text(f"压缩包里有不能接受的文件：{shown!r}。", f"It holds a file that is not taken: {shown!r}.")
            raise _refused("member", told, _AGAIN)


def _read(archive: ZipFile, member: ZipInfo) -> bytes:
    """The bytes of a member, no more than it says it has: a header may lie."""
    with archive.open(member) as part:
        found = part.read(member.file_size + 1)
    if len(found) > member.file_size:
        raise BadZipFile(member.filename)
    return found


def _under_their_root(files: Mapping[str, bytes]) -> tuple[str, dict[str, bytes]]:
    """The files below the one folder that holds the head; a head at the top gives no name, its own id does."""
    heads = [name for name in files if PurePosixPath(name).name == HEAD]
    if len(heads) != 1:
        told = Text("压缩包里要有且只有一个 pack.yaml。", "It has to hold exactly one pack.yaml.")
        raise _refused("head", told, _AGAIN)
    root = PurePosixPath(heads[0]).parent
    inside = {}
    for name, content in files.items():
        path = PurePosixPath(name)
        if root != PurePosixPath(".") and root not in path.parents:
            told = Text(f"“{name[:60]}”不在条线的文件夹里。", f"{name[:60]} lies outside the pack's folder.")
            raise _refused("outside", told, _AGAIN)
        inside[path.relative_to(root).as_posix()] = content
    return root.name or _own_id(inside[HEAD]), inside


def _own_id(head: bytes) -> str:
    found = re.search(rb"^pack:\s*([a-z][a-z0-9_]*)", head, re.MULTILINE) or re.search(
        rb"^id:\s*([a-z][a-z0-9_]*)", head, re.MULTILINE
    )
    return found[1].decode() if found else "pack"


def loaded(packed: bytes, *, beside: Mapping[str, Pack], today: date) -> Loaded:
    """The pack of a zip file, checked in sight of the others in force."""
    name, contents = contents_of(packed)
    others = {id_: pack for id_, pack in beside.items() if id_ != name}
    return load_contents(name, contents, today=today, beside=others)


def keep(packed: bytes) -> str:
    """Put a file aside until it is published, under its digest; at most twenty wait."""
    contents_of(packed)
    mark = hashlib.sha256(packed).hexdigest()
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / f"{mark}.zip").write_bytes(packed)
    waiting = sorted(folder.glob("*.zip"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in waiting[MOST_WAITING:]:
        path.unlink(missing_ok=True)
    return mark


def kept(mark: str) -> bytes:
    """The file that waits under a digest, the very bytes; refused where it is gone or was altered."""
    path = _folder() / f"{mark}.zip"
    if MARK.fullmatch(mark) and path.is_file():
        packed = path.read_bytes()
        if hashlib.sha256(packed).hexdigest() == mark:
            return packed
    raise _refused("gone", Text("这份上传已不在了。", "This upload is there no more."), _AGAIN)


def _folder() -> Path:
    return Path(settings.HOME) / "incoming-packs"


_SMALLER = Text("只打包一个条线的文件夹。", "Pack the folder of one line of work only.")
_AGAIN = Text(
    "请把 packs/ 下那个条线的文件夹直接压缩成 zip 再上传。", "Zip the pack's own folder below packs/ and upload that."
)


def _refused(code: str, reason: Text, remedy: Text) -> Refused:
    return Refused(f"packs.incoming_{code}", reason=reason, remedy=remedy, where="file")
