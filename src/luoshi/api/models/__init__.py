"""The tables of the room."""

from luoshi.api.models.agendas import Agenda, AgendaKind
from luoshi.api.models.tokens import Token
from luoshi.api.models.webhooks import Attempt, Dispatch, DispatchState, Subscription

__all__ = ["Agenda", "AgendaKind", "Attempt", "Dispatch", "DispatchState", "Subscription", "Token"]
