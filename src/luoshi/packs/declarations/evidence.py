"""Kinds of evidence: what a move may ask for."""

from dataclasses import dataclass

from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    """A kind of evidence: a paper, or a photo that proves by what is on it and where it was taken."""

    title: Text
    photo: bool = False  # only pictures are taken, and copies of photos are pointed out
    keeps_place: bool = False  # place and moment stay in the picture; elsewhere they are taken out
    by_file: bool = False  # words are not enough: the file itself has to be there
