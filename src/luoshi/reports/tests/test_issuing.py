"""A form filled from the books for a unit and a period: what goes where, frozen, with the way back."""

import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from time import time

import pytest

from luoshi.audit.actions import unwritten, writing
from luoshi.jobs.actions import cancel
from luoshi.jobs.models import Job, JobState
from luoshi.jobs.testing import drain
from luoshi.org.tests.small_city import NOW, TODAY
from luoshi.packs.queries import current
from luoshi.registers.actions import correct
from luoshi.reports import issued, jobs
from luoshi.reports.actions import bring
from luoshi.reports.actions.bringing import choose_tracing
from luoshi.reports.actions.issuing import ask_for_many, ask_for_zip, issue
from luoshi.reports.drafts import draft_of
from luoshi.reports.issued import (
    changed_since,
    figure_seen,
    file_of,
    issue_seen,
    issues_seen,
    lineage_of,
    name_of_file,
    units_to_issue_for,
    zip_of,
)
from luoshi.reports.kept import clean, folder
from luoshi.reports.models import FormFile, Issue, IssuedFigure, Slot, Tracing
from luoshi.reports.permissions import check_can_issue
from luoshi.reports.sources import HIDDEN, NO_RECORD, NOT_HELD, Place
from luoshi.reports.tests.books import SHEET, changed, parts, shown, written
from luoshi.reports.tests.small_asking import SmallAsking, kept
from luoshi.reports.tests.small_books import SmallBooks, slot
from luoshi.reports.tests.wordfiles import document, paragraph, table
from luoshi.rules.actors import Role
from luoshi.rules.refusals import Refused


@pytest.fixture
def books(asking: SmallAsking) -> SmallBooks:
    """The village, its months and its people."""
    return SmallBooks(asking)


def village_form(books: SmallBooks) -> FormFile:
    return books.form(
        slot(5, 1, {"kind": "unit"}),
        slot(5, 3, {"kind": "element", "code": "people"}),
        slot(5, 4, {"kind": "new"}),
        slot(5, 5, {"kind": "element", "code": "income"}, unit_words="元"),
        slot(5, 6, {"kind": "field", "register": "books.village", "field": "founded"}),
        slot(6, 3, {"kind": "measure", "ref": "books.people"}),
    )


def made(books: SmallBooks, form: FormFile, period: str = "2022-05", unit: str = "spring") -> Issue:
    return issue(form, unit=books.city.unit(unit), period=period, by=books.lead, at=NOW, today=TODAY)


def test_each_place_is_filled_from_where_its_datum_is_held(books: SmallBooks) -> None:
    sheet = shown(file_of(made(books, village_form(books))))
    assert [sheet[cell].value for cell in ("A5", "C5", "D5", "E5", "C6")] == ["泉村", 812, None, 22_500, 812]
    assert sheet["F5"].value.year == 1984
    assert sheet["B9"].value == 812 + 812


def test_a_quarter_adds_up_its_months_and_a_county_its_villages(books: SmallBooks) -> None:
    form = village_form(books)
    place = Place(books.city.unit("north"), "2022-Q2", books.lead, TODAY, current())
    values = draft_of(form, place).values
    assert (values[SHEET, 5, 5], values[SHEET, 5, 3]) == (Decimal(37_500), 812)
    books.enter("village", {"name": "石门村", "people": 88}, unit="stone")
    assert draft_of(form, place).values[SHEET, 5, 3] == 900


def test_what_is_missing_is_told_with_its_reason(books: SmallBooks) -> None:
    place = Place(books.unit, "2021-01", books.lead, TODAY, current())
    draft = draft_of(village_form(books), place)
    told = dict(draft.missing)
    assert (told["列4"], told["列5"]) == (NOT_HELD, NO_RECORD)
    assert (SHEET, 5, 5) not in draft.values


