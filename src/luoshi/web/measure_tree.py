"""The measures of a line of work as a tree: by what they count, each with the numbers it is made of below it."""

from collections.abc import Mapping
from dataclasses import dataclass

from luoshi.measures.asking import leaves
from luoshi.measures.figures import Figure
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.declarations import Measure, Pack
from luoshi.rules.refusals import Refused
from luoshi.web import figuring
from luoshi.web.components.lights import Light
from luoshi.web.wording import say

Figures = Mapping[str, Figure | Refused]


@dataclass(frozen=True, slots=True)
class Node:
    """A measure with its number, how it came about, its definition, and the measures it is made of."""

    title: str
    href: str
    value: str
    working: str
    definition: str
    expected: bool
    light: Light | None
    inputs: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """The measures that count one register."""

    title: str
    nodes: tuple[Node, ...]


def tree_of(catalogue: Catalogue, pack: Pack, figures: Figures, period: str, words: str) -> tuple[Branch, ...]:
    """The branches in declared order; with words only what has them in its title or definition."""
    held: dict[str, list[Node]] = {}
    for measure in pack.measures.values():
        if all(word.lower() in _told(measure) for word in words.split()):
            held.setdefault(_counted(catalogue, measure), []).append(_node(catalogue, measure, figures, period))
    return tuple(Branch(title, tuple(nodes)) for title, nodes in held.items())


def _told(measure: Measure) -> str:
    texts = (measure.title, measure.definition)
    return " ".join(part for text in texts for part in (text.zh, text.en)).lower() + measure.id


def _counted(catalogue: Catalogue, measure: Measure) -> str:
    """The register a measure counts; of several the first, and the measure's own title where it counts none."""
    below = leaves(catalogue, measure)
    return say(catalogue.register(below[0].of).title) if below else say(measure.title)


def _node(catalogue: Catalogue, measure: Measure, figures: Figures, period: str) -> Node:
    below = (measure.numerator, measure.denominator, measure.operand)
    found = figures.get(measure.ref)
    read = found if isinstance(found, Figure) else None
    refused = say(found.reason) if isinstance(found, Refused) else ""
    return Node(
        title=say(measure.title),
        href=figuring.measure_href(measure.ref, period),
        value=say(read.text) if read is not None else refused,
        working=figuring.working(read, catalogue) if read is not None else "",
        definition=say(measure.definition),
        expected=measure.expected,
        light=figuring.light_of(read) if read is not None else None,
        inputs=tuple(_node(catalogue, catalogue.measure(ref), figures, period) for ref in below if ref),
    )
