"""The wall chart: an axis of days, lanes of records, and the bars of each; every place in per cent of the axis."""

from dataclasses import dataclass
from enum import StrEnum

from luoshi.web.components.lights import Light

MOST_PRINTED = 24
"""Words of an axis that stand beside each other on A3."""


class Zoom(StrEnum):
    """How much of the time is seen at once, by what the axis counts."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the axis with its word; the words of an upper row stand above those of a lower one."""

    x: str
    word: str = ""
    upper: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """The lines of one zoom, and how broad the axis is drawn in it."""

    zoom: Zoom
    title: str
    width: int
    ticks: tuple[Tick, ...]
    href: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """Days that are shaded in every row, such as a closed season."""

    x: str
    width: str
    title: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The days of a wall chart; `first` and `days` let a script turn places into days and back."""

    first: str
    days: int
    today: str
    today_x: str
    scales: tuple[Scale, ...]
    bands: tuple[Band, ...] = ()

    @property
    def printed(self) -> Scale:
        """The scale for paper, as broad as the sheet: the finest whose words still fit."""
        fitting = [scale for scale in self.scales if len(scale.ticks) <= MOST_PRINTED]
        return fitting[0] if fitting else self.scales[-1]

    @property
    def width(self) -> int:
        """Of the scale in force."""
        return next(scale.width for scale in self.scales if scale.current)


class MarkKind(StrEnum):
    """What a bar stands for; each has a shape of its own."""

    PLANNED = "planned"
    ACTUAL = "actual"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar; `open` bars have no known beginning and are drawn as a short stroke before their end."""

    kind: MarkKind
    x: str
    width: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A day of its own, such as a milestone: filled when it happened, hollow when planned, dashed when expected."""

    x: str
    kind: MarkKind
    told: str


@dataclass(frozen=True, slots=True)
class Rail:
    """A piece of the line from a parent's end down to its children, and, from `to`, across to the end of one."""

    x: str
    top: str
    height: str
    to: str = ""
    length: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class WallRow:
    """A record: name, dates in words, what is drawn of it; `end` is the planned end, which can be tried."""

    id: int
    href: str
    title: str
    number: str
    light: Light | None
    planned: str
    actual: str
    expected: str
    marks: tuple[Mark, ...]
    points: tuple[Point, ...] = ()
    rails: tuple[Rail, ...] = ()
    depth: int = 0
    end: str = ""
    end_x: str = ""
    try_href: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """Records of one unit or kind under one heading, with how many of them have which light."""

    key: str
    title: str
    count: int
    lights: tuple[Light, ...]
    rows: tuple[WallRow, ...]
    folded: bool
    fold_href: str


@dataclass(frozen=True, slots=True)
class Wall:
    """The whole chart."""

    title: str
    axis: Axis
    lanes: tuple[Lane, ...]
    end_title: str
    has_points: bool = False
    has_rails: bool = False

    @property
    def count(self) -> int:
        """The records on it."""
        return sum(lane.count for lane in self.lanes)
