"""Lots: exact share, every item as likely as another, the same result for everyone who draws again."""

import hashlib
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.rules.lots import digest_of, drawn, quota, seed_of

ITEMS = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1), unique=True, max_size=60)
SHARES = st.decimals("0.01", "100", places=2)


def test_a_draw_worked_by_hand() -> None:
    """The whole draw again with nothing but SHA-256, as a doubter would do it."""
    items = ["DB-2022-000001", "DB-2022-000002", "DB-2022-000003", "DB-2022-000004"]
    listed = hashlib.sha256("".join(f"{item}\n" for item in items).encode()).hexdigest()
    seed = hashlib.sha256(f"luoshi-lots-1\n{listed}\n3106.39\n".encode()).hexdigest()
    ranks = {item: hashlib.sha256(f"{seed}\n{item}\n".encode()).hexdigest() for item in items}
    by_hand = tuple(sorted(items, key=lambda item: ranks[item])[:2])
    assert seed_of(digest_of(reversed(items)), " 3106.39 ") == seed
    assert drawn(items, wanted=2, seed=seed) == by_hand


@pytest.mark.parametrize(
    ("count", "share", "many"),
    [(0, "10", 0), (1, "10", 1), (9, "10", 1), (10, "10", 1), (11, "10", 2), (541, "10", 55), (7, "100", 7)],
)
def test_the_share_is_exact_and_rounds_up(count: int, share: str, many: int) -> None:
    assert quota(count, Decimal(share)) == many


@pytest.mark.parametrize("share", ["0", "-1", "100.01"])
def test_a_share_outside_its_bounds_is_no_share(share: str) -> None:
    with pytest.raises(ValueError, match="share"):
        quota(10, Decimal(share))


@given(ITEMS, SHARES, st.text(max_size=20))
def test_exactly_the_quota_is_drawn_each_once_and_from_the_list(
    items: list[str], share: Decimal, public: str
) -> None:
    wanted = quota(len(items), share)
    found = drawn(items, wanted=wanted, seed=seed_of(digest_of(items), public))
    assert len(found) == len(set(found)) == wanted
    assert set(found) <= set(items)


@given(ITEMS, st.randoms(use_true_random=False), st.text(max_size=20))
def test_the_order_of_the_list_changes_nothing(items: list[str], chance: object, public: str) -> None:
    mixed = list(items)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # a random.Random
    assert digest_of(mixed) == digest_of(items)
    seed = seed_of(digest_of(items), public)
    assert drawn(mixed, wanted=3, seed=seed) == drawn(items, wanted=3, seed=seed)


@given(ITEMS, st.text(max_size=20))
def test_a_larger_quota_adds_and_never_swaps(items: list[str], public: str) -> None:
    seed = seed_of(digest_of(items), public)
    assert drawn(items, wanted=5, seed=seed)[:3] == drawn(items, wanted=3, seed=seed)


def test_every_item_is_as_likely_as_another() -> None:
    """4,000 draws of 3 out of 20: each item expects 600 with a deviation of 22.6; five deviations are allowed."""
    items = [f"DB-{number:06d}" for number in range(20)]
    listed = digest_of(items)
    times = Counter(item for n in range(4000) for item in drawn(items, wanted=3, seed=seed_of(listed, str(n))))
    assert sum(times.values()) == 12_000
    assert all(abs(times[item] - 600) < 113 for item in items)


@pytest.mark.parametrize("items", [["a", "a"], ["a\nb"], [""]])
def test_lists_that_could_be_taken_for_another_have_no_digest(items: list[str]) -> None:
    with pytest.raises(ValueError, match="single"):
        digest_of(items)
