"""What can be done to the organisation; each act leaves its audit entry in its own transaction."""

from luoshi.org.actions.delegations import delegate, revoke_delegation
from luoshi.org.actions.founding import appoint_first_administrator, found_city
from luoshi.org.actions.groups import define_group
from luoshi.org.actions.intake import create_unit, load_units
from luoshi.org.actions.names import add_alias, rename_unit
from luoshi.org.actions.people import PersonDraft, load_people
from luoshi.org.actions.posts import end_post, hold_post
from luoshi.org.actions.reorganise import merge_units, replace_unit, split_unit
from luoshi.org.actions.staffing import grant_establishment
from luoshi.org.actions.tree import close_unit, move_unit
from luoshi.org.policies.drafts import UnitDraft

__all__ = [
    "PersonDraft",
    "UnitDraft",
    "add_alias",
    "appoint_first_administrator",
    "close_unit",
    "create_unit",
    "define_group",
    "delegate",
    "end_post",
    "found_city",
    "grant_establishment",
    "hold_post",
    "load_people",
    "load_units",
    "merge_units",
    "move_unit",
    "rename_unit",
    "replace_unit",
    "revoke_delegation",
    "split_unit",
]
