"""What can be asked of the organisation."""

from luoshi.org.queries.actors import accounts_with_role, actor_for, capacities
from luoshi.org.queries.groups import group_members
from luoshi.org.queries.heirs import heirs
from luoshi.org.queries.history import as_was, restated
from luoshi.org.queries.names import unit_by, units_called
from luoshi.org.queries.staffing import establishment_on
from luoshi.org.queries.tree import (
    Node,
    Tree,
    ancestors,
    children_since,
    county_of,
    paths_below,
    root,
    subtree_ids,
    tree,
    trees,
)

__all__ = [
    "Node",
    "Tree",
    "accounts_with_role",
    "actor_for",
    "ancestors",
    "as_was",
    "capacities",
    "children_since",
    "county_of",
    "establishment_on",
    "group_members",
    "heirs",
    "paths_below",
    "restated",
    "root",
    "subtree_ids",
    "tree",
    "trees",
    "unit_by",
    "units_called",
]
