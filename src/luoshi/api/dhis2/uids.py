"""Identifiers as DHIS2 writes them, eleven letters and digits; made from our codes, kept nowhere."""

import hashlib
import string
from collections.abc import Iterable, Mapping
from functools import lru_cache

LETTERS = string.ascii_letters
SIGNS = LETTERS + string.digits
LENGTH = 11
DEFAULT_COMBO = "HllvX50cXC0"
"""The category option combination that every DHIS2 has: no categories."""


@lru_cache(maxsize=65_536)
def uid_of(kind: str, code: str) -> str:
    """The identifier of a thing, the same for ever: drawn from the SHA-256 of its kind and code, about 65 bits."""
    number = int.from_bytes(hashlib.sha256(f"{kind} {code}".encode()).digest(), "big")
    number, first = divmod(number, len(LETTERS))
    signs = [LETTERS[first]]
    while len(signs) < LENGTH:
        number, next_ = divmod(number, len(SIGNS))
        signs.append(SIGNS[next_])
    return "".join(signs)


def by_either(kind: str, codes: Iterable[str]) -> Mapping[str, str]:
    """From what a program may send, identifier or code, to the code. An identifier goes before a code like it."""
    known = list(codes)
    return {code: code for code in known} | {uid_of(kind, code): code for code in known}
