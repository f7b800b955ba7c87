"""What a heading asks for, taken apart: concept, qualifiers, statistic, unit, time, and whom it touches."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from luoshi.rules.signatures.times import Time


@dataclass(frozen=True, slots=True)
class Signature:
    """`concept` in compared spelling; `loose` are signs no word list knows, `topics` headings that only place it."""

    path: tuple[str, ...]
    concept: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    qualifiers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    statistic: str = ""
    entity: str = ""
    unit: str = ""
    measures: str = ""
    scale: Fraction = Fraction(1)
    time: Time = field(default_factory=Time)
    personal: str = "none"

    @property
    def title(self) -> str:
        return "/".join(self.path)

    @property
    def says(self) -> bool:
        """Whether anything is left of the heading: （万元） alone asks for nothing."""
        return bool(self.concept or self.loose or self.qualifiers or self.entity or self.statistic or self.time.words)

    @property
    def time_kind(self) -> Literal["stock", "flow", ""]:
        """A stock holds at a moment, a flow over a span; nothing where the heading leaves it open."""
        if self.time.anchor or "stock" in self.qualifiers.get("herd", ()) or {"余", "额"} <= self.loose:
            return "stock"
        flows = {"off", "sold", "eaten", "bred", "survived", "income", "spending", "new", "gone"}
        said = frozenset[str]().union(*self.qualifiers.values()) if self.qualifiers else frozenset[str]()
        return "flow" if self.time.span or self.time.since or said & flows else ""
