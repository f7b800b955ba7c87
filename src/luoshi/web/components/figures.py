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
    drawn: bool = True
    """Whether there is a number to draw: what one may not see has none, which is not zero."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Lines of one scale, drawn from zero: to the right, and to the left what lies below it."""

    title: str
    lines: tuple[Bar, ...]

    @property
    def drawn(self) -> tuple[tuple[Bar, str, str], ...]:
        """Each line with where it begins and how long it is, in per cent of the whole scale."""
        amounts = [Fraction(line.amount) for line in self.lines if line.drawn]
        lowest, highest = min([Fraction(0), *amounts]), max([Fraction(0), *amounts])
        whole = (highest - lowest) or Fraction(1)
        return tuple(
            (
                line,
                _share(min(Fraction(line.amount), Fraction(0)) - lowest, whole),
                _share(abs(Fraction(line.amount)), whole),
            )
            for line in self.lines
        )

    @property
    def zero(self) -> str:
        """Where zero lies, where some lines lie below it; else nothing."""
        amounts = [Fraction(line.amount) for line in self.lines if line.drawn]
        lowest, highest = min([Fraction(0), *amounts]), max([Fraction(0), *amounts])
        return _share(-lowest, highest - lowest) if lowest < 0 else ""


def _share(part: Fraction | int, whole: Fraction) -> str:
    return f"{float(Fraction(part) / whole) * 100:.2f}"
