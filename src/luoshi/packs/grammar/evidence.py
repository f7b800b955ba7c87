"""Kinds of evidence as their author writes them."""

from luoshi.packs.declarations import EvidenceKind
from luoshi.packs.grammar.values import Flag, Words


class EvidenceForm(Words):
    """A kind's name; whether it is a photo, as one that keeps its place is of course; whether words are enough."""

    photo: Flag = False
    keeps_place: Flag = False
    file: Flag = False

    @property
    def declared(self) -> EvidenceKind:
        """The kind as the rooms above read it."""
        photo = self.photo or self.keeps_place
        return EvidenceKind(self.text, photo=photo, keeps_place=self.keeps_place, by_file=self.file)
