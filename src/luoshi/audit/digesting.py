"""The digest this site's log is kept with: LUOSHI_AUDIT_DIGEST, SHA-256 unless SM3 is asked for."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from luoshi.rules.digests import Digest, DigestMissing, digest


def chosen() -> Digest:
    """The digest by setting; a machine that lacks it does not start."""
    try:
        return digest(settings.AUDIT_DIGEST)
    except DigestMissing as missing:
        raise ImproperlyConfigured(str(missing)) from missing


def hexdigest(text: str) -> str:
    """The digest of a text in UTF-8, in hexadecimal."""
    return chosen()(text.encode()).hex()
