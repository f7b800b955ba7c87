"""What needs a person today, with reasons: the same for the first page, the daily digest and programs."""

from luoshi.registers.needs.asking import Needs, needs_of
from luoshi.registers.needs.reasons import MOST, Need, NeedKind, Reason

__all__ = ["MOST", "Need", "NeedKind", "Needs", "Reason", "needs_of"]