def test_a_list_takes_a_line_for_each_record_and_the_form_grows(books: SmallBooks) -> None:
    form = books.form(
        slot(5, 1, {"kind": "field", "register": "books.resident", "field": "number"}, repeats=True, last_row=8),
        slot(5, 6, {"kind": "field", "register": "books.resident", "field": "born"}, repeats=True, last_row=8),
        slot(10, 1, {"kind": "period"}),
    )
    issued = made(books, form)
    sheet = shown(file_of(issued))
    assert [sheet.cell(row, 1).value for row in range(5, 13)] == [
        "R0",
        "R1",
        "R2",
        "R3",
        "R4",
        "R5",
        "合计",
        "2022-05",
    ]
    assert sheet["F10"].value.year == 1985
    figure = issued.figures.get(row=10, column=1)
    assert figure.trail["records"] == [[books.people[5].pk, 1]]
    assert not changed_since(issued, by=books.lead, today=TODAY)
    correct(books.people[5], {"number": "R5乙"}, reason="改", by=books.lead, at=NOW)
    assert set(changed_since(issued, by=books.lead, today=TODAY)) == {figure.pk}


def test_an_issued_form_is_frozen_and_later_corrections_show(books: SmallBooks) -> None:
    issued = made(books, village_form(books))
    before = file_of(issued)
    correct(books.may, {"income": "3"}, reason="补报", by=books.lead, at=NOW)
    assert file_of(issue_seen(books.lead, issued.pk)) == before
    changed = changed_since(issued, by=books.lead, today=TODAY)
    (pk,) = changed
    assert changed[pk].value == 30_000
    with pytest.raises(TypeError):
        issued.save()
    with pytest.raises(TypeError):
        issued.delete()


def test_a_figure_leads_back_to_who_entered_it(books: SmallBooks) -> None:
    issued = made(books, village_form(books))
    figure = issued.figures.get(row=5, column=5)
    correct(books.may, {"note": "另说"}, reason="补", by=books.lead, at=NOW)
    found = lineage_of(figure_seen(books.lead, figure.lineage), by=books.lead, today=TODAY)
    (row,) = found.rows
    assert (row.signed, row.files) == ((), ())
    assert (row.pk, row.revision, row.since, found.changed) == (books.may.pk, 1, 1, False)
    assert row.version is not None
    assert row.version.by_name == books.lead.name
    printed = issued.figures.get(row=6, column=3)
    assert printed.trail["printed"]


def test_what_one_may_not_see_is_not_filled_and_others_are_not_issued_for(books: SmallBooks) -> None:
    form = village_form(books)
    with pytest.raises(Refused, match="not_your_unit"):
        made(books, form, unit="south")
    auditor = books.asking.city.actor(Role.AUDITOR, "city")
    assert units_to_issue_for(auditor) == []
    with pytest.raises(Refused, match="not_your_unit"):
        check_can_issue(auditor, books.unit)  # an auditor reads, and changes nothing
    issued = made(books, form)
    other = books.asking.other
    assert not issues_seen(other).exists()
    with pytest.raises(Refused, match="issue_not_visible"):
        issue_seen(other, issued.pk)
    assert (
        HIDDEN
        not in dict(draft_of(form, Place(books.unit, "2022-05", books.lead, TODAY, current())).missing).values()
    )


def test_many_units_are_done_by_a_job_and_come_as_one_zip(books: SmallBooks) -> None:
    units = [books.city.unit("spring"), books.city.unit("stone")]
    job = ask_for_many(village_form(books), units=units, period="2022-05", by=books.lead, at=NOW, today=TODAY)
    drain(at=NOW)
    batch = str(Job.objects.get(pk=job.pk).token)
    made = zip_of(books.lead, batch)
    assert made is not None
    assert zip_of(books.asking.other, batch) is None
    with zipfile.ZipFile(made) as archive:
        assert sorted(archive.namelist()) == [
            "农村基本情况表-泉村-2022-05.xlsx",
            "农村基本情况表-石门镇-2022-05.xlsx",
        ]
        assert shown(archive.read("农村基本情况表-泉村-2022-05.xlsx"))["C5"].value == 812


