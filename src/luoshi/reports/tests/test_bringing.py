"""Files of a form: versions, the same bytes again, who may bring and fetch them."""

import pytest

from luoshi.audit.models import Entry
from luoshi.evidence.holders import holders
from luoshi.org.tests.small_city import NOW
from luoshi.registers.actions import Step, move
from luoshi.reports.actions import bring, settle_slot
from luoshi.reports.models import SlotState
from luoshi.reports.queries import files_of, form_file_seen, form_of, newest_of, slots_of
from luoshi.reports.tests.small_asking import SmallAsking, kept
from luoshi.rules.refusals import Refused
from luoshi.sheets.tests.workbooks import workbook

FIRST: list[list[object]] = [["农村基本情况表"], ["村名", "户数"], ["甲村", None]]
SECOND: list[list[object]] = [["农村基本情况表"], ["村名", "户数", "人口"], ["甲村", None, None]]


def test_a_file_is_a_version_with_its_digest(asking: SmallAsking) -> None:
    form, file = asking.form(), kept(workbook(FIRST), by=asking.officer)
    brought = bring(form, file=file, by=asking.officer, at=NOW)
    assert (brought.version, brought.kind, brought.sha256) == (1, "xlsx", file.sha256)
    newer = bring(form, file=kept(workbook(SECOND), by=asking.officer), by=asking.officer, at=NOW)
    assert [each.version for each in files_of(form)] == [2, 1]
    assert newest_of(form) == newer
    assert Entry.objects.filter(act="reports.bring").count() == 2


def test_the_same_bytes_are_no_version(asking: SmallAsking) -> None:
    form, file = asking.form(), kept(workbook(FIRST), by=asking.officer)
    bring(form, file=file, by=asking.officer, at=NOW)
    with pytest.raises(Refused, match=r"reports\.same_file"):
        bring(form, file=file, by=asking.officer, at=NOW)


def test_only_who_enters_the_form_brings_its_file(asking: SmallAsking) -> None:
    form = asking.form()
    with pytest.raises(Refused) as told:
        bring(form, file=kept(workbook(FIRST), by=asking.township), by=asking.township, at=NOW)
    assert told.value.code == "registers.may_not_edit"


def test_a_text_is_no_form(asking: SmallAsking) -> None:
    file = kept("村名,户数\n甲村,3\n".encode(), by=asking.officer, name="表.csv")
    with pytest.raises(Refused, match=r"reports\.no_form"):
        bring(asking.form(), file=file, by=asking.officer, at=NOW)


def test_a_form_that_ended_takes_no_file(asking: SmallAsking) -> None:
    form = asking.form()
    move(form, "submit", step=Step(on=NOW.date()), by=asking.officer, at=NOW)
    move(form, "refuse", step=Step(on=NOW.date()), by=asking.supervisor, at=NOW)
    with pytest.raises(Refused, match=r"reports\.closed"):
        bring(form, file=kept(workbook(FIRST), by=asking.officer), by=asking.officer, at=NOW)


def test_who_sees_the_form_fetches_its_file(asking: SmallAsking) -> None:
    form, file = asking.form(), kept(workbook(FIRST), by=asking.officer)
    brought = bring(form, file=file, by=asking.officer, at=NOW)
    assert form_of(asking.officer, form.pk) == form
    assert form_file_seen(asking.supervisor, brought.pk) == brought
    assert holders().seen_by(asking.supervisor, file.sha256) == file
    assert holders().seen_by(asking.township, file.sha256) is None
    assert holders().in_use([file.content_id]) == {file.content_id}
    with pytest.raises(Refused):
        form_file_seen(asking.township, brought.pk)


def test_a_slot_is_settled_with_its_source(asking: SmallAsking) -> None:
    brought = bring(asking.form(), file=kept(workbook(FIRST), by=asking.officer), by=asking.officer, at=NOW)
    slot = slots_of(brought).get(row=3, column=2)
    settle_slot(slot, source={"kind": "element", "code": "households"}, by=asking.officer, at=NOW)
    found = slots_of(brought).get(pk=slot.pk)
    assert (found.state, found.source["code"], found.words) == (SlotState.CONFIRMED, "households", "甲村/户数")


def test_what_was_settled_holds_for_the_next_version(asking: SmallAsking) -> None:
    form = asking.form()
    brought = bring(form, file=kept(workbook(FIRST), by=asking.officer), by=asking.officer, at=NOW)
    slot = slots_of(brought).get(row=3, column=2)
    settle_slot(slot, source={"kind": "element", "code": "households"}, by=asking.officer, at=NOW)
    newer = bring(form, file=kept(workbook(SECOND), by=asking.officer), by=asking.officer, at=NOW)
    assert [(each.words, each.state, each.source) for each in slots_of(newer)] == [
        ("甲村/户数", "confirmed", {"kind": "element", "code": "households"}),
        ("甲村/人口", "proposed", {}),
    ]
