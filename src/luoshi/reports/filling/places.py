"""Cells by the names people give them."""

import re

from luoshi.reports.filling.refusals import refused

MOST_ROW, MOST_COLUMN = 1_048_576, 16_384
Place = tuple[int, int]
"""Row and column from 1, as people count them."""
_DIGITS = re.compile(r"\d+")


def place(name: str) -> Place:
    """Row and column of a cell's name.

    >>> place("C17"), place("$AA$3")
    ((17, 3), (3, 27))
    """
    name = name.replace("$", "")
    digits = _DIGITS.search(name)
    if digits is None or not name[: digits.start()].isalpha():
        raise refused("fill_damaged", why=name[:20])
    found = int(digits.group()), column_of(name[: digits.start()])
    if not (0 < found[0] <= MOST_ROW and 0 < found[1] <= MOST_COLUMN):
        raise refused("fill_damaged", why=name[:20])
    return found


def column_of(letters: str) -> int:
    """A column's number from 1.

    >>> column_of("A"), column_of("XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def name_of(row: int, column: int) -> str:
    """A cell's name.

    >>> name_of(17, 3)
    'C17'
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def area(ref: str) -> tuple[int, int, int, int]:
    """Top, left, bottom, right.

    >>> area("B2:C9"), area("D4")
    ((2, 2, 9, 3), (4, 4, 4, 4))
    """
    first, _, last = ref.partition(":")
    top, left = place(first)
    bottom, right = place(last) if last else (top, left)
    return top, left, bottom, right


def said_place(address: tuple[str, int, int]) -> str:
    """A cell as people write it.

    >>> said_place(("汇总", 5, 3))
    '汇总!C5'
    """
    return f"{address[0]}!{name_of(*address[1:])}"
