"""What returns add up to, over the periods of a longer one and over the units of the tree."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from luoshi.measures.moments import layouts_of
from luoshi.measures.reading.copy import COPY
from luoshi.measures.reading.engine import quoted
from luoshi.measures.reading.layout import is_personal, layout_of
from luoshi.measures.reading.live import Session
from luoshi.org.models import Unit
from luoshi.org.queries import restated, trees
from luoshi.org.queries.tree import Node, Tree
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.declarations import Element, Field, FieldType, Register
from luoshi.packs.queries import current
from luoshi.returns.members import Place as Counted
from luoshi.returns.members import Spans
from luoshi.returns.permissions import parts_seen, sees_everywhere
from luoshi.returns.policies import owing_nodes
from luoshi.returns.sums import sums
from luoshi.rules.actors import Actor
from luoshi.rules.adding_up import Added, Adds, OverUnits
from luoshi.rules.periods import Kind, Period
from luoshi.rules.periods.kinds import NESTED

NUMERIC = (FieldType.NUMBER, FieldType.INTEGER, FieldType.MONEY, FieldType.PERCENT)
Place = tuple[int, str, str]
"""A unit, a span of periods through which the tree stood still, and its path in that tree."""


class View(StrEnum):
    """In which tree old figures are read: that of their own day, or today's."""

    AS_WAS = "as_was"
    RESTATED = "restated"


@dataclass(frozen=True, slots=True)
class Line:
    """One unit with its figures by field; `undivided` is a unit that was split: nobody can say whose its part is."""

    title: str
    unit: int
    figures: Mapping[str, Added]
    undivided: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The figures of one unit for one stretch of time, and of the units below it."""

    register: Register
    period: Period
    view: View
    top: Node
    fields: tuple[Field, ...]
    total: Mapping[str, Added]
    lines: tuple[Line, ...]


def periods_within(register: Register, period: Period) -> tuple[Period, ...]:
    """The periods of a return within a longer one, in order; refused where they do not divide it."""
    kind = Kind(register.period)
    return (period,) if period.kind is kind else period.children(kind)


def longer_kinds(register: Register) -> tuple[Kind, ...]:
    """The kinds of period that a register's returns add up to, its own first."""
    kind = Kind(register.period)
    return (kind, *(each for each, inside in NESTED.items() if kind in inside))


def rules_of(register: Register, catalogue: Catalogue) -> dict[str, Adds]:
    """How each numeric field adds up, by the data element it holds; a field without one is not added."""
    elements = {each.code: each for each in catalogue.elements()}
    by_element = {field.element: field.id for field in register.fields.values() if field.element}
    rules: dict[str, Adds] = {}
    for field in register.fields.values():
        element = elements.get(field.element)
        if element is None or field.type not in NUMERIC or is_personal(register, field):
            continue
        adds = _adds(field, element, by_element)
        if adds is not None:
            rules[field.id] = adds
    return {name: adds for name, adds in rules.items() if _has_parts(adds, rules)}


def _adds(field: Field, element: Element, by_element: Mapping[str, str]) -> Adds | None:
    """The rule with the register's own fields in place of codes; None where it holds not all of its parts."""
    if any(code not in by_element for code in element.parts):
        return None
    numerator, denominator, weight = (
        by_element.get(code, "") for code in (element.numerator, element.denominator, element.weight)
    )
    times = 100 if field.type is FieldType.PERCENT and element.over_units is OverUnits.RECOMPUTE else 1
    return Adds(element.over_time, element.over_units, numerator, denominator, weight, times)


def _has_parts(adds: Adds, rules: Mapping[str, Adds]) -> bool:
    return all(part in rules for part in (adds.numerator, adds.denominator, adds.weight) if part)


def sheet_of(
    actor: Actor, register: Register, period: Period, *, view: View, top: int | None, today: date
) -> Sheet | None:
    """Every figure of a unit and of those below it; None where the person sees nothing that owes the return.

    One query for the trees of all periods, three more to restate, and few questions to the reading copy.
    """
    catalogue, within = current(), periods_within(register, period)
    begun = [each for each in within if each.start <= today]
    days = {each.label: min(each.end, today) for each in within}
    of_days = trees([*days.values(), today])
    shown = of_days[today if view is View.RESTATED else days[within[-1].label]]
    spans, placed = _placed(actor, register, begun, of_days, view, today)
    here = _top(shown, placed, top)
    if here is None:
        return None
    lost = _undivided(placed, shown, here)
    below = shown.children(here.unit_id)
    wanted = {here.unit_id, *(node.unit_id for node in below)}
    places = _counted(placed, wanted, lost)
    rules = rules_of(register, catalogue)
    found = _asked(catalogue, register, rules, places, [each.label for each in within], spans)
    lines = [_line_of(node.title, node.unit_id, found, rules) for node in below]
    titles = dict(Unit.objects.filter(pk__in=lost).values_list("pk", "title"))
    lines += [_line_of(titles[unit], -unit, found, rules) for unit in lost]
    total = _line_of(here.title, here.unit_id, found, rules)
    fields = tuple(register.fields[name] for name in rules)
    known = tuple(line for line in lines if line.figures)
    return Sheet(register, period, view, here, fields, total.figures, known)


