"""What the dictionary, the registers and the measures hold, with every wording it goes by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from luoshi.dictionary.models import Alias
from luoshi.dictionary.queries import aliases, by_words, held_by
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.declarations import Element, Field, Measure, Register
from luoshi.packs.queries import current
from luoshi.reports.matching.candidates import Holding, Lexicon
from luoshi.reports.models import Ruling, Slot
from luoshi.reports.policies import ASKED_FORM
from luoshi.rules.names import normal_key

NOT_DATA = frozenset({ASKED_FORM, "one_table.entry_hours", "one_table.recurring_duty"})
"""Registers about forms themselves: what they hold is nobody's answer to a form."""


def lexicon() -> Lexicon:
    """Everything held, as declared now and as people confirmed. Two queries."""
    confirmed = _confirmed()
    return Lexicon(_with(holding, confirmed.get(holding.key, {})) for holding in holdings(current()))


def holdings(declared: Catalogue) -> Iterator[Holding]:
    """Each element that something holds, then fields and measures that hold none."""
    fields = [(register, field) for register in _registers(declared) for field in register.fields.values()]
    measures = list(declared.measures())
    holders = {field.element for _, field in fields} | {measure.element for measure in measures}
    yield from (_of_element(each, fields) for each in declared.elements() if each.code in holders)
    yield from (_of_field(register, field) for register, field in fields if not field.element)
    yield from (_of_measure(measure) for measure in measures if not measure.element)


def _registers(declared: Catalogue) -> Iterator[Register]:
    return (register for register in declared.registers() if register.ref not in NOT_DATA)


def _of_element(element: Element, fields: list[tuple[Register, Field]]) -> Holding:
    titles = tuple(field.title.zh for _, field in fields if field.element == element.code)
    source = {"kind": "element", "code": element.code}
    return Holding(f"element:{element.code}", element.title, source, element.unit, (*element.aliases, *titles))


def _of_field(register: Register, field: Field) -> Holding:
    source = {"kind": "field", "register": register.ref, "field": field.id}
    words = (f"{register.title.zh}/{field.title.zh}",)
    return Holding(f"field:{register.ref}.{field.id}", field.title, source, field.unit, words)


def _of_measure(measure: Measure) -> Holding:
    source = {"kind": "measure", "ref": measure.ref}
    return Holding(f"measure:{measure.ref}", measure.title, source, measure.unit)


def _confirmed() -> dict[str, dict[str, str]]:
    """Holding → wording → who confirmed it: on a form, where the last word on a wording counts, or for the city."""
    newest: dict[str, Ruling] = {}
    for ruling in Ruling.objects.order_by("pk"):
        if ruling.confirmed or (ruling.key in newest and newest[ruling.key].holding == ruling.holding):
            newest[ruling.key] = ruling
    found: dict[str, dict[str, str]] = {}
    for ruling in newest.values():
        if ruling.confirmed:
            found.setdefault(ruling.holding, {})[ruling.words] = ruling.by_name
    for alias in aliases():
        found.setdefault(f"element:{alias.element}", {})[alias.words] = alias.confirmed_by_name
    return found


def _with(holding: Holding, confirmed: Mapping[str, str]) -> Holding:
    if not confirmed:
        return holding
    return Holding(holding.key, holding.title, holding.source, holding.unit, holding.words, confirmed)


@dataclass(frozen=True, slots=True)
class Bound:
    """A heading that is settled: it asks for this holding, and whose word that is."""

    holding: str
    by: str


def bound(slot: Slot) -> Bound | None:
    """Whether the slot may not be asked for: settled on it, or its words stand for something held, for the city.

    The dictionary's own titles and wordings bind every office, and so does what its owners or supervisors confirmed;
    what another office said of its own form is only proposed.
    """
    last = Ruling.objects.filter(slot=slot).order_by("-pk").first()
    if last is not None:
        return Bound(last.holding, last.by_name) if last.confirmed else None
    meant = by_words(slot.words)
    if meant is None or not held_by(meant.code).is_held:
        return None
    alias = Alias.objects.filter(element=meant.code, key=normal_key(slot.words), withdrawn_at=None).first()
    return Bound(f"element:{meant.code}", alias.confirmed_by_name if alias else "数据字典")
