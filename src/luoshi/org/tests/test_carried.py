"""Whose work of an earlier day a unit carries: of all that merged, never a part of what was split."""

from datetime import date

import pytest

from luoshi.org.queries.carried import GaveWay, carried_by

MAY, JUNE, JULY, OLD = date(2022, 5, 31), date(2022, 6, 1), date(2022, 7, 1), date(2000, 1, 1)
A, B, C, D = 1, 2, 3, 4


def way(unit: int, heir: int, *, on: date = JUNE, began: date = OLD, heir_began: date = OLD) -> GaveWay:
    return GaveWay(unit, began, heir, heir_began, on)


@pytest.mark.parametrize(
    ("told", "steps", "carried"),
    [
        ("nobody gave way", [], {A}),
        ("others gave way", [way(C, D)], {A}),
        ("two were merged into it", [way(B, A), way(C, A)], {A, B, C}),
        ("it was made of two", [way(B, A, heir_began=JUNE), way(C, A, heir_began=JUNE)], {B, C}),
        ("it replaced one", [way(B, A, heir_began=JUNE)], {B}),
        ("one after the other", [way(C, B, heir_began=JUNE), way(B, A, began=JUNE)], {A, C}),
        ("before the first day", [way(B, A, on=MAY)], {A}),
        ("after the last day", [way(B, A, on=JULY)], {A}),
        ("one of several heirs", [way(B, A, heir_began=JUNE), way(B, C, heir_began=JUNE)], set()),
        ("one of its parts was split", [way(C, B, heir_began=JUNE), way(C, D), way(B, A, began=JUNE)], set()),
    ],
)
def test_what_is_carried(told: str, steps: list[GaveWay], carried: set[int]) -> None:
    assert carried_by(A, MAY, date(2022, 6, 30), steps) == carried, told
