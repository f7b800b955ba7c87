"""The tables of the room."""

from luoshi.reports.models.burdens import CellTiming, FormCount
from luoshi.reports.models.forms import FormFile, Slot, SlotState, Tracing
from luoshi.reports.models.issues import Issue, IssuedFigure
from luoshi.reports.models.rulings import Ruling

__all__ = ["CellTiming", "FormCount", "FormFile", "Issue", "IssuedFigure", "Ruling", "Slot", "SlotState", "Tracing"]
