"""Writes of forms: each one function, keyword-only, with its audit entry in the same transaction."""

from luoshi.reports.actions.bringing import bring, settle_slot
from luoshi.reports.actions.correcting import correct_cells
from luoshi.reports.actions.counting import count_form, keep_timing
from luoshi.reports.actions.ruling import confirm, decline

__all__ = ["bring", "confirm", "correct_cells", "count_form", "decline", "keep_timing", "settle_slot"]
