"""Text in columns of a terminal, where a Chinese character is two places wide."""

from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width


def width(text: str) -> int:
    """The places a text takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def padded(text: str, places: int) -> str:
    """A text followed by blanks up to a width."""
    return text + " " * max(places - width(text), 0)


def aligned(rows: Iterable[Sequence[str]], *, indent: str = "  ", most: int = 60) -> list[str]:
    """Rows as lines whose columns start at the same place; one cell wider than `most` pushes its own line only."""
    lines = list(rows)
    columns = max((len(row) for row in lines), default=0)
    widths = [max((min(width(row[at]), most) for row in lines if at < len(row)), default=0) for at in range(columns)]
    return [indent + "  ".join(padded(cell, widths[at]) for at, cell in enumerate(row)).rstrip() for row in lines]
