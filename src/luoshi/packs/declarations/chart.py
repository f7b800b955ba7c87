"""Wall charts: which dates of a record are planned, which happened, which are only expected."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chart:
    """Names of date fields, of states (the day each was reached), or `due`; a blank one is derived."""

    planned_from: str = ""
    planned_to: str = ""
    actual_from: str = ""
    actual_to: str = ""
    expected: str = ""
    lanes: str = ""
