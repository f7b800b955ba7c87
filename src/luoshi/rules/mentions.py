"""Finding whom a text speaks to: `@` and a name, perhaps with the unit in brackets; Chinese puts no space behind it.

Which names there are is told from outside: here are only places and prefixes.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

LONGEST_NAME = 40
_AT = re.compile(r"(?<![0-9A-Za-z_.+\-@])@(?=\S)")
_UNIT = re.compile(r"[（(]([^（）()\n]{1,120})[）)]")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a text may speak to somebody: `start` of the `@`, what follows it; later the name and its end."""

    start: int
    rest: str
    name: str = ""
    unit: str = ""
    end: int = 0

    def with_name(self, name: str) -> "Spot":
        """The same place with the name found there, and the unit in brackets behind it, if one is given."""
        end = self.start + 1 + len(name)
        unit = _UNIT.match(self.rest[len(name) :])
        return replace(self, name=name, unit=unit[1] if unit else "", end=end)


def spots(text: str) -> Iterator[Spot]:
    """Every place where an `@` is not part of a word, such as a mail address."""
    for found in _AT.finditer(text):
        yield Spot(found.start(), text[found.end() : found.end() + LONGEST_NAME + 130])


def prefixes(spot: Spot) -> Iterator[str]:
    """Every name that may stand there, the shortest first."""
    rest = spot.rest[:LONGEST_NAME]
    return (rest[:length] for length in range(1, len(rest) + 1) if not rest[length - 1].isspace())


def longest(spot: Spot, names: Collection[str]) -> str | None:
    """Of the names that are known the longest that stands there."""
    return max((name for name in prefixes(spot) if name in names), key=len, default=None)
