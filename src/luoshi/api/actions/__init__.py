"""Writes of the room."""

from luoshi.api.actions.agendas import make_agenda, revoke_agenda
from luoshi.api.actions.subscriptions import (
    Wish,
    end_subscription,
    pause_subscription,
    ping,
    renew_secret,
    resume_subscription,
    send_again,
    subscribe,
)
from luoshi.api.actions.tokens import make_token, revoke_token

__all__ = [
    "Wish",
    "end_subscription",
    "make_agenda",
    "make_token",
    "pause_subscription",
    "ping",
    "renew_secret",
    "resume_subscription",
    "revoke_agenda",
    "revoke_token",
    "send_again",
    "subscribe",
]
