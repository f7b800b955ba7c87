"""Quotas and shares: what all records pointing to one pool take together."""

from dataclasses import dataclass
from decimal import Decimal

from luoshi.rules.texts import Text

PARENT = "parent"


@dataclass(frozen=True, slots=True)
class Conserved:
    """The amounts of all records that point to a pool add up to no more than its limit, or than a fixed total.

    `within` is the field that points to the pool, or the parent. In the states of `gives_back` a record takes
    nothing; once the pool stands in one of `complete`, the amounts add up to exactly the total.
    """

    id: str
    amount: str
    within: str
    limit: str
    total: Decimal | None
    refuse: Text
    remedy: Text
    gives_back: tuple[str, ...] = ()
    complete: tuple[str, ...] = ()
