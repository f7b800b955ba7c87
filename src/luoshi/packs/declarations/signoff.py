"""Independent reviews, and promises closed by the word of those they were made to."""

from collections.abc import Mapping
from dataclasses import dataclass

from luoshi.packs.declarations.clocks import Party
from luoshi.rules.actors import Role
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Review:
    """Several reviewers give a verdict each, none seeing another's first; differing ones are reconciled."""

    id: str
    title: Text
    on: str
    reviewers: int
    by: Party | Role
    verdicts: Mapping[str, Text]
    reconcile: Party | Role


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """The choice field that keeps what the beneficiary said, and which answers close the promise."""

    outcome: str
    satisfied: tuple[str, ...]
