"""The tree of RFC 9162: known roots, proofs that hold, and forgeries that do not."""

import pytest

from luoshi.rules.digests import SHA256, SM3, DigestMissing, digest
from luoshi.rules.merkle import (
    Frontier,
    Kept,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    root,
)

HASH = digest(SHA256)
# The inputs and roots that RFC 6962 and 9162 logs are tested with (certificate-transparency, merkle_tree_test).
ITEMS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(bytes.fromhex(item), HASH) for item in ITEMS]


def kept(leaves: list[bytes]) -> Kept:
    """The tree over these leaves as a database keeps it."""
    frontier = Frontier(HASH)
    nodes = {(level, position): made for leaf in leaves for level, position, made in frontier.append(leaf)}

    def fetch(level: int, first: int, count: int) -> list[bytes]:
        if level == 0:
            return leaves[first : first + count]
        return [nodes[level, position] for position in range(first, first + count)]

    return Kept(fetch, HASH)


@pytest.mark.parametrize("size", range(1, 9))
def test_known_roots(size: int) -> None:
    assert root(LEAVES[:size], HASH).hex() == ROOTS[size - 1]


def test_of_nothing_the_root_is_the_digest_of_nothing() -> None:
    assert root([], HASH).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_known_proof_of_inclusion() -> None:
    assert [each.hex()[:8] for each in inclusion_proof(0, 8, kept(LEAVES).span)] == [
        "96a296d2",
        "5f083f0a",
        "6b47aaf2",
    ]


def test_known_proof_of_consistency() -> None:
    assert [each.hex()[:8] for each in consistency_proof(6, 8, kept(LEAVES).span)] == [
        "0ebc5d34",
        "ca854ea1",
        "d37ee418",
    ]


def test_an_inner_node_does_not_pass_for_a_leaf() -> None:
    inner = node_hash(LEAVES[0], LEAVES[1], HASH)
    assert root([inner, node_hash(LEAVES[2], LEAVES[3], HASH)], HASH) == root(LEAVES[:4], HASH)
    assert leaf_hash(LEAVES[0] + LEAVES[1], HASH) != inner  # so nobody has an item whose hash is that node


def test_levels_that_are_kept_lead_to_the_same_root() -> None:
    leaves = [leaf_hash(str(number).encode(), HASH) for number in range(1000)]
    tree = kept(leaves)
    for size in (1, 255, 256, 257, 511, 512, 1000):
        assert tree.span(0, size) == root(leaves[:size], HASH) == tree.frontier(size).root()
        assert is_included(
            leaves[size - 1],
            size - 1,
            size=size,
            root=root(leaves[:size], HASH),
            proof=inclusion_proof(size - 1, size, tree.span),
            digest=HASH,
        )


def test_a_proof_for_nothing_and_from_nothing() -> None:
    nothing = HASH(b"")
    assert is_consistent(0, 3, old_root=nothing, new_root=b"any", proof=[], digest=HASH)
    assert not is_consistent(0, 3, old_root=b"x", new_root=b"any", proof=[], digest=HASH)
    assert not is_consistent(3, 2, old_root=nothing, new_root=nothing, proof=[], digest=HASH)
    assert not is_included(LEAVES[0], 1, size=1, root=LEAVES[0], proof=[], digest=HASH)


def test_digests_give_their_known_answers_or_refuse() -> None:
    assert digest(SM3)(b"abc").hex().startswith("66c7f0f4")
    with pytest.raises(DigestMissing, match="md5"):
        digest("md5")
