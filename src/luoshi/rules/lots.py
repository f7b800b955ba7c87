"""Drawing lots that anyone can draw again: who is in, from what seed, and who was drawn.

The list is closed and its digest published first; the public value that makes the seed is known only later, so that
nobody can choose who is drawn. Each item is ranked by SHA-256 of seed and item, and the first ranks are drawn.
"""

import hashlib
from collections.abc import Collection, Iterable
from decimal import ROUND_CEILING, Decimal

SCHEME, SCHEME_WITH_HEAD = "luoshi-lots-1", "luoshi-lots-2"
_WHOLE = Decimal(100)


def digest_of(items: Iterable[str]) -> str:
    """SHA-256 of the sorted items, one a line; the order in which they were read does not count.

    Raises ValueError for doubled items and for items with line breaks, which two lists could share a digest by.
    """
    listed = sorted(items)
    if len(set(listed)) != len(listed) or any("\n" in item or not item for item in listed):
        raise ValueError("items of a list are single, not empty, and stand on one line")
    return hashlib.sha256("".join(f"{item}\n" for item in listed).encode()).hexdigest()


def seed_of(digest: str, public: str, head: str = "") -> str:
    """The seed that follows from a closed list and a value nobody knew when it was closed.

    `head`, where there is one, is the head of the log when the list was closed: the seed is of that moment only.
    """
    if head:
        return hashlib.sha256(f"{SCHEME_WITH_HEAD}\n{digest}\n{head}\n{public.strip()}\n".encode()).hexdigest()
    return hashlib.sha256(f"{SCHEME}\n{digest}\n{public.strip()}\n".encode()).hexdigest()


def quota(count: int, share: Decimal) -> int:
    """How many of `count` are drawn at `share` per cent: rounded up, so that a small list is not let off."""
    if not 0 < share <= _WHOLE:
        raise ValueError("a share is above 0 % and at most 100 %")
    return int((count * share / _WHOLE).to_integral_value(ROUND_CEILING))


def drawn(items: Collection[str], *, wanted: int, seed: str) -> tuple[str, ...]:
    """The items drawn, in the order of their rank; exactly `wanted` of them, or all if there are fewer."""
    if wanted < 0:
        raise ValueError("no fewer than none can be drawn")
    return tuple(sorted(items, key=lambda item: (rank(item, seed), item))[:wanted])


def rank(item: str, seed: str) -> str:
    """Where an item stands in the draw: the smaller, the earlier."""
    return hashlib.sha256(f"{seed}\n{item}\n".encode()).hexdigest()
