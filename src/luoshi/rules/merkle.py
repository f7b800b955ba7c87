"""The Merkle tree of RFC 9162: one hash for a growing list, and short proofs about it.

A proof of inclusion shows that an item stands in the list; a proof of consistency, that a longer list begins with a
shorter one. Both take about log₂ n hashes. Leaves and inner nodes are hashed apart, so that neither passes for the
other. Source: RFC 9162, section 2.1.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from luoshi.rules.digests import Digest

LEAF, NODE = b"\x00", b"\x01"
STEP = 8  # levels between two that are kept: 256 leaves, 65 536 leaves, …
Span = Callable[[int, int], bytes]
"""The hash over the leaves from one position up to, not including, another."""


def leaf_hash(data: bytes, digest: Digest) -> bytes:
    """The hash of one item."""
    return digest(LEAF + data)


def node_hash(left: bytes, right: bytes, digest: Digest) -> bytes:
    """The hash over two neighbours."""
    return digest(NODE + left + right)


def left_part(size: int) -> int:
    """How many of `size` leaves stand on the left: the greatest power of two below it."""
    return 1 << (size - 1).bit_length() - 1


def root(leaves: Sequence[bytes], digest: Digest) -> bytes:
    """The hash over a list of leaf hashes; of none, the digest of nothing."""
    frontier = Frontier(digest)
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


@dataclass
class Frontier:
    """The right edge of a tree: one hash for each whole part, the largest first. A million leaves take seconds.

    `append` gives the nodes a leaf has completed, as (level, position, hash), for the levels that are kept.
    """

    digest: Digest
    size: int = 0
    parts: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Add one leaf hash."""
        made, level, whole = [], 0, leaf
        position = self.size
        while position >> level & 1:
            whole = node_hash(self.parts.pop(), whole, self.digest)
            level += 1
            if level % STEP == 0:
                made.append((level, position >> level, whole))
        self.parts.append(whole)
        self.size += 1
        return made

    def root(self) -> bytes:
        """The hash over all leaves so far."""
        if not self.parts:
            return self.digest(b"")
        whole = self.parts[-1]
        for part in reversed(self.parts[:-1]):
            whole = node_hash(part, whole, self.digest)
        return whole


@dataclass(frozen=True)
class Kept:
    """A tree of which the leaf hashes and every eighth level are kept; `fetch` gives neighbours of one level.

    The hash over any span takes at most 255 kept hashes for each eight levels.
    """

    fetch: Callable[[int, int, int], list[bytes]]
    digest: Digest

    def span(self, start: int, end: int) -> bytes:
        """The hash over the leaves of a span that the tree can be cut into."""
        size = end - start
        if size & (size - 1) == 0 and start % size == 0:
            return self._whole(size.bit_length() - 1, start // size)
        middle = start + left_part(size)
        return node_hash(self.span(start, middle), self.span(middle, end), self.digest)

    def frontier(self, size: int) -> Frontier:
        """The right edge of the first `size` leaves, to go on from."""
        parts, start = [], 0
        for level in reversed(range(size.bit_length())):
            if size >> level & 1:
                parts.append(self._whole(level, start >> level))
                start += 1 << level
        return Frontier(self.digest, size, parts)

    def _whole(self, level: int, position: int) -> bytes:
        below = level % STEP
        found = self.fetch(level - below, position << below, 1 << below)
        while len(found) > 1:
            pairs = zip(found[::2], found[1::2], strict=True)
            found = [node_hash(left, right, self.digest) for left, right in pairs]
        return found[0]


def inclusion_proof(position: int, size: int, span: Span) -> list[bytes]:
    """The hashes that lead from the leaf at a position to the root over `size` leaves (RFC 9162, 2.1.3.1)."""
    return list(_path(position, 0, size, span))


def _path(position: int, start: int, end: int, span: Span) -> Iterator[bytes]:
    if end - start <= 1:
        return
    middle = start + left_part(end - start)
    if position < middle:
        yield from _path(position, start, middle, span)
        yield span(middle, end)
    else:
        yield from _path(position, middle, end, span)
        yield span(start, middle)


def consistency_proof(old: int, new: int, span: Span) -> list[bytes]:
    """The hashes that show the tree over `new` leaves to begin with that over `old` (RFC 9162, 2.1.4.1)."""
    return list(_extension(old, 0, new, span, whole=True)) if 0 < old < new else []


def _extension(old: int, start: int, end: int, span: Span, *, whole: bool) -> Iterator[bytes]:
    """`old` counts from `start`; `whole` while the old tree is a part that the verifier knows the hash of."""
    if old == end - start:
        if not whole:
            yield span(start, end)
        return
    middle = start + left_part(end - start)
    if old <= middle - start:
        yield from _extension(old, start, middle, span, whole=whole)
        yield span(middle, end)
    else:
        yield from _extension(old - (middle - start), middle, end, span, whole=False)
        yield span(start, middle)


def is_included(
    leaf: bytes, position: int, *, size: int, root: bytes, proof: Sequence[bytes], digest: Digest
) -> bool:
    """Whether the proof leads from the leaf hash to the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= position < size:
        return False
    here, last, whole = position, size - 1, leaf
    for each in proof:
        if last == 0:
            return False
        if here & 1 or here == last:
            whole = node_hash(each, whole, digest)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            whole = node_hash(whole, each, digest)
        here, last = here >> 1, last >> 1
    return last == 0 and whole == root


def is_consistent(
    old: int, new: int, *, old_root: bytes, new_root: bytes, proof: Sequence[bytes], digest: Digest
) -> bool:
    """Whether the proof shows the tree over `new` leaves to begin with that over `old` (RFC 9162, 2.1.4.2)."""
    if old == new or old == 0:
        return 0 <= old <= new and not proof and (old_root == new_root if old == new else old_root == digest(b""))
    if not 0 < old < new or not proof:
        return False
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    was = now = path[0]
    for each in path[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            was, now = node_hash(each, was, digest), node_hash(each, now, digest)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            now = node_hash(now, each, digest)
        here, last = here >> 1, last >> 1
    return last == 0 and was == old_root and now == new_root
