"""Who acts in a request: the signed-in account in its own name, or in that of a holder it stands in for (代办)."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from luoshi.org.queries import capacities
from luoshi.people.models import Account
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web.clock import now

CHOSEN = "acting_for"  # the session's word for whom the person has chosen to act for


def capacities_of(request: HttpRequest) -> tuple[Actor, ...]:
    """The person in every capacity of today, their own first; read once for a request. Two queries."""
    kept = getattr(request, "capacities", None)
    if kept is None:
        kept = capacities(cast(Account, request.user), at=now())
        request.capacities = kept  # type: ignore[attr-defined]  # a request carries what was read for it
    return cast(tuple[Actor, ...], kept)


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request, in the capacity the person has chosen.

    A delegation that has ended is left at once: a page goes on in the person's own name and says so, a write is
    refused, since it was meant in the other name.
    """
    own, *lent = capacities_of(request)
    chosen = request.session.get(CHOSEN)
    if chosen is None:
        return own
    for actor in lent:
        if actor.for_account == chosen:
            return actor
    del request.session[CHOSEN]
    if request.method == "POST":
        raise Refused(
            "web.delegation_ended",
            reason=Text("代办委托已经结束，没有写入任何内容。", "The delegation has ended; nothing was written."),
            remedy=Text("现在以您本人身份办理；如仍需代办，请对方重新委托。", "You act in your own name again."),
        )
    messages.info(request, _("代办委托已经结束，现在以您本人身份办理。"))
    return own


def choose(request: HttpRequest, holder: int | None) -> Actor:
    """Act from now on for a holder, or in one's own name; refused where that holder has not asked for it today."""
    for actor in capacities_of(request):
        if actor.for_account == holder:
            request.session.pop(CHOSEN, None)
            if holder is not None:
                request.session[CHOSEN] = holder
            return actor
    raise Refused(
        "web.no_delegation",
        reason=Text("对方当前没有委托您代办。", "That person has not asked you to stand in for them today."),
        remedy=Text("请以本人身份办理，或请对方先委托。", "Act in your own name, or get the post delegated."),
    )
