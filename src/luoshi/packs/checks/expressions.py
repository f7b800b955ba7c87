"""Types of formulas and conditions, each in the scope of its register."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from luoshi.packs.checks.case import MEASURES, Case
from luoshi.packs.checks.units import unit_named
from luoshi.packs.declarations import Field, Guard, Register
from luoshi.packs.grammar import RegisterForm
from luoshi.packs.problems import Finding, Path
from luoshi.packs.scope import DAYS_LEFT, derivation_order, scope_of, type_of
from luoshi.rules.expressions import YESNO, ExpressionError, Node, Type, check, fits, names_in, number


def check_all(case: Case) -> Iterator[Finding]:
    """LS402 to LS406."""
    for file, form, register in case.registers():
        scope = known_scope(register)
        for path, node, more in _conditions(form, register):
            yield from condition(case, file, path, node, scope | more)
        for field in register.fields.values():
            yield from _formula(case, file, field, kept(scope))
        yield from _circles(file, register)
    for id_, _, measure in case.measures():
        counted = case.register(measure.of)
        if counted is not None and measure.where is not None:
            yield from condition(
                case, MEASURES, ("measures", id_, "where"), measure.where, kept(known_scope(counted))
            )


def known_scope(register: Register) -> dict[str, Type]:
    """The register's scope without unknown units: those are told once, at the field."""
    return {
        name: type_ if unit_named(type_.unit) is not None else replace(type_, unit="")
        for name, type_ in scope_of(register).items()
    }


def kept(scope: Mapping[str, Type]) -> dict[str, Type]:
    """The names whose values are kept; what is left of a limit changes with every day."""
    return {name: type_ for name, type_ in scope.items() if name != DAYS_LEFT}


def counts_scope(guard: Guard) -> dict[str, Type]:
    """The names a guard has beside those of its register: its counts of linked records."""
    return {name: number() for name in guard.linked}


def typed(case: Case, file: str, path: Path, node: Node, scope: dict[str, Type]) -> Type | Finding | None:
    """The type of an expression, what is wrong with it, or None when it uses a field told to be broken."""
    if any(name not in scope and case.has_broken(_home(case, file, path), "fields", name) for name in names_in(node)):
        return None
    try:
        return check(node, scope)
    except ExpressionError as error:
        code = "LS402" if error.code == "expressions.unknown_name" else "LS403"
        words = {"reason": error.reason, "remedy": error.remedy}
        return Finding(code, file, path, words, offset=error.column - 1)


def condition(case: Case, file: str, path: Path, node: Node, scope: dict[str, Type]) -> Iterator[Finding]:
    """What is wrong with an expression that has to be yes or no."""
    found = typed(case, file, path, node, scope)
    if isinstance(found, Finding):
        yield found
    elif found is not None and not fits(found, YESNO):
        yield Finding("LS404", file, path, {"type": found.label})


def _home(case: Case, file: str, path: Path) -> str:
    """The file whose fields an expression uses: its own, or that of the register a measure counts."""
    if file != MEASURES:
        return file
    measure = case.pack.measures[str(path[1])]
    return f"registers/{measure.of.partition('.')[2]}.yaml"


def _conditions(form: RegisterForm, register: Register) -> Iterator[tuple[Path, Node, dict[str, Type]]]:
    """Rules and guards that could be parsed, with the place they are written at and the names of their own."""
    parsed = {(rule.id, rule.source): rule.condition for rule in register.rules}
    for index, rule in enumerate(form.rules):
        if (rule.id, rule.expr) in parsed:
            yield ("rules", index, "expr"), parsed[rule.id, rule.expr], {}
    for guard in register.guards.values():
        yield ("guards", guard.id, "expr"), guard.condition, counts_scope(guard)


def _formula(case: Case, file: str, field: Field, scope: dict[str, Type]) -> Iterator[Finding]:
    if field.formula is None:
        return
    path = ("fields", field.id, "formula")
    found = typed(case, file, path, field.formula, scope)
    wanted = type_of(field) if unit_named(field.unit) is not None else replace(type_of(field), unit="")
    if isinstance(found, Finding):
        yield found
    elif found is not None and not fits(found, wanted):
        yield Finding("LS405", file, path, {"actual": found.label, "wanted": wanted.label})


def _circles(file: str, register: Register) -> Iterator[Finding]:
    ordered = set(derivation_order(register))
    for field in register.fields.values():
        if field.formula is not None and field.id not in ordered:
            cycle = _circle(register, field.id)
            if cycle and min(cycle) == field.id:
                yield Finding(
                    "LS406", file, ("fields", field.id, "formula"), {"cycle": " → ".join([*cycle, cycle[0]])}
                )


def _circle(register: Register, start: str) -> list[str]:
    """The way from a field back to itself through formulas; empty when it only leads into a circle."""
    ways = [[start]]
    seen = {start}
    while ways:
        way = ways.pop(0)
        formula = register.fields[way[-1]].formula
        for name in names_in(formula) if formula is not None else ():
            if name == start:
                return way
            if name in register.fields and name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return []