def test_a_zip_is_stopped_between_files_and_begun_anew_by_the_next(
    books: SmallBooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    units = [books.city.unit("spring"), books.city.unit("stone")]
    form = village_form(books)
    job = ask_for_many(form, units=units, period="2022-05", by=books.lead, at=NOW, today=TODAY)
    batch, again = str(job.token), issued.file_of

    def cancelled(issue: Issue) -> bytes:
        cancel(Job.objects.get(pk=job.pk), by=books.lead, at=NOW)
        return again(issue)

    monkeypatch.setattr(jobs, "BETWEEN", 1)
    monkeypatch.setattr(issued, "file_of", cancelled)
    drain(at=NOW, tolerant=True)
    assert Job.objects.get(pk=job.pk).state == JobState.CANCELLED
    assert (Issue.objects.count(), zip_of(books.lead, batch), list(folder().glob("*.part"))) == (2, None, [])
    monkeypatch.setattr(issued, "file_of", again)
    ask_for_zip(batch, by=books.lead, at=NOW)
    drain(at=NOW)
    assert zip_of(books.lead, batch) is not None
    clean(at=datetime.fromtimestamp(time() + 8 * 86_400, UTC))
    assert zip_of(books.lead, batch) is None


def test_a_kill_in_the_middle_leaves_whole_forms_or_none(books: SmallBooks, monkeypatch: pytest.MonkeyPatch) -> None:
    units = [books.city.unit("spring"), books.city.unit("stone")]
    ask_for_many(village_form(books), units=units, period="2022-05", by=books.lead, at=NOW, today=TODAY)
    bulk = IssuedFigure.objects.bulk_create
    calls: list[int] = []

    def killed(*args: object, **kwargs: object) -> object:
        calls.append(1)
        if len(calls) == 2:
            raise OSError("killed")
        return bulk(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(IssuedFigure.objects, "bulk_create", killed)
    (job, *_rest) = drain(at=NOW, tolerant=True)
    assert job.state != JobState.DONE
    assert not Issue.objects.exists()
    assert not IssuedFigure.objects.exists()


def test_a_word_form_is_filled_and_frozen_too(books: SmallBooks) -> None:
    by = books.asking.officer
    rows = [["姓名", "出生日期"], ["", ""], ["", ""], ["共____人", ""]]
    content = document(paragraph("困难群众花名册"), table(rows))
    form = bring(books.asking.admitted("花名册"), file=kept(content, by=by, name="花名册.docx"), by=by, at=NOW)
    with writing():
        unwritten()
        Slot.objects.filter(form_file=form).delete()
        Slot.objects.bulk_create(
            [
                Slot(form_file=form, sheet="表1", row=3, column=1, last_row=3, last_column=1, repeats=True,
                     source={"kind": "field", "register": "books.resident", "field": "number"}),
                Slot(form_file=form, sheet="表1", row=3, column=2, last_row=3, last_column=2, repeats=True,
                     source={"kind": "field", "register": "books.resident", "field": "born", "mask": "day_dotted"}),
                Slot(form_file=form, sheet="表1", row=5, column=1, last_row=5, last_column=1,
                     source={"kind": "element", "code": "people"}),
            ]
        )  # fmt: skip
    issued = made(books, form)
    assert issued.rosters == [["表1", 3, 4, 6]]
    again = file_of(issued)
    assert changed(content, again) == {"word/document.xml"}
    told = parts(again)["word/document.xml"].decode()
    assert told.count("<w:tr>") == 8
    assert "1985.2.9" in told
    assert "共812人" in told
    assert name_of_file(issued).endswith(".docx")


def test_lineage_ids_stand_on_a_hidden_sheet_where_the_office_allows_it(books: SmallBooks) -> None:
    form = village_form(books)
    plain = file_of(made(books, form))
    choose_tracing(form, Tracing.SHEET, by=books.asking.officer, at=NOW)
    issued = made(books, form)
    content = file_of(issued)
    before, after = parts(plain), parts(content)
    assert set(after) - set(before) == {"xl/worksheets/trace1.xml"}
    named = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
    assert {name for name in before if before[name] != after[name]} == named
    sheet = written(content, "溯源")
    assert sheet.sheet_state == "hidden"
    assert {row[2].value for row in sheet.iter_rows(min_row=2)} == {each.lineage for each in issued.figures.all()}
    choose_tracing(form, Tracing.NOTES, by=books.asking.officer, at=NOW)
    noted = made(books, form)
    notes = [cell.comment.text for row in written(file_of(noted)).iter_rows() for cell in row if cell.comment]
    assert set(notes) == {f"溯源号 {each.lineage}" for each in noted.figures.all()}
    assert file_of(issued) == content  # what was issued keeps the way it was issued in
    with pytest.raises(Refused, match="may_not_edit"):
        choose_tracing(form, Tracing.NONE, by=books.lead, at=NOW)
