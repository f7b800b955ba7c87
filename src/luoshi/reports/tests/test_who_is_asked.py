"""What a form asks people for: not what it computes itself, and no remark has to be written."""

from luoshi.audit.actions import unwritten, writing
from luoshi.org.tests.small_city import NOW, TODAY
from luoshi.packs.queries import current
from luoshi.reports.actions import bring, confirm, correct_cells
from luoshi.reports.burden.cells import tally
from luoshi.reports.drafts import draft_of
from luoshi.reports.matching.proposals import proposals_of
from luoshi.reports.models import FormFile, Slot, SlotState
from luoshi.reports.queries import slots_of
from luoshi.reports.sources import OPTIONAL, Place
from luoshi.reports.tests.small_asking import kept
from luoshi.reports.tests.small_one_table import SmallOneTable
from luoshi.rules.tables.reading import Role
from luoshi.sheets.tests.workbooks import workbook

ROWS: list[list[object]] = [
    ["农村人口变动情况表", None, None, None],
    ["指标名称", "计量单位", "本期数", "备注"],
    ["户籍人口", "人", None, None],
    ["户籍户数", "户", None, None],
    ["户均人口", "人", "=C3/C4", None],
]


def brought(one_table: SmallOneTable) -> FormFile:
    """The form as its office sent it."""
    by = one_table.officer
    return bring(one_table.form(), file=kept(workbook(ROWS), by=by), by=by, at=NOW)


def test_a_formula_of_the_form_is_no_slot_and_a_remark_is_not_asked_for(one_table: SmallOneTable) -> None:
    form = brought(one_table)
    assert (5, 3) not in {(slot.row, slot.column) for slot in slots_of(form)}
    remarks = [each for each in proposals_of(form) if each.slot.is_remark]
    assert [each.slot.words for each in remarks] == ["户籍人口/备注", "户籍户数/备注", "户均人口/备注"]
    assert [(each.optional, each.candidates, each.asks_held) for each in remarks] == [(True, (), False)] * 3
    assert tally(proposals_of(form), roster_rows=1).asked_in_all == 2


def test_what_is_missing_leaves_out_remarks_and_formulas_also_of_a_form_read_before(one_table: SmallOneTable) -> None:
    form = brought(one_table)
    place = {"row": 5, "last_row": 5, "column": 3, "last_column": 3}
    with writing():
        unwritten()
        Slot.objects.filter(form_file=form, row=5, column=4).update(**place, column_path=["本期数"])
    draft = draft_of(form, Place(one_table.city.unit("stone"), "2022-05", one_table.supervisor, TODAY, current()))
    assert [words for words, _why in draft.missing] == ["户籍人口/本期数", "户籍户数/本期数"]
    assert {each.found.why for each in draft.entries if each.optional} == {OPTIONAL}


def test_a_slot_somebody_ruled_on_goes_and_comes_back_with_what_was_said(one_table: SmallOneTable) -> None:
    form, by = brought(one_table), one_table.officer
    people = next(each.slot for each in proposals_of(form) if each.slot.words == "户籍人口/本期数")
    confirm(people, holding="element:registered_population", by=by, at=NOW)
    name = form.reading["sheets"][0]["name"]
    correct_cells(form, [(3, 3)], sheet=name, role=Role.DATA, by=by, at=NOW)
    assert people.pk not in set(slots_of(form).values_list("pk", flat=True))
    assert people.rulings.count() == 1
    correct_cells(form, [(3, 3)], sheet=name, role=None, by=by, at=NOW)
    again = slots_of(form).get(pk=people.pk)
    assert (again.state, again.words) == (SlotState.PROPOSED, "户籍人口/本期数")
