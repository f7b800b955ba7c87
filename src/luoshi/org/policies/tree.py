"""What the tree refuses: circles, on any day, and a unit that would stay where it is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from luoshi.org.models import Unit
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Span:
    """A unit below a parent for a time, as the circle check reads placements."""

    unit_id: int
    parent_id: int | None
    valid_from: date
    valid_to: date | None


def closes_circle(unit_id: int, parent_id: int, since: date, placements: Iterable[Span]) -> bool:
    """Whether the parent stands below the unit on some day from `since` on, by the placements there are."""
    above: dict[int, list[Span]] = defaultdict(list)
    for span in placements:
        above[span.unit_id].append(span)
    return _reaches(parent_id, unit_id, since, None, above)


def _reaches(start: int, goal: int, since: date, until: date | None, above: dict[int, list[Span]]) -> bool:
    if start == goal:
        return True
    for span in above[start]:
        first = max(since, span.valid_from)
        ends = [day for day in (until, span.valid_to) if day]
        last = min(ends) if ends else None
        if span.parent_id and (last is None or first < last) and _reaches(span.parent_id, goal, first, last, above):
            return True
    return False


def circle(unit: Unit, parent: Unit) -> Refused:
    """The refusal of a place below oneself."""
    return Refused(
        "org.cycle",
        reason=Text(
            f"“{parent.title}”在“{unit.title}”之下，不能再作它的上级。",
            f"{parent.title} stands below {unit.title} and cannot be its parent as well.",
        ),
        remedy=Text("另选上级单位，或先移出该下级单位。", "Choose another parent, or move that unit away first."),
        where=unit.code,
    )


def check_not_root(unit: Unit) -> None:
    """The root neither moves nor ends."""
    if unit.path == f"/{unit.pk}/":
        raise Refused(
            "org.root_stays",
            reason=Text(f"“{unit.title}”是单位树的根。", f"{unit.title} is the root of the tree."),
            remedy=Text("只能调整它的下级单位。", "Only units below it can be moved, merged or closed."),
            where=unit.code,
        )


def check_no_children(unit: Unit, children: Iterable[Unit], on: date) -> None:
    """A unit is closed after those below it have moved or closed."""
    names = [f"{child.title}（{child.code}）" for child in children]
    if names:
        more = f"等{len(names)}个单位" if len(names) > 5 else ""
        raise Refused(
            "org.open_children",
            reason=Text(
                f"“{unit.title}”在{on}仍有下级单位：{'、'.join(names[:5])}{more}。",
                f"{unit.title} still has units below it on {on}: {len(names)}, {names[0]} first.",
            ),
            remedy=Text(
                "先调整或撤销下级单位，或改用合并、拆分。", "Move or close them first, or merge or split the unit."
            ),
            where=unit.code,
        )


def same_parent(unit: Unit, parent: Unit) -> Refused:
    """The refusal of a move to where the unit stands already."""
    return Refused(
        "org.same_parent",
        reason=Text(f"“{unit.title}”已隶属“{parent.title}”。", f"{unit.title} stands below {parent.title} already."),
        remedy=Text("无需再办。", "Nothing is left to do."),
        where=unit.code,
    )
