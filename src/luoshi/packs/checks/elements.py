"""Data elements: each declared once, under words of its own, and held as it was declared."""

from collections.abc import Collection, Iterator, Mapping

from luoshi.packs.checks import adding_up
from luoshi.packs.checks.burden import trace_in
from luoshi.packs.checks.case import MEASURES, Case
from luoshi.packs.checks.units import known_unit, unit_named
from luoshi.packs.checks.words import PERSONAL_ZH
from luoshi.packs.declarations import Element, Field, FieldType, Measure, PersonalClass
from luoshi.packs.grammar import ElementForm
from luoshi.packs.problems import Finding, Path, Word, meant
from luoshi.rules.names import normal_key
from luoshi.rules.texts import Text

FILE = "elements.yaml"
_CLASSES = tuple(PersonalClass)
_TYPE, _UNIT, _CLASS = Text("类型", "type"), Text("计量单位", "unit"), Text("个人信息级别", "personal class")


def check(case: Case) -> Iterator[Finding]:
    """LS215, LS219, LS702, LS713, LS831 to LS836."""
    known = {code: each for pack in case.packs.values() for code, each in pack.elements.items()}
    named = _named(known.values())
    for code, form in (case.written.elements.elements if case.written.elements else {}).items():
        path: Path = ("elements", code)
        element = case.pack.elements[code]
        yield from known_unit(FILE, (*path, "unit"), form.unit, is_money=form.type is FieldType.MONEY)
        yield from _declared_elsewhere(case, path, element)
        yield from _wordings(path, element, named)
        yield from _of_people(path, form)
        yield from adding_up.check(case, path, element, known)
    if known:
        yield from _held(case, known)


def _declared_elsewhere(case: Case, path: Path, element: Element) -> Iterator[Finding]:
    other = next((id_ for id_, each in sorted(case.packs.items()) if element.code in each.elements), element.pack)
    if other < element.pack:
        yield Finding("LS832", FILE, path, {"code": element.code, "pack": other}, on_key=True)


def _named(known: Collection[Element]) -> Mapping[str, str]:
    """Which element each wording belongs to; of two the one whose code comes first."""
    names: dict[str, str] = {}
    for element in sorted(known, key=lambda each: each.code):
        for name in (element.title.zh, *element.aliases):
            names.setdefault(normal_key(name), element.code)
    return names


def _wordings(path: Path, element: Element, named: Mapping[str, str]) -> Iterator[Finding]:
    places = [((*path, "title"), element.title.zh)]
    places += [((*path, "aliases", index), alias) for index, alias in enumerate(element.aliases)]
    for place, name in places:
        owner = named[normal_key(name)]
        if owner != element.code:
            yield Finding("LS836", FILE, place, {"name": name, "code": owner})


def _of_people(path: Path, form: ElementForm) -> Iterator[Finding]:
    word = trace_in(str(path[-1]), form.title)
    if word:
        yield Finding("LS702", FILE, path, {"word": word}, on_key=True)
    personal = next((word for word in PERSONAL_ZH if word in form.title.zh), "")
    if personal and form.personal is PersonalClass.NONE:
        yield Finding("LS713", FILE, path, {"word": personal}, on_key=True)


def _held(case: Case, known: Mapping[str, Element]) -> Iterator[Finding]:
    """Whoever names an element names one that is declared, and keeps it as declared."""
    for file, _, register in case.registers():
        for field in register.fields.values():
            if field.element:
                path: Path = ("fields", field.id, "element")
                yield from _one_held(case, file, path, field, known)
    for id_, _, measure in case.measures():
        if measure.element:
            yield from _one_held(case, MEASURES, ("measures", id_, "element"), measure, known)


def _one_held(
    case: Case, file: str, path: Path, held: Field | Measure, known: Mapping[str, Element]
) -> Iterator[Finding]:
    element = known.get(held.element)
    if element is None:
        if not case.has_broken(FILE, "elements", held.element) and not case.has_broken(FILE):
            yield Finding("LS831", file, path, {"name": held.element, "hint": meant(held.element, known)})
        return
    fault = _field_fault(held, element) if isinstance(held, Field) else _measure_fault(held, element)
    if fault is not None:
        what, wanted = fault
        words: dict[str, Word] = {"code": element.code, "what": what, "wanted": wanted}
        yield Finding("LS833", file, path, words)


def _field_fault(field: Field, element: Element) -> tuple[Text, str] | None:
    if field.type is not element.type:
        return _TYPE, element.type.value
    if field.unit != element.unit:
        return _UNIT, element.unit or "—"
    if _CLASSES.index(field.personal) < _CLASSES.index(element.personal):
        return _CLASS, element.personal.value
    return None


def _measure_fault(measure: Measure, element: Element) -> tuple[Text, str] | None:
    """A measure may count in another size of the same unit."""
    own, wanted = unit_named(measure.unit), unit_named(element.unit)
    if own is not None and wanted is not None and own.dimension != wanted.dimension:
        return _UNIT, element.unit
    return None
