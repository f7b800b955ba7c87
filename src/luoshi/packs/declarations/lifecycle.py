"""States, moves and guards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from luoshi.packs.declarations.clocks import Clock, Lights, Party, Rung
from luoshi.rules.actors import Role
from luoshi.rules.expressions.nodes import Node
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class LinkedCount:
    """How many records of another register point to the one that moves and meet `where`: a number in its guard.

    `by` is the field that points, alone the key of its register, or "parent": so they are looked up, not searched.
    """

    id: str
    title: Text
    of: str  # "pack.register"
    by: str
    where: Node | None = None
    where_source: str = ""


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition a move must meet; a named person may waive it, with its legal basis, where that is declared."""

    id: str
    condition: Node
    source: str
    refuse: Text
    remedy: Text
    waivable_by: Role | None = None
    linked: Mapping[str, LinkedCount] = field(default_factory=dict)  # names its condition may use beside the fields


@dataclass(frozen=True, slots=True)
class State:
    """A state of a lifecycle; `end` means nothing is expected any more, `locked` that nothing is corrected in it."""

    id: str
    title: Text
    end: bool = False
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """A step from one of the states to another."""

    id: str
    title: Text
    sources: tuple[str, ...]
    target: str
    by: Party | Role
    needs: tuple[str, ...] = ()  # kinds of evidence
    guards: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()  # fields asked for while moving
    confirm: Party | Role | None = None
    strikes_off: bool = False  # only by somebody outside the doer's unit
    is_word: bool = False  # records the beneficiary's word, never by the doer's unit
    reviewed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # review → the verdicts that let it pass
    reason: bool = False  # why has to be said
    note: Text | None = None  # what counts as this step, shown beside the button


class DrawBy(StrEnum):
    """When a draw for second looks is held."""

    MONTH = "month"
    BATCH = "batch"


@dataclass(frozen=True, slots=True)
class SecondLook:
    """After a strike-off, `share` per cent are drawn and looked at again within `days` calendar days."""

    after: str
    share: Decimal
    days: int
    by: Party | Role
    reopen: str
    every: DrawBy = DrawBy.MONTH
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """States and moves of a register's records."""

    states: Mapping[str, State]
    initial: str
    moves: Mapping[str, Move]
    clocks: tuple[Clock, ...] = ()
    second_look: SecondLook | None = None
    lights: Lights | None = None
    chase: tuple[Rung, ...] = ()

    @property
    def ends(self) -> tuple[str, ...]:
        """The states in which nothing is expected any more."""
        return tuple(state.id for state in self.states.values() if state.end)

    def clock(self, id_: str) -> Clock | None:
        """The clock of that id."""
        return next((clock for clock in self.clocks if clock.id == id_), None)

    @property
    def locked_states(self) -> frozenset[str]:
        """The states in which nothing is corrected."""
        return frozenset(state.id for state in self.states.values() if state.locked)

    def submits(self, move: Move) -> bool:
        """Whether a move hands a record over: out of a state that is open into one that is locked."""
        return move.target in self.locked_states and not self.locked_states.issuperset(move.sources)

    @property
    def struck_states(self) -> frozenset[str]:
        """The states that are reached by a strike-off only."""
        return frozenset(move.target for move in self.moves.values() if move.strikes_off)

    def moves_from(self, state: str) -> tuple[Move, ...]:
        """The moves that may leave a state, in declared order."""
        return tuple(move for move in self.moves.values() if state in move.sources)
