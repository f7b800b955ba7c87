"""Numbers on pages: tiles, one figure with all it rests on, bars by unit."""

from dataclasses import dataclass
from fractions import Fraction

from luoshi.web.components.lights import Tone
from luoshi.web.components.records import Fact


@dataclass(frozen=True, slots=True)
class Tile:
    """One number at a glance; `icon` and `tone` go with counts of work to do."""

    title: str
    value: str
    unit: str = ""
    note: str = ""
    href: str = ""
    icon: str = ""
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A side of a formula."""

    title: str
    value: str
    unit: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its formula, definition and provenance; `divisor` is empty for a plain count or sum.

    `minus` draws a difference in a line instead of a fraction; `times` is what a fraction is multiplied by.
    """

    title: str
    value: str
    unit: str
    period: str
    definition: str
    dividend: Part | None = None
    divisor: Part | None = None
    facts: tuple[Fact, ...] = ()
    minus: bool = False
    times: int | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a bar chart."""

    title: str
    amount: Fraction | int
    text: str
    href: str = ""
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Lines of one scale, drawn from zero."""

    title: str
    lines: tuple[Bar, ...]

    @property
    def drawn(self) -> tuple[tuple[Bar, str], ...]:
        """Each line with its length in per cent of the longest."""
        longest = max((line.amount for line in self.lines), default=0) or 1
        return tuple((line, f"{float(Fraction(line.amount) / longest) * 100:.2f}") for line in self.lines)
