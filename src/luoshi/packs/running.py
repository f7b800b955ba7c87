"""What publishing has to know and move of running records; the room that keeps records provides it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from luoshi.packs.declarations import Pack
from luoshi.rules.actors import Actor

Renaming = Mapping[str, str]
"""Old state → new state."""


class RunningRecords(Protocol):
    """Counts and moves of the records of one register, given by its full reference."""

    def states_in_use(self, register: str) -> Mapping[str, int]:
        """How many records stand in each state."""

    def fields_in_use(self, register: str) -> Mapping[str, int]:
        """How many records hold a value in each field."""

    def take_note(self, pack: Pack, *, version_id: int) -> None:
        """Keeps what has to be known of a version just published, before anything is moved into it."""

    def move_states(self, register: str, renaming: Renaming, *, version_id: int, by: Actor, at: datetime) -> None:
        """Puts records of the old states into the new ones, under the version just published."""


class NoRecords:
    """The answer while no room keeps records."""

    def states_in_use(self, register: str) -> Mapping[str, int]:
        return {}

    def fields_in_use(self, register: str) -> Mapping[str, int]:
        return {}

    def take_note(self, pack: Pack, *, version_id: int) -> None:
        return None

    def move_states(self, register: str, renaming: Renaming, *, version_id: int, by: Actor, at: datetime) -> None:
        return None


_provider: list[RunningRecords] = [NoRecords()]


def provide(records: RunningRecords) -> None:
    """Called once, when the room that keeps records is ready."""
    _provider[0] = records


def running_records() -> RunningRecords:
    """Whoever keeps the records."""
    return _provider[0]