def _placed(
    actor: Actor, register: Register, within: Sequence[Period], of_days: Mapping[date, Tree], view: View, today: date
) -> tuple[dict[str, list[str]], list[Place]]:
    """The spans of periods through which the tree stood still, and which unit's returns stand where in each."""
    now = restated(today) if view is View.RESTATED else {}
    spans: dict[str, list[str]] = {}
    placed: list[Place] = []
    everywhere, parts = sees_everywhere(actor, register), parts_seen(actor)
    of_nodes: dict[int, str] = {}  # a tree that stood still is one and the same object
    for period in within:
        that_day = of_days[min(period.end, today)]
        span = of_nodes.setdefault(id(that_day.nodes), period.label)
        spans.setdefault(span, []).append(period.label)
        if span != period.label:
            continue
        owing = owing_nodes(register, that_day)
        if not everywhere:
            owing = [node for node in owing if any(part in node.path for part in parts)]
        placed += [(node.unit_id, span, now.get(node.unit_id, node.path)) for node in owing]
    return spans, placed


def _counted(placed: Sequence[Place], wanted: Collection[int], lost: Collection[int]) -> list[Counted]:
    """For which of the wanted units each counts: those it stands below, and itself."""
    lines_of: dict[str, list[int]] = {}
    places: list[Counted] = []
    for unit, span, path in placed:
        end = path.rfind("/", 0, -1) + 1
        if (above := path[:end]) not in lines_of:
            lines_of[above] = [node for node in _line(above) if node in wanted]
        places += [(unit, span, node) for node in lines_of[above]]
        if (own := int(path[end:-1])) in wanted:
            places.append((unit, span, own))
        if unit in lost:
            places.append((unit, span, -unit))
    return places


def _line(path: str) -> list[int]:
    return [int(part) for part in path.split("/") if part]


def _top(shown: Tree, placed: Sequence[Place], asked: int | None) -> Node | None:
    """The unit asked for, else the lowest above everything in sight."""
    if asked is not None and asked in shown.nodes and any(f"/{asked}/" in each[2] for each in placed):
        return shown.nodes[asked]
    lines = [_line(path) for path in dict.fromkeys(path for _unit, _span, path in placed)]
    if not lines:
        return None
    shared = set.intersection(*map(set, lines))
    if len({tuple(line) for line in lines}) == 1 and len(lines[0]) > 1:
        shared -= {lines[0][-1]}  # one unit alone is shown below the one above it
    return next((shown.nodes[each] for each in reversed(lines[0]) if each in shared and each in shown.nodes), None)


def _undivided(placed: Sequence[Place], shown: Tree, here: Node) -> list[int]:
    """Units that are no more and whose figures stop here: several carry on, and no weight says how to divide."""
    return list(dict.fromkeys(unit for unit, _span, path in placed if path == here.path and unit not in shown.nodes))


def _line_of(title: str, unit: int, found: Mapping[tuple[int, str], Added], rules: Mapping[str, Adds]) -> Line:
    figures = {name: found[unit, name] for name in rules if (unit, name) in found}
    return Line(title, abs(unit), figures, undivided=unit < 0)


def _asked(
    catalogue: Catalogue,
    register: Register,
    rules: Mapping[str, Adds],
    places: Sequence[Counted],
    labels: Sequence[str],
    spans: Spans,
) -> dict[tuple[int, str], Added]:
    """The figures from the reading copy, of returns that were handed over."""
    layout = layout_of(register)
    columns = ", ".join(f"{quoted('f_' + name)} AS {quoted(name)}" for name in rules)
    locked = register.lifecycle.locked_states if register.lifecycle else frozenset()
    states = ", ".join(f"'{state}'" for state in sorted(locked))
    where = f" WHERE state IN ({states})" if states else ""
    table = f"(SELECT unit, period, {columns} FROM {quoted('now.' + layout.table)}{where})"  # noqa: S608  (declared ids)

    def work(session: Session) -> dict[tuple[int, str], Added]:
        return sums(list(rules), rules, table, places, labels, session.rows, spans)

    return COPY.ask(layouts_of(catalogue), work) if rules and places else {}
