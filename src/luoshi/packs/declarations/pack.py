"""The pack as a whole, and its examples."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from luoshi.packs.declarations.cadence import Cadence
from luoshi.packs.declarations.clocks import Basis
from luoshi.packs.declarations.element import Element
from luoshi.packs.declarations.figures import Comparison, Funnel, Measure, Published
from luoshi.packs.declarations.register import Register
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Example:
    """Situation and expected outcome: test, documentation and demo data at once."""

    id: str
    row: str
    title: Text
    register: str
    given: tuple[Mapping[str, object], ...]
    expect: Mapping[str, object]
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Pack:
    """One line of work."""

    id: str
    version: str
    titles: Text
    prefix: str
    owner: Text
    basis: tuple[Basis, ...]
    registers: Mapping[str, Register]
    measures: Mapping[str, Measure] = field(default_factory=dict)
    funnels: Mapping[str, Funnel] = field(default_factory=dict)
    comparisons: Mapping[str, Comparison] = field(default_factory=dict)
    published: tuple[Published, ...] = ()
    examples: tuple[Example, ...] = ()
    cadences: Mapping[str, Cadence] = field(default_factory=dict)
    elements: Mapping[str, Element] = field(default_factory=dict)
    indicators: int = 12  # the most measures anybody may be judged by
