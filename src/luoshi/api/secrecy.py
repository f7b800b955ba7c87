"""Secrets that are shown once: made here, kept as digests, compared without telling how far they agree."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

PREFIX_LENGTH, SECRET_BYTES = 10, 32
MARK = "luoshi_"
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Shown:
    """A new secret: `text` is for its owner alone, `prefix` and `digest` are kept."""

    text: str
    prefix: str
    digest: str


def new_token() -> Shown:
    """A token such as luoshi_k3m9p2x7qa_…; 256 random bits, so that a plain digest keeps it well enough."""
    prefix = "".join(secrets.choice(ALPHABET) for _ in range(PREFIX_LENGTH))
    text = f"{MARK}{prefix}_{secrets.token_urlsafe(SECRET_BYTES)}"
    return Shown(text, prefix, digest_of(text))


def new_address() -> Shown:
    """The secret part of an agenda's address."""
    text = secrets.token_urlsafe(SECRET_BYTES)
    return Shown(text, "", digest_of(text))


def digest_of(text: str) -> str:
    """SHA-256 of a secret, in hex."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def prefix_of(text: str) -> str:
    """The visible beginning of what might be a token; blank for anything else."""
    rest = text.removeprefix(MARK)
    prefix, _, secret = rest.partition("_")
    return prefix if rest != text and secret and len(prefix) == PREFIX_LENGTH and prefix.isascii() else ""


def agrees(text: str, digest: str) -> bool:
    """Whether a secret is the one of this digest."""
    return hmac.compare_digest(digest_of(text), digest)
