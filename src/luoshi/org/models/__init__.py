"""The tables of the organisation: units and their tree, groups, posts."""

from luoshi.org.models.dated import Dated, in_force, overlapping
from luoshi.org.models.groups import GroupMember, UnitGroup
from luoshi.org.models.kinds import EstablishmentKind, NameKind, SuccessionKind, UnitKind
from luoshi.org.models.posts import Delegation, Establishment, Post
from luoshi.org.models.stamp import Stamp
from luoshi.org.models.units import Alias, Placement, Succession, Unit

__all__ = [
    "Alias",
    "Dated",
    "Delegation",
    "Establishment",
    "EstablishmentKind",
    "GroupMember",
    "NameKind",
    "Placement",
    "Post",
    "Stamp",
    "Succession",
    "SuccessionKind",
    "Unit",
    "UnitGroup",
    "UnitKind",
    "in_force",
    "overlapping",
]
