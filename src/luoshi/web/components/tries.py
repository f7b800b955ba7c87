"""Another end tried for one record: what it would mean, and how it would be kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from luoshi.web.components.walls import Band, Rail, Tick


@dataclass(frozen=True, slots=True)
class TriedStep:
    """A step of the back-schedule; `pieces` are the stretches worked, start and width in per cent."""

    title: str
    length: str
    dates: str
    pieces: tuple[tuple[str, str], ...]
    rails: tuple[Rail, ...]
    late: bool


@dataclass(frozen=True, slots=True)
class Schedule:
    """The steps against their own axis, with today, the end as it is and the end that is tried."""

    steps: tuple[TriedStep, ...]
    ticks: tuple[Tick, ...]
    bands: tuple[Band, ...]
    today_x: str
    own_x: str
    until_x: str
    told: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something that would no longer fit, with where it leads."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Keeping:
    """The act that would keep the date: its form's address and hidden fields; `against` says why there is none."""

    action: str = ""
    title: str = ""
    hidden: Mapping[str, str] | None = None
    most: int = 400
    against: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """Everything about one tried date; `moved` is empty while it is the record's own."""

    until: str
    own: str
    end_title: str
    moved: str
    schedule: Schedule | None
    misfits: tuple[Misfit, ...]
    more: int
    keeping: Keeping | None
