"""Several packs side by side: the place where a full reference finds its declaration."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from luoshi.packs.declarations import Cadence, Comparison, Element, Funnel, Measure, Pack, Register
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

    def elements(self) -> Iterator[Element]:
        """Every data element, pack by pack in declared order."""
        return (element for pack in self.packs.values() for element in pack.elements.values())

    def comparisons(self) -> Iterator[Comparison]:
        """Every comparison, pack by pack in declared order."""
        return (each for pack in self.packs.values() for each in pack.comparisons.values())

    def element(self, code: str) -> Element:
        """The data element of a code, in whichever pack it is declared; Refused with a suggestion for none."""
        found = next((pack.elements[code] for pack in self.packs.values() if code in pack.elements), None)
        if found is None:
            raise _unknown(code, Text("数据元", "data element"), [each.code for each in self.elements()])
        return found

    def register(self, ref: str) -> Register:
        """The register of a full reference; Refused with a suggestion when there is none."""
        return _found(ref, self.packs, lambda pack: pack.registers, Text("台账", "register"))

    def measure(self, ref: str) -> Measure:
        """The measure of a full reference; Refused with a suggestion when there is none."""
        return _found(ref, self.packs, lambda pack: pack.measures, Text("指标", "measure"))

    def funnel(self, ref: str) -> Funnel:
        """The funnel of a full reference; Refused with a suggestion when there is none."""
        return _found(ref, self.packs, lambda pack: pack.funnels, Text("漏斗", "funnel"))

    def comparison(self, ref: str) -> Comparison:
        """The comparison of a full reference; Refused with a suggestion when there is none."""
        return _found(ref, self.packs, lambda pack: pack.comparisons, Text("对比表", "comparison"))


def _found(ref: str, packs: Mapping[str, Pack], held: Callable[[Pack], Mapping[str, Item]], what: Text) -> Item:
    """Straight to its pack: a page of figures asks this a thousand times."""
    pack, _dot, id_ = ref.partition(".")
    if pack in packs and id_ in held(packs[pack]):
        return held(packs[pack])[id_]
    raise _unknown(ref, what, [item.ref for each in packs.values() for item in held(each).values()])


def _unknown(ref: str, what: Text, known: Sequence[str]) -> Refused:
    return Refused(
        "packs.unknown",
        reason=Text(f"没有{what.zh}“{ref}”。", f"There is no {what.en} “{ref}”."),
        remedy=meant(ref, known),
        where=ref,
    )
