"""Examples: a situation that can be entered and one clear outcome."""

from collections.abc import Iterator, Mapping

from luoshi.packs.checks.case import Case
from luoshi.packs.checks.fields import USES
from luoshi.packs.checks.published import is_period
from luoshi.packs.checks.references import unknown_measures, unknown_registers
from luoshi.packs.declarations import Register
from luoshi.packs.example_values import fits, is_day, names_given
from luoshi.packs.grammar import ExampleForm, ExpectForm
from luoshi.packs.problems import Finding, Path, Word, meant
from luoshi.packs.references import full

_OUTCOMES = (
    frozenset({"field", "value"}),
    frozenset({"refused", "on"}),
    frozenset({"refused"}),
    frozenset({"measure", "period", "value"}),
    frozenset({"due"}),
    frozenset({"light", "day"}),
    frozenset({"step", "start"}),
)
_DAYS = ("due", "start", "day")


def check(case: Case) -> Iterator[Finding]:
    """LS301, LS302, LS307, LS609, LS611 to LS613."""
    for file, form in sorted(case.written.examples.items()):
        for index, example in enumerate(form.root):
            yield from unknown_registers(case, file, [((index, "register"), example.register_)])
            yield from _situation(case, file, (index,), example)
            yield from _outcome(case, file, (index, "expect"), example.expect)


def _situation(case: Case, file: str, path: Path, example: ExampleForm) -> Iterator[Finding]:
    if bool(example.given) == bool(example.records):
        yield Finding("LS613", file, (*path, "example"))
    register = case.register(full(case.pack.id, example.register_))
    if register is None:
        return
    key = "given" if example.given else "records"
    lone = isinstance(_written(case, file, (*path, key)), dict)
    for index, row in enumerate(example.rows):
        place = (*path, key) if lone else (*path, key, index)
        yield from _row(case, file, place, register, row)
    expected = example.expect.field
    if expected is not None and expected not in names_given(register):
        words: dict[str, Word] = {"name": expected, "hint": meant(expected, register.fields)}
        yield Finding("LS302", file, (*path, "expect", "field"), words)


def _written(case: Case, file: str, path: Path) -> object:
    here: object = case.files.documents[file].value
    for step in case.files.documents[file].original(path):
        if isinstance(here, dict):
            here = here.get(step)
        elif isinstance(here, list) and isinstance(step, int):
            here = here[step]
    return here


def _row(case: Case, file: str, path: Path, register: Register, row: Mapping[str, str]) -> Iterator[Finding]:
    home = f"registers/{register.id}.yaml"
    known = names_given(register)
    for name, text in row.items():
        field = register.fields.get(name)
        if name not in known and not case.has_broken(home, "fields", name):
            words: dict[str, Word] = {"name": name, "hint": meant(name, register.fields)}
            yield Finding("LS302", file, (*path, name), words, on_key=True)
        elif field is not None and field.formula is not None:
            yield Finding("LS216", file, (*path, name), {"field": name, "use": USES["given"]}, on_key=True)
        elif field is not None and not fits(field, text):
            told = {"value": text, "type": field.type.value, "field": name}
            yield Finding("LS612", file, (*path, name), told)


def _outcome(case: Case, file: str, path: Path, expect: ExpectForm) -> Iterator[Finding]:
    given = {key for key, value in expect.model_dump().items() if value is not None}
    days = [day for day in (getattr(expect, key) for key in _DAYS) if day is not None]
    if given not in _OUTCOMES or not all(map(is_day, days)):
        yield Finding("LS611", file, path)
    if expect.measure is not None:
        yield from unknown_measures(case, [(file, (*path, "measure"), expect.measure)])
    if expect.period is not None and not is_period(expect.period):
        yield Finding("LS609", file, (*path, "period"), {"period": expect.period})
