"""Measures: what each kind needs, which names it may use, and no circles; rule B5."""

from collections.abc import Iterator, Mapping

from luoshi.packs.checks import expectations, links
from luoshi.packs.checks.case import MEASURES, Case
from luoshi.packs.checks.expressions import kept, known_scope, typed
from luoshi.packs.declarations import Measure, MeasureKind, Register, TimeRule
from luoshi.packs.grammar import MeasureForm
from luoshi.packs.problems import Finding, Path, meant
from luoshi.rules.expressions import Kind

_ROWS = frozenset({"of", "where", "linked", "when", "since", "until", "once_per", "time", "unit", "shown_in"})
_OPERAND = frozenset({"value", "unit", "shown_in"})
_PAIR = frozenset({"numerator", "denominator"})
_ALLOWED: Mapping[MeasureKind, frozenset[str]] = {
    MeasureKind.COUNT: _ROWS,
    MeasureKind.SUM: _ROWS | {"value"},
    MeasureKind.MEDIAN: _ROWS | {"value"},
    MeasureKind.QUARTILES: _ROWS | {"value"},
    MeasureKind.RATE: _PAIR,
    MeasureKind.RATIO: _PAIR | {"unit", "shown_in"},
    MeasureKind.DIFFERENCE: _PAIR | {"unit", "shown_in"},
    MeasureKind.GROWTH: frozenset({"value"}),
    MeasureKind.PRO_RATA: frozenset(),
    MeasureKind.PACE: _OPERAND,
    MeasureKind.PROJECTION: _OPERAND,
}
_NEEDED: Mapping[MeasureKind, tuple[str, ...]] = {
    MeasureKind.COUNT: ("of",),
    MeasureKind.SUM: ("of", "value", "unit"),
    MeasureKind.MEDIAN: ("of", "value"),
    MeasureKind.QUARTILES: ("of", "value"),
    MeasureKind.RATE: ("numerator", "denominator"),
    MeasureKind.RATIO: ("numerator", "denominator"),
    MeasureKind.DIFFERENCE: ("numerator", "denominator"),
    MeasureKind.GROWTH: ("value",),
    MeasureKind.PRO_RATA: (),
    MeasureKind.PACE: ("value", "unit"),
    MeasureKind.PROJECTION: ("value", "unit"),
}
_SPECIFIC = frozenset().union(*_ALLOWED.values())
_OF_RATES = frozenset({"numerator", "denominator"})


def check(case: Case) -> Iterator[Finding]:
    """LS302, LS601, LS602, LS604 to LS606, LS608, LS614 to LS617, LS705."""
    for id_, form, measure in case.measures():
        path: Path = ("measures", id_)
        yield from _attributes(path, form)
        register = case.register(measure.of)
        if register is not None:
            yield from _rows(case, path, measure, register)
        circle = _circle(case, measure)
        if circle and min(circle) == id_:
            yield Finding("LS604", MEASURES, path, {"cycle": " → ".join([*circle, circle[0]])}, on_key=True)
    yield from _funnels(case)
    yield from links.check(case)
    yield from expectations.check(case)


def _attributes(path: Path, form: MeasureForm) -> Iterator[Finding]:
    what = {"what": form.what.value}
    for key in sorted((_SPECIFIC & form.model_fields_set) - _ALLOWED[form.what]):
        yield Finding("LS601", MEASURES, (*path, key), what | {"key": key}, on_key=True)
    for key in _NEEDED[form.what]:
        if getattr(form, key) is None:
            own_page = form.what is MeasureKind.RATE and key in _OF_RATES
            words = what | {"key": key, "measure": str(path[-1])}
            yield Finding("LS705" if own_page else "LS602", MEASURES, (*path, key), words)
    reads_rows = "of" in _NEEDED[form.what]
    if reads_rows and form.time is TimeRule.FLOW and form.when is None:
        yield Finding("LS705", MEASURES, (*path, "when"), {"key": "when", "measure": str(path[-1])})


def _rows(case: Case, path: Path, measure: Measure, register: Register) -> Iterator[Finding]:
    scope = kept(known_scope(register))
    dates = [name for name, type_ in scope.items() if type_.kind is Kind.DATE or name == "period"]
    home = f"registers/{register.id}.yaml"
    for key, name in (("when", measure.when), ("since", measure.since), ("until", measure.until)):
        if name and name not in dates and not case.has_broken(home, "fields", name):
            code = "LS606" if name in scope else "LS302"
            yield Finding(code, MEASURES, (*path, key), {"name": name, "hint": meant(name, dates)})
    once = measure.once_per
    if once and once not in scope and not case.has_broken(home, "fields", once):
        yield Finding("LS302", MEASURES, (*path, "once_per"), {"name": once, "hint": meant(once, register.fields)})
    if measure.value is None:
        return
    found = typed(case, MEASURES, (*path, "value"), measure.value, scope)
    if isinstance(found, Finding):
        yield found
    elif found is not None and not found.is_numeric:
        yield Finding("LS605", MEASURES, (*path, "value"), {"what": measure.kind.value, "type": found.label})


def _parts(measure: Measure) -> tuple[str, ...]:
    return tuple(ref for ref in (measure.numerator, measure.denominator, measure.operand) if ref)


def _circle(case: Case, measure: Measure) -> list[str]:
    """The ids on a way from a measure back to itself; empty when there is none."""
    ways, seen = [[measure]], {measure.ref}
    while ways:
        way = ways.pop(0)
        for ref in _parts(way[-1]):
            if ref == measure.ref:
                return [each.id for each in way]
            part = case.measure(ref)
            if part is not None and ref not in seen:
                seen.add(ref)
                ways.append([*way, part])
    return []


def _funnels(case: Case) -> Iterator[Finding]:
    for id_, funnel in case.pack.funnels.items():
        for index, step in enumerate(funnel.steps):
            rate = case.measure(step.rate)
            if rate is not None and case.measure(rate.numerator) and rate.numerator != step.count:
                path: Path = ("funnels", id_, "steps", index, "rate")
                yield Finding("LS608", MEASURES, path, {"rate": rate.id, "count": step.count.partition(".")[2]})
