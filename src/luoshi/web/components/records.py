"""The parts of a record's page: head, stages, facts, moves, history."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from luoshi.web.components.lights import Light


@dataclass(frozen=True, slots=True)
class Fact:
    """A title and what is so; a blank value shows as a dash."""

    title: str
    value: str = ""
    href: str = ""
    light: Light | None = None
    wide: bool = False


class Progress(StrEnum):
    """Where a stage stands."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the lifecycle with the date it was reached, or is due."""

    title: str
    progress: Progress
    note: str = ""


@dataclass(frozen=True, slots=True)
class RecordHead:
    """Name, state and the few facts a reader looks for first."""

    title: str
    number: str
    state: Light | None = None
    light: Light | None = None
    facts: tuple[Fact, ...] = ()
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True, slots=True)
class MoveButton:
    """A move that can be made, or why it cannot and what to do."""

    title: str
    href: str
    note: str = ""
    reason: str = ""
    remedy: str = ""
    main: bool = False

    @property
    def refused(self) -> bool:
        """Whether the move cannot be made now."""
        return bool(self.reason)


@dataclass(frozen=True, slots=True)
class MoveGroup:
    """Moves that one and the same sentence refuses, or a single move."""

    moves: tuple[MoveButton, ...]

    @property
    def first(self) -> MoveButton:
        """The move whose words stand for all."""
        return self.moves[0]


def grouped(moves: Iterable[MoveButton]) -> tuple[MoveGroup, ...]:
    """Refused moves together where reason and remedy are the same, each at the place of the first."""
    groups: dict[tuple[str, str, str], tuple[MoveButton, ...]] = {}
    for move in moves:
        key = (move.reason, move.remedy, "" if move.refused else move.href)
        groups[key] = (*groups.get(key, ()), move)
    return tuple(MoveGroup(same) for same in groups.values())


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a record."""

    title: str
    when: str
    who: str = ""
    text: str = ""
    icon: str = "done"
    facts: tuple[Fact, ...] = ()
    href: str = ""
