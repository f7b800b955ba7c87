"""Whom a text speaks to: names behind an `@`, also where no space follows; mail addresses speak to nobody."""

import pytest

from luoshi.rules.mentions import longest, spots

NAMES = {"王建", "王建国", "Anna Lee"}


def named(text: str) -> list[tuple[str, str]]:
    """The names found with their units."""
    found = [(spot, longest(spot, NAMES)) for spot in spots(text)]
    return [(name, spot.with_name(name).unit) for spot, name in found if name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@王建国请看", [("王建国", "")]),
        ("（@王建国）与@王建", [("王建国", ""), ("王建", "")]),
        ("@王建国（市发改委）：请看", [("王建国", "市发改委")]),
        ("@王建国(市发改委)", [("王建国", "市发改委")]),
        ("@Anna Lee and @Ann", [("Anna Lee", "")]),
        ("mail@王建国.cn @@王建国", []),
        ("@ 王建国 @", []),
    ],
)
def test_names_are_found_where_they_stand(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


def test_a_place_ends_behind_the_name() -> None:
    text = "请 @王建国 看"
    (spot,) = spots(text)
    placed = spot.with_name("王建国")
    assert text[placed.start : placed.end] == "@王建国"
