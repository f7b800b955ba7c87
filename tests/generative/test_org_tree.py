"""Whatever is done to the tree in whatever order, it stays one tree on every day, and its copies stay true."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from typing_extensions import override

from luoshi.org.actions import (
    close_unit,
    create_unit,
    merge_units,
    move_unit,
    rename_unit,
    replace_unit,
    split_unit,
)
from luoshi.org.models import Alias, Dated, NameKind, Placement, Unit, UnitKind
from luoshi.org.queries import as_was, children_since, restated, tree
from luoshi.org.tests.small_city import NOW, START, TODAY, SmallCity, draft
from luoshi.rules.refusals import Refused

ACTS = ("create", "move", "move", "close", "merge", "split", "replace", "rename")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(ACTS),
        st.integers(0, 40),
        st.integers(0, 40),
        st.dates(START - timedelta(days=1), TODAY + timedelta(days=1)),
    ),
    min_size=1,
    max_size=14,
)


def take(step: int, act: str, unit: Unit, other: Unit, on: date, city: SmallCity) -> None:
    """One act, or its refusal."""
    kind = UnitKind.COUNTY if step % 4 == 0 else UnitKind.TEAM
    code = f"1507{step + 10}" if kind is UnitKind.COUNTY else ""
    new = draft(f"u{step}", f"单位{step}", kind, unit.code, code)
    done: dict[str, Any] = {"on": on, "by": city.admin, "at": NOW}
    match act:
        case "create":
            create_unit(new, by=city.admin, at=NOW)
        case "move":
            move_unit(unit, to=other, **done)
        case "close":
            close_unit(unit, **done)
        case "merge":
            merge_units([unit], into=other, **done)
        case "split":
            halves = [new, draft(f"u{step}b", f"单位{step}乙", UnitKind.TEAM, unit.code)]
            split_unit(unit, into=halves, children={c.code: f"u{step}b" for c in children_since(unit, on)}, **done)
        case "replace":
            replace_unit(unit, draft=new, **done)
        case _:
            rename_unit(unit, title=f"新名{step}", **done)


def check_life(rows: Sequence[Dated], unit: Unit) -> None:
    """The rows follow one another without gap or overlap, from the unit's first day to its last."""
    assert (rows[0].valid_from, rows[-1].valid_to) == (unit.valid_from, unit.valid_to)
    assert all(row.valid_to == later.valid_from for row, later in pairwise(rows))


def latest_path(unit_id: int, parents: dict[int, int | None]) -> str:
    """The path that the latest placements give; endless if they close a circle."""
    parent = parents[unit_id]
    return f"{latest_path(parent, parents) if parent else '/'}{unit_id}/"


def check_city() -> None:
    """Every invariant of the tree."""
    placements = list(Placement.objects.order_by("valid_from"))
    parents = {placement.unit_id: placement.parent_id for placement in placements}
    units = {unit.pk: unit for unit in Unit.objects.all()}
    for unit in units.values():
        assert unit.path == latest_path(unit.pk, parents)
        check_life([row for row in placements if row.unit_id == unit.pk], unit)
        check_life(list(Alias.objects.filter(unit=unit, kind=NameKind.TITLE).order_by("valid_from")), unit)
    for row in placements:
        assert row.parent_id is None or units[row.parent_id].covers(row.valid_from, row.valid_to)
    for day in {row.valid_from for row in placements} | {TODAY}:
        assert set(as_was(day)) == {unit.pk for unit in units.values() if unit.holds_on(day)}
    today, restated_today = tree(TODAY).nodes, restated(TODAY)
    for unit in units.values():
        assert unit.pk in restated_today or unit.valid_from > TODAY
        if unit.holds_on(TODAY):
            assert restated_today[unit.pk] == unit.path
            assert (today[unit.pk].path, today[unit.pk].county) == (unit.path, unit.county)


class AnyOrderOfActs(TestCase):
    """Each example starts from the small city."""

    @override
    def setup_example(self) -> None:
        super().setup_example()  # type: ignore[no-untyped-call]  # hypothesis leaves this one untyped
        self.city = SmallCity()

    @settings(max_examples=25)
    @given(STEPS)
    def test_keeps_one_tree_on_every_day(self, steps: list[tuple[str, int, int, date]]) -> None:
        for step, (act, one, another, on) in enumerate(steps):
            units = list(Unit.objects.order_by("pk"))
            try:
                take(step, act, units[one % len(units)], units[another % len(units)], on, self.city)
            except Refused:
                continue
        check_city()
