"""Writes of evidence: each one function, keyword-only, with its audit entry in the same transaction."""

from luoshi.evidence.actions.keeping import hold, keep
from luoshi.evidence.actions.sweeping import sweep

__all__ = ["hold", "keep", "sweep"]
