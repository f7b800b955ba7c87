"""Signatures of webhooks by the convention of Standard Webhooks: HMAC-SHA256 over id, time and body."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings

from luoshi.api.models import Subscription

MARK = "whsec_"
BOTH = timedelta(days=1)
"""After a new secret both sign, as Standard Webhooks has it: one that the receiver knows is enough."""


def secret_of(subscription: int, generation: int) -> str:
    """The secret of a subscription: worked out from the site's key, so that it is kept nowhere.

    A changed key of the site changes every secret; so does a new generation, for one.
    """
    told = f"luoshi webhook {subscription} {generation}".encode()
    key = hmac.digest(settings.SECRET_KEY.encode(), told, hashlib.sha256)
    return MARK + base64.b64encode(key).decode()


def secrets_of(subscription: Subscription, *, at: datetime) -> list[str]:
    """The secrets that sign now: the newest, and for a day the one before, so that no message is lost on the way."""
    generations = [subscription.generation]
    if subscription.renewed_at and at - subscription.renewed_at < BOTH:
        generations.append(subscription.generation - 1)
    return [secret_of(subscription.pk, each) for each in generations]


def signed(secret: str, message: str, timestamp: int, body: str) -> str:
    """The header `webhook-signature`."""
    key = base64.b64decode(secret.removeprefix(MARK))
    told = f"{message}.{timestamp}.{body}".encode()
    return "v1," + base64.b64encode(hmac.digest(key, told, hashlib.sha256)).decode()
