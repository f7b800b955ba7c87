"""Proofs about growing lists: each true one holds, and none survives a change to any part of it."""

from hypothesis import given
from hypothesis import strategies as st

from luoshi.rules.digests import SHA256, SM3, Digest, digest
from luoshi.rules.merkle import (
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    left_part,
    node_hash,
    root,
)

digests = st.sampled_from([SHA256, SM3]).map(digest)
sizes = st.integers(1, 70)


def slow_root(leaves: list[bytes], hashed: Digest) -> bytes:
    """The definition of RFC 9162, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    cut = left_part(len(leaves))
    return node_hash(slow_root(leaves[:cut], hashed), slow_root(leaves[cut:], hashed), hashed)


@given(digests, sizes, st.data())
def test_inclusion(hashed: Digest, size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(bytes([number]), hashed) for number in range(size)]
    position = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(position, size, lambda start, end: slow_root(leaves[start:end], hashed))
    whole = root(leaves, hashed)
    assert whole == slow_root(leaves, hashed)
    assert len(proof) <= size.bit_length()

    def holds(leaf: int, place: int, given_proof: list[bytes]) -> bool:
        return is_included(leaves[leaf], place, size=size, root=whole, proof=given_proof, digest=hashed)

    assert holds(position, position, proof)
    other = data.draw(st.integers(0, size - 1).filter(lambda each: each != position)) if size > 1 else None
    if other is not None:
        assert not holds(other, position, proof)
        assert not holds(position, other, proof)
        assert not holds(position, position, proof[:-1])
    assert not holds(position, position, [*proof, whole])
    for number, each in enumerate(proof):
        forged = [*proof[:number], bytes([each[0] ^ 1]) + each[1:], *proof[number + 1 :]]
        assert not holds(position, position, forged)


@given(digests, sizes, st.data())
def test_consistency(hashed: Digest, new: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(bytes([number]), hashed) for number in range(new)]
    old = data.draw(st.integers(1, new))
    proof = consistency_proof(old, new, lambda start, end: slow_root(leaves[start:end], hashed))
    before, after = root(leaves[:old], hashed), root(leaves, hashed)
    assert is_consistent(old, new, old_root=before, new_root=after, proof=proof, digest=hashed)
    changed = data.draw(st.integers(0, old - 1))
    rewritten = [*leaves[:changed], leaf_hash(b"forged", hashed), *leaves[changed + 1 :]]
    bent = root(rewritten, hashed)
    forged = consistency_proof(old, new, lambda start, end: slow_root(rewritten[start:end], hashed))
    for attempt in (proof, forged, proof[:-1], [*proof, before]):
        assert not is_consistent(old, new, old_root=before, new_root=bent, proof=attempt, digest=hashed)
    if old < new:
        for number, each in enumerate(proof):
            flipped = [*proof[:number], bytes([each[0] ^ 1]) + each[1:], *proof[number + 1 :]]
            assert not is_consistent(old, new, old_root=before, new_root=after, proof=flipped, digest=hashed)
