"""Files of offices read in the child: workbooks old and new, Word, and what does harm."""

import io
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from luoshi.org.tests.small_city import NOW
from luoshi.reports.actions import bring, correct_cells
from luoshi.reports.models import FormFile
from luoshi.reports.queries import slots_of
from luoshi.reports.reading.child import workbook_sheets
from luoshi.reports.reading.opening import grid_from
from luoshi.reports.reading.word import word_tables
from luoshi.reports.tests.small_asking import SmallAsking, kept
from luoshi.reports.tests.wordfiles import document, paragraph, table
from luoshi.reports.understood import differences, understood
from luoshi.rules.refusals import Refused
from luoshi.rules.tables.reading import Role, read_form
from luoshi.rules.tables.shape import Layout
from luoshi.sheets.tests.workbooks import rewritten, workbook

Rows = list[list[object]]
VILLAGES: Rows = [
    ["农村基本情况表", None, None, None],
    ["村名", "户数（户）", "人口", None],
    [None, None, "合计", "其中：女"],
    ["甲村", None, None, None],
    ["乙村", None, None, None],
    ["合计", "=SUM(B4:B5)", "=SUM(C4:C5)", "=SUM(D4:D5)"],
]


def merged(sheet: Worksheet) -> None:
    for span in ("A1:D1", "A2:A3", "B2:B3", "C2:D2"):
        sheet.merge_cells(span)


def brought(asking: SmallAsking, data: bytes, name: str = "报表.xlsx") -> FormFile:
    return bring(asking.form(), file=kept(data, by=asking.officer, name=name), by=asking.officer, at=NOW)


def test_a_workbook_is_read_with_spans_and_formulas(asking: SmallAsking) -> None:
    form = brought(asking, workbook(VILLAGES, merged))
    (sheet,) = understood(form)
    (found,) = sheet.reading.tables
    assert (sheet.reading.title.text, found.layout) == ("农村基本情况表", Layout.MATRIX)
    assert [slot.words for slot in found.slots][:3] == ["甲村/户数", "甲村/人口/合计", "甲村/人口/其中/女"]
    assert [slot.computed for slot in found.slots][-3:] == [True, True, True]
    kept_slots = list(slots_of(form))
    assert len(kept_slots) == 6
    assert (kept_slots[0].words, kept_slots[0].unit_words, kept_slots[0].row) == ("甲村/户数", "户", 4)


