"""Cadences: either periods or records to follow, fields of the right type, and nothing required left blank."""

from collections.abc import Iterator
from datetime import date

from luoshi.packs.checks.burden import sunset_fault
from luoshi.packs.checks.case import Case
from luoshi.packs.checks.references import unknown_registers
from luoshi.packs.declarations import Cadence, FieldType, Register
from luoshi.packs.grammar import CadenceForm
from luoshi.packs.problems import Finding, Path, meant

FILE = "cadences.yaml"
_TEXTS = (FieldType.TEXT, FieldType.LONGTEXT)


def check(case: Case) -> Iterator[Finding]:
    """LS301, LS302, LS709, LS821 to LS823."""
    written = case.written.cadences
    for id_, form in (written.cadences if written else {}).items():
        path: Path = ("cadences", id_)
        cadence = case.pack.cadences[id_]
        if (form.every is None) == (form.each is None):
            yield Finding("LS821", FILE, path, {"cadence": id_}, on_key=True)
            continue
        yield from _references(case, path, form)
        yield from _sunset(path, form, case.today)
        register = case.register(cadence.opens)
        if register is not None:
            yield from _fields(case, path, cadence, register)


def _references(case: Case, path: Path, form: CadenceForm) -> Iterator[Finding]:
    refs = [((*path, "opens"), form.opens)]
    if form.each is not None:
        refs.append(((*path, "each", "register"), form.each.register_))
    yield from unknown_registers(case, FILE, refs)


def _sunset(path: Path, form: CadenceForm, today: date | None) -> Iterator[Finding]:
    fault = sunset_fault(form.every.sunset, today) if form.every is not None else None
    if fault is not None:
        yield Finding("LS709", FILE, (*path, "every", "sunset"), {"fault": fault})


def _fields(case: Case, path: Path, cadence: Cadence, register: Register) -> Iterator[Finding]:
    """Each field named exists and has the type it needs; the label takes the title, so it is a text."""
    followed = case.register(cadence.each) if cadence.each else None
    wanted: list[tuple[Path, str, Register | None, tuple[FieldType, ...]]] = []
    if cadence.every is not None:
        wanted.append(((*path, "every", "slot"), cadence.slot, register, _TEXTS))
        wanted.append(((*path, "every", "day"), cadence.day, register, (FieldType.DATE,)))
    else:
        wanted.append(((*path, "each", "on"), cadence.each_on, followed, (FieldType.DATE,)))
        wanted.append(((*path, "each", "at"), cadence.at, followed, (FieldType.UNIT,)))
        wanted.append(((*path, "each", "back"), cadence.back, register, (FieldType.REF,)))
    wanted += [((*path, "fills", name), name, register, tuple(FieldType)) for name in cadence.fills]
    wanted.append(((*path, "opens"), register.label, register, _TEXTS))
    for place, name, home, types in wanted:
        yield from _field(place, name, home, types)
    given = {cadence.slot, cadence.day, cadence.back, register.label, *cadence.fills}
    for field in register.fields.values():
        if field.required and field.id not in given:
            yield Finding("LS823", FILE, path, {"field": field.id, "register": register.ref}, on_key=True)


def _field(path: Path, name: str, register: Register | None, types: tuple[FieldType, ...]) -> Iterator[Finding]:
    if register is None:
        return
    field = register.fields.get(name)
    if field is None:
        yield Finding("LS302", FILE, path, {"name": name, "hint": meant(name, register.fields)})
    elif field.type not in types:
        yield Finding("LS822", FILE, path, {"field": name, "type": types[0].value})
