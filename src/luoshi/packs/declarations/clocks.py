"""Clocks, lights, and the ladder by which a record is chased."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from luoshi.rules.actors import Role
from luoshi.rules.bands import Band
from luoshi.rules.expressions.nodes import Node
from luoshi.rules.texts import Text


class Party(StrEnum):
    """Whom an act belongs to by the record's own parties; every other `by` is a role."""

    LEAD = "lead"
    SUPPORT = "support"
    SUPERVISOR = "supervisor"
    VERIFIER = "verifier"
    ABOVE = "above"  # a unit above the record's own in the tree


class Colour(StrEnum):
    """The colours of a light, the best first."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Basis:
    """The document a rule rests on."""

    document: str
    article: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class StopReason:
    """A listed reason for which a clock stands still, and for how many working days at most."""

    id: str
    title: Text
    by: Party | Role
    basis: str
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """More time: asked for by one, decided by another; `at_most` working days each time."""

    by: Party | Role
    confirm: Party | Role
    times: int
    at_most: int
    basis: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit in working days from entering one state until entering another."""

    id: str
    on: str
    until: str
    working_days: int
    basis: Basis
    stops: Mapping[str, StopReason] = field(default_factory=dict)
    extension: Extension | None = None


@dataclass(frozen=True, slots=True)
class Lights:
    """A value and the one colour each value has."""

    value: Node
    source: str
    bands: tuple[Band, ...]
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    """A notice that may be sent when `when` holds; after the rung before it, unless it may be the first."""

    id: str
    title: Text
    mark: str
    when: Node
    source: str
    by: Party | Role
    may_start_here: bool = False
    basis: str = ""
