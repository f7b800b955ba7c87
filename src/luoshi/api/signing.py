"""Signatures of webhooks by the convention of Standard Webhooks: HMAC-SHA256 over id, time and body."""

import base64
import hashlib
import hmac

from django.conf import settings

MARK = "whsec_"


def secret_of(subscription: int, generation: int) -> str:
    """The secret of a subscription: worked out from the site's key, so that it is kept nowhere.

    A changed key of the site changes every secret; so does a new generation, for one.
    """
    told = f"luoshi webhook {subscription} {generation}".encode()
    key = hmac.digest(settings.SECRET_KEY.encode(), told, hashlib.sha256)
    return MARK + base64.b64encode(key).decode()


def signed(secret: str, message: str, timestamp: int, body: str) -> str:
    """The header `webhook-signature`."""
    key = base64.b64decode(secret.removeprefix(MARK))
    told = f"{message}.{timestamp}.{body}".encode()
    return "v1," + base64.b64encode(hmac.digest(key, told, hashlib.sha256)).decode()
