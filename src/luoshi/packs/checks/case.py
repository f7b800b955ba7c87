"""What a check looks at: one pack, as written and as resolved, in sight of the packs beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from luoshi.packs.declarations import Measure, Pack, Register
from luoshi.packs.folder import PackFiles
from luoshi.packs.grammar import MeasureForm, RegisterForm
from luoshi.packs.references import pack_of
from luoshi.packs.written import Written

MEASURES = "measures.yaml"


@dataclass(frozen=True, slots=True)
class Case:
    """One pack under check; `unread` are packs whose head could not be read, `today` may be unknown."""

    pack: Pack
    files: PackFiles
    packs: Mapping[str, Pack]
    unread: frozenset[str]
    today: date | None

    @property
    def written(self) -> Written:
        if self.files.written is None:
            raise ValueError("a pack without a readable head is not checked")
        return self.files.written

    def registers(self) -> Iterator[tuple[str, RegisterForm, Register]]:
        """File, written form and declaration of every register."""
        for file, form in self.written.registers.items():
            yield file, form, self.pack.registers[form.register_]

    def measures(self) -> Iterator[tuple[str, MeasureForm, Measure]]:
        """Id, written form and declaration of every measure."""
        written = self.written.measures
        for id_, form in (written.measures if written else {}).items():
            yield id_, form, self.pack.measures[id_]

    def register(self, ref: str) -> Register | None:
        """The register a full reference leads to, in any pack."""
        pack = self.packs.get(pack_of(ref))
        return pack.registers.get(ref.partition(".")[2]) if pack else None

    def measure(self, ref: str) -> Measure | None:
        """The measure a full reference leads to, in any pack."""
        pack = self.packs.get(pack_of(ref))
        return pack.measures.get(ref.partition(".")[2]) if pack else None

    def counted(self, measure: Measure) -> Register | None:
        """The register whose records a measure counts; for a rate the one its numerator counts."""
        base = self.measure(measure.numerator) if measure.numerator else measure
        return self.register(base.of) if base is not None else None

    def is_lost(self, ref: str) -> bool:
        """Whether a reference that leads to nothing is meant for something written that could not be read."""
        pack, _, id_ = ref.partition(".")
        if pack in self.unread:
            return True
        register = f"registers/{id_}.yaml"
        unreadable = register in self.files.documents
        broken = self.files.is_broken(MEASURES, "measures", id_) or self.files.is_broken(MEASURES)
        return pack == self.pack.id and (unreadable or broken)

    def has_broken(self, file: str, *path: str | int) -> bool:
        """Whether a name is declared in a part that could not be taken over."""
        return self.files.is_broken(file, *path)

    def known_registers(self) -> tuple[str, ...]:
        """References as this pack's author may write them."""
        return self._known({id_: tuple(pack.registers) for id_, pack in self.packs.items()})

    def known_measures(self) -> tuple[str, ...]:
        """References as this pack's author may write them."""
        return self._known({id_: tuple(pack.measures) for id_, pack in self.packs.items()})

    def _known(self, ids: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        return tuple(id_ if pack == self.pack.id else f"{pack}.{id_}" for pack in sorted(ids) for id_ in ids[pack])
