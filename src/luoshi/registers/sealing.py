"""Sealing a verdict until it may be seen, and the commitment that binds it meanwhile.

The seal is kept by the site's secret key: nobody reads a verdict in the database, a backup or an export, and no page
opens one early. Who holds both the database and the key could open it, but not change it unseen: the commitment
stands in the audit log from the moment the verdict was given.
"""

import hashlib
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


@dataclass(frozen=True, slots=True)
class Given:
    """What a reviewer gave, in clear."""

    nonce: str
    verdict: str
    reasons: str

    @property
    def commitment(self) -> str:
        """SHA-256 over nonce, verdict and reasons, each on a line."""
        return hashlib.sha256(f"{self.nonce}\n{self.verdict}\n{self.reasons}\n".encode()).hexdigest()


def sealed(given: Given) -> str:
    """The text that is kept until the opening."""
    clear = json.dumps([given.nonce, given.verdict, given.reasons], ensure_ascii=False)
    return _seal().encrypt(clear.encode()).decode()


def unsealed(text: str) -> Given:
    """What was sealed; raises cryptography.fernet.InvalidToken when the text or the key is not the one it was."""
    return Given(*json.loads(_seal().decrypt(text.encode())))


def _seal() -> MultiFernet:
    """The key in use first, then those it replaced."""
    return MultiFernet([_fernet(str(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _fernet(secret: str) -> Fernet:
    return Fernet(urlsafe_b64encode(hashlib.sha256(f"luoshi reviews\n{secret}".encode()).digest()))
