"""The slots of a form with what is proposed for each, and what people have said of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from luoshi.reports.matching.candidates import Candidate, Lexicon
from luoshi.reports.matching.held import bound, lexicon
from luoshi.reports.models import FormFile, Ruling, Slot, SlotState
from luoshi.reports.policies import refused
from luoshi.reports.queries import slots_of
from luoshi.rules.signatures import Signature, parse

FILLED = frozenset({"element", "field", "measure", "unit", "period", "fixed"})
"""Sources that the system fills in: nobody writes into such a slot."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """One slot: its signature, the candidates not declined on it, and every ruling, the newest last."""

    slot: Slot
    signature: Signature
    candidates: tuple[Candidate, ...]
    rulings: tuple[Ruling, ...]

    @property
    def filled(self) -> bool:
        """Whether somebody settled that the system fills it in."""
        return self.slot.state == SlotState.CONFIRMED and is_filled(self.slot.source)

    @property
    def optional(self) -> bool:
        """A remark that nothing fills in: it may stay blank."""
        return self.slot.is_remark and not self.filled

    @property
    def settled(self) -> bool:
        return self.slot.state == SlotState.CONFIRMED

    @property
    def asks_held(self) -> bool:
        """Whether people are to write what is held, as far as anybody knows."""
        return not self.filled and any(candidate.held for candidate in self.candidates)

    @property
    def best(self) -> Candidate | None:
        return self.candidates[0] if self.candidates else None


def is_filled(source: Mapping[str, Any]) -> bool:
    """Whether the system fills in what comes from this source."""
    return source.get("kind") in FILLED


def check_not_asked_again(slot: Slot, source: Mapping[str, Any]) -> None:
    """R059: what somebody confirmed to be held is filled from there; asking people for it is refused."""
    if is_filled(source):
        return
    held = bound(slot)
    if held is not None:
        raise refused("held_already", where=slot.words, words=slot.words, by=held.by)


def proposals_of(form_file: FormFile) -> list[Proposed]:
    """Every slot of a file, in order. Four queries, however many slots."""
    slots = list(slots_of(form_file))
    known = lexicon()
    said = _rulings(slots)
    return [proposed(slot, known, said.get(slot.pk, ())) for slot in slots]


def proposed(slot: Slot, known: Lexicon, rulings: Iterable[Ruling] = ()) -> Proposed:
    """One slot beside what is held; what was declined on it is not proposed again, and nothing for a remark."""
    kept = tuple(rulings)
    last = {ruling.holding: ruling.confirmed for ruling in kept}
    asked = not slot.is_remark
    found = known.candidates([*slot.row_path, *slot.column_path], unit=slot.unit_words) if asked else []
    open_ones = tuple(candidate for candidate in found if last.get(candidate.holding.key, True))
    return Proposed(slot, parse([*slot.row_path, *slot.column_path], unit=slot.unit_words), open_ones, kept)


def _rulings(slots: list[Slot]) -> dict[int, list[Ruling]]:
    said: dict[int, list[Ruling]] = {}
    for ruling in Ruling.objects.filter(slot__in=[slot.pk for slot in slots]).order_by("pk"):
        said.setdefault(ruling.slot_id, []).append(ruling)
    return said
