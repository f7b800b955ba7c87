"""Who acts in a request: the signed-in account with the posts it holds now."""

from typing import cast

from django.http import HttpRequest

from luoshi.org.queries import actor_for
from luoshi.people.models import Account
from luoshi.rules.actors import Actor
from luoshi.web.clock import now


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request, read once for it. Two queries."""
    kept = getattr(request, "actor", None)
    if kept is None:
        kept = actor_for(cast(Account, request.user), at=now())
        request.actor = kept  # type: ignore[attr-defined]  # a request carries what was read for it
    return cast(Actor, kept)
