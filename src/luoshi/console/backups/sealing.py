"""A sealed file: AES-256-GCM in chunks, so that a change, a cut or another key is noticed before it is believed.

The key of one file comes by HKDF from the operator's key file, or by scrypt from a passphrase, with a salt of its
own; no two files share a key, so the counter of chunks is the nonce. The last chunk is marked in its nonce: a file
that ends early has none.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

MAGIC = b"luoshi backup 1\n"
CHUNK = 1 << 20  # bytes of content in a chunk
SHORTEST_KEY = 32  # bytes in a key file
SHORTEST_PASSPHRASE = 12
COST = {"n": 1 << 16, "r": 8, "p": 1, "maxmem": 1 << 27}  # scrypt: 64 MB, about 0.2 s


@dataclass(frozen=True, slots=True)
class Secret:
    """What opens a backup: the bytes of a key file, or a passphrase."""

    kind: str
    value: bytes

    def keys(self, salt: bytes) -> tuple[bytes, bytes]:
        """The key of one file, and a mark by which it is known without opening anything."""
        master = self.value if self.kind == "file" else hashlib.scrypt(self.value, salt=salt, dklen=32, **COST)
        both = HKDF(algorithm=hashes.SHA256(), length=40, salt=salt, info=b"luoshi backup").derive(master)
        return both[:32], both[32:]


def secret_from(key_file: Path | None, passphrase: str) -> Secret:
    """The secret of a command line; refused where it would be guessed."""
    if key_file is not None:
        value = key_file.read_bytes()
        if len(value) < SHORTEST_KEY:
            raise _weak(f"密钥文件不足 {SHORTEST_KEY} 字节。", f"The key file has fewer than {SHORTEST_KEY} bytes.")
        return Secret("file", value)
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise _weak(
            f"口令不足 {SHORTEST_PASSPHRASE} 字。", f"The passphrase has under {SHORTEST_PASSPHRASE} letters."
        )
    return Secret("passphrase", passphrase.encode())


def _weak(zh: str, en: str) -> Refused:
    do = Text("用 luoshi backup key 生成密钥文件。", "Make a key file with `luoshi backup key`.")
    return Refused("backup.weak_key", reason=Text(zh, en), remedy=do)


class Sealer:
    """Takes content and writes sealed chunks; whole only after `close`."""

    def __init__(self, target: BinaryIO, secret: Secret) -> None:
        salt = secrets.token_bytes(32)
        key, mark = secret.keys(salt)
        head = json.dumps({"key": secret.kind, "salt": salt.hex(), "mark": mark.hex()}, sort_keys=True).encode()
        self._head, self._target, self._cipher = head, target, AESGCM(key)
        self._held, self._number = bytearray(), 0
        target.write(MAGIC + head + b"\n")

    def write(self, content: bytes) -> int:
        """Take more content; full chunks are sealed at once."""
        self._held += content
        while len(self._held) > CHUNK:
            self._seal(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]
        return len(content)

    def close(self) -> None:
        """Seal what is left as the last chunk."""
        self._seal(bytes(self._held), last=True)

    def _seal(self, content: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(nonce(self._number, last=last), content, self._head)
        self._target.write(bytes([last]) + len(sealed).to_bytes(4, "big") + sealed)
        self._number += 1


def nonce(number: int, *, last: bool) -> bytes:
    """Twelve bytes that no other chunk of the file has."""
    return number.to_bytes(11, "big") + bytes([last])


class Unsealer:
    """Gives the content back chunk by chunk; raises Refused at the first one that is not as it was sealed."""

    def __init__(self, source: BinaryIO, secret: Secret) -> None:
        self._source, self._number, self._last = source, 0, False
        if source.read(len(MAGIC)) != MAGIC:
            raise broken("这不是 luoshi 的备份文件。", "This is no backup of luoshi.")
        self._head = source.readline(4096).rstrip(b"\n")
        try:
            told = json.loads(self._head)
            salt, mark, kind = bytes.fromhex(told["salt"]), bytes.fromhex(told["mark"]), told["key"]
        except (ValueError, KeyError, TypeError):
            raise broken("备份文件的开头已损坏。", "The head of the backup is damaged.") from None
        key, known = secret.keys(salt)
        if kind != secret.kind or not secrets.compare_digest(known, mark):
            raise Refused(
                "backup.key",
                reason=Text("这份备份是用另一把密钥加密的。", "This backup was sealed with another key."),
                remedy=Text("请给出制作时的密钥文件或口令。", "Give the key file or passphrase it was made with."),
            )
        self._cipher = AESGCM(key)
        self._held = bytearray()

    def read(self, size: int) -> bytes:
        """So many bytes of content, fewer only at its end."""
        while len(self._held) < size and not self._last:
            self._held += self._next()
        given = bytes(self._held[:size])
        del self._held[:size]
        return given

    def finish(self) -> None:
        """Read to the end, and see that it is one: a last chunk, and nothing after it."""
        while not self._last:
            self._next()
        if self._source.read(1):
            raise broken("备份文件的末尾多出内容。", "There is something after the end of the backup.")

    def _next(self) -> bytes:
        head = self._source.read(5)
        sealed = self._source.read(int.from_bytes(head[1:], "big")) if len(head) == 5 and head[0] in (0, 1) else b""
        if len(head) < 5 or len(sealed) < int.from_bytes(head[1:], "big"):
            raise broken("备份文件不完整，后面的部分缺失。", "The backup is cut off: its end is missing.")
        self._last = head[0] == 1
        try:
            content = self._cipher.decrypt(nonce(self._number, last=self._last), sealed, self._head)
        except InvalidTag:
            raise broken("备份文件被改动或损坏。", "The backup was changed or damaged.") from None
        self._number += 1
        return content


def broken(zh: str, en: str) -> Refused:
    """The refusal of a backup that cannot be trusted."""
    return Refused(
        "backup.broken",
        reason=Text(zh, en),
        remedy=Text("没有改动任何内容；请换用另一份备份。", "Nothing was touched; use another backup."),
    )


@contextmanager
def unsealed(path: Path, secret: Secret) -> Iterator[Unsealer]:
    """The content of a sealed file."""
    with path.open("rb") as source:
        yield Unsealer(source, secret)
