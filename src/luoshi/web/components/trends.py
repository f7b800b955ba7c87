"""A measure over time: columns or points against one scale, beside the same numbers as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from luoshi.web.components.tables import Table

WIDTH, HEIGHT = 760, 250
TOP, FOOT = 26, 34  # room for numbers above and periods below
SMALL_WIDTH, SMALL_HEIGHT = 180, 56


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A stretch of time with its number; a number that is missing is a gap, not a zero."""

    title: str
    text: str
    value: Fraction | None
    href: str = ""

    @property
    def short(self) -> str:
        """The number without its unit, which stands above the drawing."""
        return self.text.partition(" ")[0]


@dataclass(frozen=True, slots=True)
class Column:
    """A point with its place; `level` is where the number stands."""

    point: TrendPoint
    x: str
    width: str
    y: str
    height: str
    middle: str
    level: str


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the way of counting changed."""

    middle: str
    text: str


@dataclass(frozen=True, slots=True)
class Trend:
    """Points in order of time, all of the same length (当期) or all from the year's start (累计).

    `line` joins points that are shares; amounts stand as columns. `turns` are places between points, from 0 to the
    number of points, with what changed there.
    """

    title: str
    unit: str
    points: tuple[TrendPoint, ...]
    table: Table
    line: bool = False
    expected: bool = False
    turns: tuple[tuple[Fraction, str], ...] = ()

    @property
    def width(self) -> int:
        """Of the drawing."""
        return WIDTH

    @property
    def height(self) -> int:
        """Of the drawing."""
        return HEIGHT

    @property
    def ground(self) -> str:
        """Where zero lies."""
        return _places(self.points, TOP, HEIGHT - TOP - FOOT)[1]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Each point that has a number, with its column."""
        return tuple(_columns(self.points, WIDTH, TOP, HEIGHT - TOP - FOOT))

    @property
    def ticks(self) -> tuple[tuple[str, TrendPoint], ...]:
        """Where each stretch is named, also those without a number."""
        step = WIDTH / max(len(self.points), 1)
        return tuple((f"{step * (place + 0.5):.1f}", point) for place, point in enumerate(self.points))

    @property
    def path(self) -> str:
        """The line through the points; it breaks where one is missing and where the counting changed."""
        breaks = {int(place) for place, _text in self.turns}
        return _path(self.points, self.columns, breaks)

    @property
    def drawn_turns(self) -> tuple[Turn, ...]:
        """The places where the counting changed."""
        step = WIDTH / max(len(self.points), 1)
        return tuple(Turn(f"{step * float(place):.1f}", text) for place, text in self.turns)


@dataclass(frozen=True, slots=True)
class Small:
    """One unit's columns, on the scale of all."""

    title: str
    text: str
    href: str
    points: tuple[TrendPoint, ...]
    lowest: Fraction
    highest: Fraction
    note: str = ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Each point with its column; nothing where the unit may not be seen."""
        return tuple(_columns(self.points, SMALL_WIDTH, 2, SMALL_HEIGHT - 4, self.lowest, self.highest))

    @property
    def ground(self) -> str:
        """Where zero lies."""
        return _places(self.points, 2, SMALL_HEIGHT - 4, self.lowest, self.highest)[1]


@dataclass(frozen=True, slots=True)
class Multiples:
    """The same drawing for each unit, with one scale, told as a table too."""

    title: str
    scale: str
    smalls: tuple[Small, ...]
    table: Table


def _places(
    points: Sequence[TrendPoint],
    top: int,
    height: int,
    lowest: Fraction | None = None,
    highest: Fraction | None = None,
) -> tuple[float, str]:
    """How many pixels one is worth, and where zero lies."""
    values = [each.value for each in points if each.value is not None]
    low = min([Fraction(0), *values]) if lowest is None else lowest
    high = max([Fraction(0), *values]) if highest is None else highest
    scale = height / float(high - low) if high > low else 0.0
    return scale, f"{top + float(max(high, Fraction(0))) * scale if scale else top + height:.1f}"


def _columns(
    points: Sequence[TrendPoint],
    width: int,
    top: int,
    height: int,
    lowest: Fraction | None = None,
    highest: Fraction | None = None,
) -> Iterator[Column]:
    scale, ground_text = _places(points, top, height, lowest, highest)
    ground, step = float(ground_text), width / max(len(points), 1)
    for place, point in enumerate(points):
        if point.value is None:
            continue
        length = abs(float(point.value)) * scale
        y = ground - length if point.value >= 0 else ground
        yield Column(
            point=point,
            x=f"{step * (place + 0.2):.1f}",
            width=f"{step * 0.6:.1f}",
            y=f"{y:.1f}",
            height=f"{max(length, 1.0 if point.value else 0.0):.1f}",
            middle=f"{step * (place + 0.5):.1f}",
            level=f"{(y - 7 if point.value >= 0 else y + length + 15):.1f}",
        )


def _path(points: Sequence[TrendPoint], columns: Sequence[Column], breaks: set[int]) -> str:
    held = {id(column.point): column for column in columns}
    parts: list[str] = []
    joined = False
    for place, point in enumerate(points):
        column = held.get(id(point))
        if column is None:
            joined = False
            continue
        over = point.value is not None and point.value < 0
        y = float(column.y) + float(column.height) if over else float(column.y)
        parts.append(f"{'L' if joined and place not in breaks else 'M'}{column.middle},{y:.1f}")
        joined = True
    return "".join(parts)
