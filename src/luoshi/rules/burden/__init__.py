"""What forms cost the people who fill them in, in hours, with what the hours rest on."""

from luoshi.rules.burden.hours import Hours, Pace, saved
from luoshi.rules.burden.kinds import CellKind, kind_of
from luoshi.rules.burden.timings import ASSUMED, Timing

__all__ = ["ASSUMED", "CellKind", "Hours", "Pace", "Timing", "kind_of", "saved"]
