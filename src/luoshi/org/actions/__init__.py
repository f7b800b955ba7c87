"""What can be done to the organisation; each act leaves its audit entry in its own transaction."""

from luoshi.org.actions.founding import appoint_first_administrator, found_city
from luoshi.org.actions.intake import create_unit, load_units
from luoshi.org.actions.posts import end_post, hold_post
from luoshi.org.policies.drafts import UnitDraft

__all__ = [
    "UnitDraft",
    "appoint_first_administrator",
    "create_unit",
    "end_post",
    "found_city",
    "hold_post",
    "load_units",
]
