"""Kinds of evidence as their author writes them."""

from luoshi.packs.declarations import EvidenceKind
from luoshi.packs.grammar.values import Flag, Words


class EvidenceForm(Words):
    """A kind's name, and whether it is a photo; one that keeps its place is a photo of course."""

    photo: Flag = False
    keeps_place: Flag = False

    @property
    def declared(self) -> EvidenceKind:
        """The kind as the rooms above read it."""
        return EvidenceKind(self.text, photo=self.photo or self.keeps_place, keeps_place=self.keeps_place)
