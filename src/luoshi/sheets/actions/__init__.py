"""Writes of imports: each one function, keyword-only, with its audit entry in the same transaction."""

from luoshi.sheets.actions.beginning import begin, drop, map_columns
from luoshi.sheets.actions.bringing import bring_in, confirm, finish
from luoshi.sheets.actions.looking import looked_through
from luoshi.sheets.actions.undoing import finish_undo, take_back, undo

__all__ = [
    "begin",
    "bring_in",
    "confirm",
    "drop",
    "finish",
    "finish_undo",
    "looked_through",
    "map_columns",
    "take_back",
    "undo",
]