def test_a_hidden_sheet_is_told_and_not_filled(asking: SmallAsking) -> None:
    book = openpyxl.Workbook()
    for name, state in (("报表", "visible"), ("代码", "hidden")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        sheet.append(["村名", "户数"])
        sheet.append(["甲村", None])
    del book["Sheet"]
    out = io.BytesIO()
    book.save(out)
    form = brought(asking, out.getvalue())
    assert [(sheet.name, sheet.hidden) for sheet in understood(form)] == [("报表", False), ("代码", True)]
    assert {slot.sheet for slot in slots_of(form)} == {"报表"}


def test_a_word_document_is_read_with_the_lines_around_its_tables(asking: SmallAsking) -> None:
    data = document(
        paragraph("农户情况登记表"),
        paragraph("表号：农户1表"),
        table([["户主姓名", "", "性别", ""], ["身份证号", "", "联系电话", ""], ["家庭住址", "", "<", "<"]]),
        paragraph("填表人：　　　填报日期："),
    )
    (sheet,) = understood(brought(asking, data, "登记表.docx"))
    assert (sheet.name, sheet.above) == ("表1", 2)
    assert (sheet.reading.title.text, sheet.reading.form_number.text) == ("农户情况登记表", "农户1表")
    assert [slot.words for slot in sheet.reading.tables[0].slots] == [
        "户主姓名",
        "性别",
        "身份证号",
        "联系电话",
        "家庭住址",
    ]
    assert set(sheet.reading.footer) == {"filled_by", "date"}


def test_cells_of_word_that_go_on_are_spans(tmp_path: Path) -> None:
    file = tmp_path / "table.docx"
    file.write_bytes(document(table([["村名", "人口", "<"], ["^", "男", "女"], ["甲村", "", ""], ["乙村", "", ""]])))
    (told,) = word_tables(file)
    reading = read_form(grid_from(told))
    assert [slot.words for slot in reading.tables[0].slots][:2] == ["甲村/人口/男", "甲村/人口/女"]


def test_corrections_are_kept_and_hold_for_the_next_version(asking: SmallAsking) -> None:
    form = brought(asking, workbook(VILLAGES, merged))
    correct_cells(form, {(4, 2)}, sheet="Sheet", role=Role.DATA, by=asking.officer, at=NOW)
    correct_cells(form, {(5, 1)}, sheet="Sheet", role=Role.TOTAL, by=asking.officer, at=NOW)
    assert form.corrections == {"Sheet": {"B4": "data", "A5": "total"}}
    assert "甲村/户数" not in {slot.words for slot in slots_of(form)}
    changed: Rows = [*VILLAGES[:4], ["丙村", None, None, None], *VILLAGES[5:]]
    newer = bring(form.record, file=kept(workbook(changed, merged), by=asking.officer), by=asking.officer, at=NOW)
    assert newer.corrections == {"Sheet": {"B4": "data"}}
    found = differences(understood(form), understood(newer))
    assert [(each.address, each.before, each.after) for each in found.cells] == [("A5", "乙村", "丙村")]
    assert found.came == ("丙村/人口/其中/女", "丙村/人口/合计", "丙村/户数")
    correct_cells(newer, {(4, 2)}, sheet="Sheet", role=None, by=asking.officer, at=NOW)
    assert newer.corrections == {"Sheet": {}}
    assert "甲村/户数" in {slot.words for slot in slots_of(newer)}


def test_what_may_not_be_corrected_is_refused(asking: SmallAsking) -> None:
    form = brought(asking, workbook(VILLAGES, merged))
    stale = FormFile.objects.get(pk=form.pk)
    correct_cells(form, {(4, 2)}, sheet="Sheet", role=Role.DATA, by=asking.officer, at=NOW)
    told = []
    for file, sheet, place, by in (
        (stale, "Sheet", (4, 3), asking.officer),
        (form, "Blatt", (4, 3), asking.officer),
        (form, "Sheet", (900, 3), asking.officer),
        (form, "Sheet", (4, 3), asking.township),
    ):
        with pytest.raises(Refused) as refusal:
            correct_cells(file, {place}, sheet=sheet, role=Role.DATA, by=by, at=NOW)
        told.append(refusal.value.code)
    assert told == ["reports.corrected_meanwhile", "reports.no_such_cell", "reports.no_such_cell",
                    "registers.may_not_edit"]  # fmt: skip


def far_down() -> bytes:
    def dress(sheet: Worksheet) -> None:
        sheet.cell(1_048_576, 1).value = "远"

    return workbook([["村名", "户数"], ["甲村", None]], dress)


def linked() -> bytes:
    data = workbook([["村名", "户数"], ["甲村", 3]])
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as going:
        going.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    return out.getvalue()


def test_a_million_rows_are_cut_and_told(tmp_path: Path) -> None:
    file = tmp_path / "far.xlsx"
    file.write_bytes(far_down())
    (sheet,), links = workbook_sheets(file, is_zip=True)
    assert (sheet["cut"], len(sheet["rows"]), links) == (True, 2, False)


def test_links_to_other_workbooks_are_told(tmp_path: Path) -> None:
    file = tmp_path / "linked.xlsx"
    file.write_bytes(linked())
    assert workbook_sheets(file, is_zip=True)[1]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("entities.docx", document(table([["a"]]), before="<!DOCTYPE w [<!ENTITY a 'b'>]>"), "evidence.damaged"),
        ("words.docx", document(paragraph("没有表格")), "reports.nothing_in_it"),
        ("empty.xlsx", workbook([]), "reports.nothing_in_it"),
        ("wide.xlsx", workbook([["村名", *[None] * 400, "远"]]), "sheets.too_wide"),
        ("half.xlsx", workbook([["村名"]])[:2_000], "evidence.polyglot"),
        (
            "broken.xlsx",
            rewritten(workbook([["村名"]]), "xl/workbook.xml", lambda part: part[:90]),
            "evidence.damaged",
        ),
    ],
)
def test_what_is_no_form_is_refused(asking: SmallAsking, name: str, data: bytes, code: str) -> None:
    with pytest.raises(Refused) as told:
        brought(asking, data, name)
    assert told.value.code == code


@pytest.mark.slow
def test_forms_of_others_are_read_without_a_crash() -> None:
    """Where somebody has a folder of workbooks: LUOSHI_WORKBOOKS names it."""
    folder = Path(os.environ.get("LUOSHI_WORKBOOKS", "/nowhere"))
    files = sorted(folder.rglob("*.xlsx"))
    if not files:
        pytest.skip("workbooks of others are not part of luoshi; name their folder in LUOSHI_WORKBOOKS")
    for file in files:
        for told in workbook_sheets(file, is_zip=True)[0]:
            assert read_form(grid_from(told)).tables, file.name
