"""The funnel: counts side by side, and each rate drawn from its own base to what it counts.

A rate need not rest on the step before it; the line under the columns starts at the base the rate names.
"""

from dataclasses import dataclass, replace

STEP_WIDTH = 216
COLUMN = 92
TOP = 46
HEIGHT = 216
GROUND = TOP + HEIGHT
WORDS = 62  # room for the steps' names
LANE = 86
FOOT = 20  # how far beside a step's middle a line leaves or arrives
BEND = 10
FIRST_LINE, LINE, MARGIN = 27, 21, 40
LETTER, HAN = 10, 18  # how broad a letter of a step's name is, and a Chinese character


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """A count with its name; `note` is a second quantity, such as the amount."""

    title: str
    count: int
    href: str
    note: str = ""

    @property
    def text(self) -> str:
        """The count as printed."""
        return f"{self.count:,}"


@dataclass(frozen=True, slots=True)
class FunnelRate:
    """A rate from the step `base` to the step `of`, both counted from 0; `text` is the printed rate."""

    title: str
    text: str
    of: int
    base: int
    href: str


@dataclass(frozen=True, slots=True)
class DrawnStep:
    """A step with its place."""

    step: FunnelStep
    centre: int
    left: int
    top: int
    height: int
    slope: str  # corners of the ground between this column and the next

    @property
    def lines(self) -> tuple[tuple[int, str], ...]:
        """The step's name in one line, or two where it would run into its neighbours, each with its distance down."""
        words = self.step.title.split(" ")
        if len(words) == 1 or _breadth(self.step.title) <= STEP_WIDTH - MARGIN:
            return ((FIRST_LINE, self.step.title),)
        cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
        first, second = min(cuts, key=lambda cut: max(_breadth(cut[0]), _breadth(cut[1])))
        return ((FIRST_LINE, first), (FIRST_LINE + LINE, second))


@dataclass(frozen=True, slots=True)
class DrawnRate:
    """A rate with its line."""

    rate: FunnelRate
    base: FunnelStep
    of: FunnelStep
    lane: int
    start: int
    end: int
    path: str = ""
    arrow: str = ""
    middle: int = 0
    level: int = 0


@dataclass(frozen=True, slots=True)
class Funnel:
    """Steps and the rates between them."""

    title: str
    steps: tuple[FunnelStep, ...]
    rates: tuple[FunnelRate, ...] = ()
    period: str = ""

    def __post_init__(self) -> None:
        for rate in self.rates:
            if not 0 <= rate.base < rate.of < len(self.steps):
                raise ValueError(f"{rate.title} must lead from an earlier step to a later one")

    @property
    def width(self) -> int:
        """Of the drawing."""
        return STEP_WIDTH * len(self.steps)

    @property
    def height(self) -> int:
        """Of the drawing, with as many lanes as the rates need."""
        lanes = max((rate.lane + 1 for rate in self.drawn_rates), default=0)
        return GROUND + WORDS + lanes * LANE

    @property
    def ground(self) -> int:
        """Where the columns stand."""
        return GROUND

    @property
    def drawn_steps(self) -> tuple[DrawnStep, ...]:
        """The steps with their places."""
        tallest = max((step.count for step in self.steps), default=0) or 1
        heights = [max(2, round(HEIGHT * step.count / tallest)) if step.count else 0 for step in self.steps]
        drawn = []
        for index, step in enumerate(self.steps):
            centre = STEP_WIDTH * index + STEP_WIDTH // 2
            right, beyond = centre + COLUMN // 2, centre + STEP_WIDTH - COLUMN // 2
            slope = ""
            if index + 1 < len(self.steps):
                here, there = GROUND - heights[index], GROUND - heights[index + 1]
                slope = f"{right},{here} {beyond},{there} {beyond},{GROUND} {right},{GROUND}"
            drawn.append(
                DrawnStep(step, centre, centre - COLUMN // 2, GROUND - heights[index], heights[index], slope)
            )
        return tuple(drawn)

    @property
    def drawn_rates(self) -> tuple[DrawnRate, ...]:
        """The rates with their lines: short ones above, long ones below, none through another."""
        placed: list[DrawnRate] = []
        for rate in sorted(self.rates, key=lambda item: (item.of - item.base, item.base)):
            lane = 0
            while any(other.lane == lane and _meet(rate, other.rate) for other in placed):
                lane += 1
            start = STEP_WIDTH * rate.base + STEP_WIDTH // 2 + FOOT
            end = STEP_WIDTH * rate.of + STEP_WIDTH // 2 - FOOT
            drawn = DrawnRate(rate, self.steps[rate.base], self.steps[rate.of], lane, start, end)
            placed.append(_with_line(drawn))
        return tuple(sorted(placed, key=lambda item: item.rate.of))

    @property
    def line_top(self) -> int:
        """Where the lines leave the steps' names."""
        return GROUND + WORDS

    @property
    def bars(self) -> tuple[tuple[FunnelStep, str, DrawnRate | None], ...]:
        """For narrow screens: each step with its length in per cent and the rate that leads to it."""
        tallest = max((step.count for step in self.steps), default=0) or 1
        rates = {drawn.rate.of: drawn for drawn in self.drawn_rates}
        return tuple(
            (step, f"{step.count / tallest * 100:.2f}", rates.get(index)) for index, step in enumerate(self.steps)
        )


def _breadth(text: str) -> int:
    """About how broad a step's name is drawn."""
    return sum(LETTER if sign.isascii() else HAN for sign in text)


def _meet(one: FunnelRate, other: FunnelRate) -> bool:
    return one.base < other.of and other.base < one.of


def _with_line(drawn: DrawnRate) -> DrawnRate:
    top, level = GROUND + WORDS, GROUND + WORDS + drawn.lane * LANE + 34
    path = (
        f"M{drawn.start},{top}V{level - BEND}q0,{BEND} {BEND},{BEND}"
        f"H{drawn.end - BEND}q{BEND},0 {BEND},-{BEND}V{top + 6}"
    )
    arrow = f"{drawn.end - 6},{top + 9} {drawn.end + 6},{top + 9} {drawn.end},{top - 1}"
    return replace(drawn, path=path, arrow=arrow, middle=(drawn.start + drawn.end) // 2, level=level)
