"""What changed between two texts, word by word: Chinese by the character, other writing by the word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"[A-Za-z0-9_.,%]+|\s+|.", re.DOTALL)
_SENTENCE = re.compile(r"[^。！？；.!?;\n]*[。！？；.!?;\n]?")
MOST_PAIRS = 400_000
"""Words of one text times words of the other; beyond that whole sentences are compared, so that nobody waits."""


class Mark(StrEnum):
    """Whether a piece stands in both texts, in the first only, or in the second only."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with one fate."""

    text: str
    mark: Mark


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts as one run of pieces: without the new ones it is the first, without those gone the second."""
    one, other = _WORD.findall(before), _WORD.findall(after)
    if len(one) * len(other) > MOST_PAIRS:
        one, other = ([part for part in _SENTENCE.findall(text) if part] for text in (before, after))
    return tuple(piece for piece in _steps(one, other) if piece.text)


def _steps(one: list[str], other: list[str]) -> Iterator[Piece]:
    for tag, start, end, there, until in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("".join(one[start:end]), Mark.SAME)
            continue
        yield Piece("".join(one[start:end]), Mark.GONE)
        yield Piece("".join(other[there:until]), Mark.NEW)
