"""What is known of data elements: all of them, one, who holds it, under which words, in which versions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from luoshi.dictionary.models import Alias
from luoshi.packs.declarations import Element, Field, Measure, Register
from luoshi.packs.differences import Difference, differences_of
from luoshi.packs.models import PackVersion
from luoshi.packs.queries import at_version, current
from luoshi.rules.names import normal_key

NOTHING = 9


@dataclass(frozen=True, slots=True)
class Holding:
    """Where an element is kept: fields that hold it, measures that compute it. Neither: defined, not held."""

    fields: tuple[tuple[Register, Field], ...]
    measures: tuple[Measure, ...]

    @property
    def is_held(self) -> bool:
        """Whether anything holds it, so that it may not be asked for again."""
        return bool(self.fields or self.measures)


@dataclass(frozen=True, slots=True)
class Turn:
    """A version of a pack in which an element came, changed or went; `changes` are empty when it came or went."""

    pack: str
    version: str
    at: datetime
    by: str
    element: Element | None
    changes: tuple[Difference, ...]


def elements() -> tuple[Element, ...]:
    """Every data element in force, pack by pack in declared order. One small query, as for any declaration."""
    return tuple(current().elements())


def element(code: str) -> Element:
    """The data element of a code; Refused with a suggestion when there is none."""
    return current().element(code)


def holdings() -> Mapping[str, Holding]:
    """Who holds each element that somebody holds, by its code."""
    fields: dict[str, list[tuple[Register, Field]]] = {}
    measures: dict[str, list[Measure]] = {}
    for register in current().registers():
        for field in register.fields.values():
            if field.element:
                fields.setdefault(field.element, []).append((register, field))
    for measure in current().measures():
        if measure.element:
            measures.setdefault(measure.element, []).append(measure)
    codes = {*fields, *measures}
    return {code: Holding(tuple(fields.get(code, ())), tuple(measures.get(code, ()))) for code in codes}


def held_by(code: str) -> Holding:
    """The fields and measures that hold one element."""
    return holdings().get(code, Holding((), ()))


def aliases(code: str | None = None, *, withdrawn: bool = False) -> list[Alias]:
    """Confirmed wordings, the newest first: of one element or of all; the withdrawn ones only when asked for."""
    found = Alias.objects.order_by("-confirmed_at", "-pk")
    found = found if code is None else found.filter(element=code)
    return list(found if withdrawn else found.filter(withdrawn_at=None))


def wordings() -> Mapping[str, str]:
    """Every wording as it is compared (`rules.names.normal_key`) with the code it stands for.

    Titles first, then what packs declare, then what people confirmed. One query.
    """
    known: dict[str, str] = {}
    everything = elements()
    for each in everything:
        known.setdefault(normal_key(each.title.zh), each.code)
    for each in everything:
        for alias in each.aliases:
            known.setdefault(normal_key(alias), each.code)
    for key, code in Alias.objects.filter(withdrawn_at=None).values_list("key", "element"):
        known.setdefault(key, code)
    return known


def by_words(words: str) -> Element | None:
    """The element that exactly these words stand for, None for words nobody has confirmed."""
    code = wordings().get(normal_key(words))
    return next((each for each in elements() if each.code == code), None) if code else None


def found(words: str, *, owner: str = "") -> list[Element]:
    """Elements whose title, code, wordings or definition contain the words; the nearest first. One query."""
    wanted = normal_key(words)
    confirmed: dict[str, list[str]] = {}
    for each in aliases():
        confirmed.setdefault(each.element, []).append(each.words)
    ranked = [
        (_rank(wanted, each, confirmed.get(each.code, [])), place, each)
        for place, each in enumerate(elements())
        if not owner or each.owner == owner
    ]
    return [each for rank, _place, each in sorted(ranked, key=lambda item: item[:2]) if rank != NOTHING]


def _rank(wanted: str, each: Element, confirmed: list[str]) -> int:
    """How near: 0 the words themselves, 1 part of a wording, 2 part of the definition; NOTHING of it."""
    names = [normal_key(name) for name in (each.title.zh, each.title.en, each.code, *each.aliases, *confirmed)]
    if wanted in names:
        return 0
    if any(wanted in name for name in names):
        return 1
    return 2 if wanted in normal_key(f"{each.definition.zh} {each.definition.en}") else NOTHING


def turns_of(code: str) -> list[Turn]:
    """The versions in which an element came, changed or went, the newest first; reads the versions of its pack."""
    home = element(code).pack
    turns = list(_turns(code, home))
    return turns[::-1]


def _turns(code: str, pack: str) -> Iterator[Turn]:
    before: Element | None = None
    for version in PackVersion.objects.filter(pack=pack).order_by("number"):
        now = at_version(version.pk).elements.get(code)
        if now == before:
            continue
        changes = tuple(differences_of(before, now)) if before and now else ()
        if now is None or before is None or changes:
            yield Turn(pack, version.version, version.published_at, version.published_by_name, now, changes)
        before = now
