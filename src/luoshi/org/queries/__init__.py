"""What can be asked of the organisation."""

from luoshi.org.queries.actors import accounts_with_role, actor_for, capacities

__all__ = ["accounts_with_role", "actor_for", "capacities"]
