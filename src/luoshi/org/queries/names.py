"""From what a document calls a unit to the unit."""

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from luoshi.org.models import Alias, Unit, in_force
from luoshi.org.policies.drafts import narrowed
from luoshi.org.policies.spans import not_there
from luoshi.org.queries.heirs import heirs
from luoshi.rules.names import normal_key
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def unit_by(text: str, *, on: date, within: Unit | None = None) -> Unit:
    """The one unit that the text names on a day: by code, by a name of that day, else by one of any other day.

    `within` narrows the search to a unit and those below it. Refused when none or several are meant, with the
    candidates; a unit of another time is refused with its life and its heirs. Cost: 2 queries, 2 more to refuse.
    """
    there, gone = _named(text, on, within)
    if len(there) == 1:
        return there[0]
    if there:
        raise _ambiguous(text, there)
    if gone:
        raise not_there(gone[0], on, successors=heirs(gone[0], on))
    raise _unknown(text, on)


def units_called(text: str, *, on: date, within: Unit | None = None) -> list[Unit]:
    """All units that the text may mean on a day, best meaning only; for a chooser. Cost: 2 queries."""
    return _named(text, on, within)[0]


def _named(text: str, on: date, within: Unit | None) -> tuple[list[Unit], list[Unit]]:
    top = within.path if within else "/"
    coded = Unit.objects.filter(code=narrowed(text), path__startswith=top)
    names = Alias.objects.filter(normalised=normal_key(text), unit__path__startswith=top).select_related("unit")
    rows = list(names.order_by("unit__code"))
    meanings = (coded, [row.unit for row in rows if row.holds_on(on)], [row.unit for row in rows])
    gone: list[Unit] = []
    for meaning in meanings:
        units = _distinct(meaning)
        if there := [unit for unit in units if unit.holds_on(on)]:
            return there, []
        gone.extend(units)
    return [], _distinct(gone)


def _distinct(units: Iterable[Unit]) -> list[Unit]:
    return list({unit.pk: unit for unit in units}.values())


def _ambiguous(text: str, units: list[Unit]) -> Refused:
    above = Unit.objects.in_bulk([int(unit.path.split("/")[-3]) for unit in units if unit.path.count("/") > 2])
    lines = []
    for unit in units:
        parent = above.get(int(unit.path.split("/")[-3] or 0))
        lines.append(f"{f'{parent.title}' if parent else ''}{unit.title}（{unit.code}）")
    listed = "、".join(lines)
    return Refused(
        "org.ambiguous",
        reason=Text(
            f"“{text}”可指{len(units)}个单位：{listed}。", f"“{text}” may mean {len(units)} units: {listed}."
        ),
        remedy=Text(
            "改用单位代号，或先限定上级单位。", "Give the code of the unit, or narrow down by the unit above."
        ),
        where=text,
    )


def _unknown(text: str, on: date) -> Refused:
    names = dict(Alias.objects.filter(in_force(on)).values_list("normalised", "text"))
    close = [names[key] for key in get_close_matches(normal_key(text), names, n=3, cutoff=0.5)]
    return Refused(
        "org.unknown_unit",
        reason=Text(f"{on}没有名为“{text}”的单位。", f"No unit is called “{text}” on {on}."),
        remedy=Text(
            f"您是否要找：{'、'.join(close)}？" if close else "核对名称，或为该单位添加别名。",
            f"Did you mean {', '.join(close)}?" if close else "Check the name, or add it to the unit as an alias.",
        ),
        where=text,
    )
