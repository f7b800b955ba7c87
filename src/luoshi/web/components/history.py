"""Two versions of a record beside each other, long texts word by word."""

from dataclasses import dataclass

from luoshi.rules.textdiff import Piece


@dataclass(frozen=True, slots=True)
class Compared:
    """One field in two versions; `pieces` where it is a long text that is told word by word."""

    title: str
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """A version as it is chosen: its number, who wrote it, when, and what kind of write it was."""

    revision: int
    title: str
