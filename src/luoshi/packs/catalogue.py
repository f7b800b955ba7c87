"""Several packs side by side: the place where a full reference finds its declaration."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from luoshi.packs.declarations import Cadence, Comparison, Funnel, Measure, Pack, Register
from luoshi.packs.problems import meant
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

Item = TypeVar("Item", Register, Measure, Funnel, Comparison)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Packs by id; `versions` tells the id of the published version each comes from."""

    packs: Mapping[str, Pack] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)

    def registers(self) -> Iterator[Register]:
        """Every register, pack by pack in declared order."""
        return (register for pack in self.packs.values() for register in pack.registers.values())

    def measures(self) -> Iterator[Measure]:
        """Every measure, pack by pack in declared order."""
        return (measure for pack in self.packs.values() for measure in pack.measures.values())

    def funnels(self) -> Iterator[Funnel]:
        """Every funnel, pack by pack in declared order."""
        return (funnel for pack in self.packs.values() for funnel in pack.funnels.values())

    def cadences(self) -> Iterator[Cadence]:
        """Every cadence, pack by pack in declared order."""
        return (cadence for pack in self.packs.values() for cadence in pack.cadences.values())

    def comparisons(self) -> Iterator[Comparison]:
        """Every comparison, pack by pack in declared order."""
        return (each for pack in self.packs.values() for each in pack.comparisons.values())

    def register(self, ref: str) -> Register:
        """The register of a full reference; Refused with a suggestion when there is none."""
        return _found(ref, self.registers(), Text("台账", "register"))

    def measure(self, ref: str) -> Measure:
        """The measure of a full reference; Refused with a suggestion when there is none."""
        return _found(ref, self.measures(), Text("指标", "measure"))

    def funnel(self, ref: str) -> Funnel:
        """The funnel of a full reference; Refused with a suggestion when there is none."""
        return _found(ref, self.funnels(), Text("漏斗", "funnel"))

    def comparison(self, ref: str) -> Comparison:
        """The comparison of a full reference; Refused with a suggestion when there is none."""
        return _found(ref, self.comparisons(), Text("对比表", "comparison"))


def _found(ref: str, items: Iterable[Item], what: Text) -> Item:
    known = {item.ref: item for item in items}
    if ref in known:
        return known[ref]
    raise Refused(
        "packs.unknown",
        reason=Text(f"没有{what.zh}“{ref}”。", f"There is no {what.en} “{ref}”."),
        remedy=meant(ref, known),
        where=ref,
    )
