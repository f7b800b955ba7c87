"""Cells as people call them."""


def letters(index: int) -> str:
    """A column by its letters.

    >>> letters(0), letters(25), letters(26), letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    found, rest = "", index + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        found = chr(ord("A") + place) + found
    return found


def address(row: int, index: int) -> str:
    """A cell by column and row, both counted from 0.

    >>> address(16, 2)
    'C17'
    """
    return f"{letters(index)}{row + 1}"
