"""The parts of an import's page: columns to map, rows with what they would do, what is wrong with which cell."""

from dataclasses import dataclass

from luoshi.web.components.lights import Light
from luoshi.web.components.lists import Option


@dataclass(frozen=True, slots=True)
class MapLine:
    """One column of the table: where it stands, how it is headed, what is in it, and what it is mapped to."""

    index: int
    letters: str
    title: str
    samples: tuple[str, ...]
    field: str
    reads: str
    units: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Misfit:
    """What is wrong at a cell, and what to do; without a cell it is the whole row's."""

    cell: str
    title: str
    read: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a record before and after."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row of the table with its fate."""

    place: int
    title: str
    fate: Light
    href: str = ""
    number: str = ""
    changes: tuple[Change, ...] = ()
    misfits: tuple[Misfit, ...] = ()
