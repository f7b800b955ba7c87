"""Reads: a person's tokens, agendas, subscriptions and what was sent."""

from django.db.models import Q, QuerySet

from luoshi.api.models import Agenda, Dispatch, Subscription, Token
from luoshi.api.policies import no_such
from luoshi.rules.actors import Actor


def tokens_of(actor: Actor) -> list[Token]:
    """All tokens a person ever made, the newest first. One query."""
    return list(Token.objects.filter(account=actor.account_id).select_related("unit").order_by("-id"))


def every_token(words: str = "") -> QuerySet[Token]:
    """Tokens of everybody, the newest first; only those whose name or holder the words are in."""
    found = Token.objects.select_related("unit", "account").order_by("-id")
    for word in words.split()[:8]:
        found = found.filter(Q(name__icontains=word) | Q(account__display_name__icontains=word))
    return found


def token_of(actor: Actor, pk: int) -> Token:
    """One token of the person's own; those of others are as if they were not there."""
    found = Token.objects.filter(account=actor.account_id, pk=pk).first()
    if found is None:
        raise no_such("token")
    return found


def agendas_of(actor: Actor) -> list[Agenda]:
    """All agendas a person has in force, the newest first. One query."""
    return list(Agenda.objects.filter(account=actor.account_id, revoked_at=None).order_by("-id"))


def agenda_of(actor: Actor, pk: int) -> Agenda:
    """One agenda of the person's own."""
    found = Agenda.objects.filter(account=actor.account_id, pk=pk, revoked_at=None).first()
    if found is None:
        raise no_such("agenda")
    return found


def subscriptions_of(actor: Actor) -> list[Subscription]:
    """All subscriptions of a person that have not ended, the newest first. One query."""
    return list(Subscription.objects.filter(account=actor.account_id, ended_at=None).order_by("-id"))


def subscription_of(actor: Actor, pk: int) -> Subscription:
    """One subscription of the person's own, also one that has ended: its log stays."""
    found = Subscription.objects.filter(account=actor.account_id, pk=pk).first()
    if found is None:
        raise no_such("subscription")
    return found


def dispatches_of(subscription: Subscription) -> QuerySet[Dispatch]:
    """What was sent, the newest first, each with its tries."""
    return subscription.dispatches.prefetch_related("attempts").order_by("-id")


def dispatch_of(actor: Actor, pk: int) -> Dispatch:
    """One message of the person's own subscriptions."""
    found = Dispatch.objects.select_related("subscription").filter(pk=pk).first()
    if found is None or found.subscription.account_id != actor.account_id:
        raise no_such("dispatch")
    return found
