"""The key that signs heads: Ed25519, made once, kept in the home folder and readable by its owner only."""

import os
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from luoshi.audit.digesting import hexdigest

KEY = "key.pem"


def signing_key() -> Ed25519PrivateKey:
    """The key of this office; made when there is none. It appears under its name only when it is whole."""
    kept = folder() / KEY
    if not kept.exists():
        _keep(Ed25519PrivateKey.generate(), kept)
    return read_key(kept)


def read_key(path: Path) -> Ed25519PrivateKey:
    """A key from its file; one that others may read is refused, since they could sign in this office's name."""
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    if path.stat().st_mode & 0o077:
        raise ImproperlyConfigured(
            f"审计签名密钥 {path} 可被他人读取。请执行 chmod 600，并用 luoshi audit rotate-key 更换。\n"
            f"The signing key {path} can be read by others. Run chmod 600, and change it: luoshi audit rotate-key."
        )
    key = load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ImproperlyConfigured(f"{path} 不是 Ed25519 密钥。\n{path} is no Ed25519 key.")
    return key


def replace_key(key: Ed25519PrivateKey) -> None:
    """Put a new key in the place of the old one, which is gone then."""
    part = _written(key, folder() / KEY)
    part.replace(folder() / KEY)


def public_text(key: Ed25519PrivateKey) -> str:
    """The public half, in hexadecimal."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def fingerprint(public: str) -> str:
    """A public key in eight groups of four signs, to be compared by eye or over the telephone."""
    signs = hexdigest(public)[:32]
    return " ".join(signs[start : start + 4] for start in range(0, 32, 4))


def folder() -> Path:
    """Where key and newest head are kept; made when it is missing."""
    place: Path = settings.AUDIT_FOLDER
    place.mkdir(parents=True, exist_ok=True)
    return place


def newest_head_file() -> Path:
    """The newest head outside the database, one for each database this home has served."""
    name = hexdigest(f"{connection.vendor}:{connection.settings_dict['NAME']}")[:8]
    return folder() / f"newest-head-{name}.txt"


def keep_newest(text: str) -> None:
    """Put the newest head beside the key, whole or not at all."""
    kept = newest_head_file()
    part = kept.with_suffix(f".{os.getpid()}")
    part.write_text(text, encoding="utf-8")
    part.replace(kept)


def _keep(key: Ed25519PrivateKey, kept: Path) -> None:
    part = _written(key, kept)
    with suppress(FileExistsError):
        kept.hardlink_to(part)
    part.unlink()


def _written(key: Ed25519PrivateKey, kept: Path) -> Path:
    part = kept.with_suffix(f".{os.getpid()}")
    part.touch(mode=0o600)
    part.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return part
