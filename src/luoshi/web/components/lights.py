"""Lights and states: a tone never stands alone, a word always goes with it."""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a colour and its shape mean."""

    GREEN = "green"  # on course, accepted
    YELLOW = "yellow"  # close to the limit, to look at
    RED = "red"  # overdue, refused
    BLUE = "blue"  # under way
    GREY = "grey"  # not begun, ended, nothing to say


@dataclass(frozen=True, slots=True)
class Light:
    """A light with its word; `badge` draws it on a tinted ground, as the state of a record."""

    tone: Tone
    word: str
    badge: bool = False
