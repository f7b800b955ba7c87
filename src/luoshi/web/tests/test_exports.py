"""A list as a file: what is shown, in the order and words it is shown, in three forms; and back again."""

from datetime import datetime
from io import BytesIO

import openpyxl
import pypdfium2
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from luoshi.jobs.testing import drain
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import SmallWorks
from luoshi.sheets.models import Import
from luoshi.web.clock import now
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.exporting import shown_of
from luoshi.web.tests.test_imports import send
from luoshi.web.tests.test_registers import as_, page

SITE = "works.site"
Rows = list[tuple[object, ...]]


def fetched(client: Client, form: str, **query: str) -> bytes:
    response = client.get(reverse("register_file", args=[SITE, form]), query)
    assert response.status_code == 200
    return b"".join(response)


def sheet_in(client: Client, **query: str) -> Rows:
    sheet = openpyxl.load_workbook(BytesIO(fetched(client, "xlsx", **query))).active
    assert sheet is not None
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def test_the_workbook_holds_what_the_list_shows(works: SmallWorks) -> None:
    client = as_(works.lead)
    works.site("东桥", cost="12000.5", ready_on="2022-02-09", sort="road")
    works.site("=1+1", cost="-0", sort="water")
    works.site("西桥", cost="3", sort="road")
    asked = {"cols": "field-cost,field-ready_on", "sort": "label", "field-sort": "road", "totals": "1"}
    shown = page(client, "register", SITE, **asked)
    assert "/files/xlsx/?" in shown
    rows = sheet_in(client, **asked)
    assert rows[0][0] == "工地"
    assert "道路" in str(rows[1][0])
    assert works.lead.name in str(rows[2][0])
    assert rows[3] == ("编号", "工地名称", "造价（万元）", "备齐日期")
    assert [row[1] for row in rows[4:6]] == ["东桥", "西桥"]
    assert rows[4][2:] == (12000.5, datetime(2022, 2, 9))  # noqa: DTZ001  (a cell of Excel has no zone)
    assert (str(rows[6][0])[:2], rows[6][2]) == ("合计", 12003.5)
    assert len(rows) == 7
    every = fetched(client, "csv", cols="field-cost").decode()
    assert "'=1+1" in every
    assert "12000.5" in every


def test_paper_and_an_unknown_form(works: SmallWorks) -> None:
    client = as_(works.lead)
    works.site("东桥", cost="12000.5")
    document = pypdfium2.PdfDocument(fetched(client, "pdf"))
    text = document[0].get_textpage().get_text_range()
    assert "东桥" in text
    assert "12,000.5" in text
    document.close()
    assert client.get(reverse("register_file", args=[SITE, "docx"])).status_code == 409


def test_a_stranger_exports_no_rows_and_a_hidden_field_stays_hidden(works: SmallWorks) -> None:
    works.site("东桥", foreman="13800000000")
    assert len(sheet_in(as_(works.other_lead))) == 4
    for form in ("xlsx", "csv"):
        assert b"13800000000" not in fetched(as_(works.officer), form, cols="field-foreman")
    assert all("13800000000" not in str(row) for row in sheet_in(as_(works.officer), cols="field-foreman"))


def test_an_export_that_was_edited_comes_back_as_updates(
    works: SmallWorks, settings: Settings, tmp_path: object
) -> None:
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path / "evidence"}  # type: ignore[operator]
    client = as_(works.lead)
    east, west = works.site("东桥", cost="5", sort="road"), works.site("-2+3", cost="8")
    columns = "field-plan,field-cost,field-sort,unit,lead,field-ready_on"
    book = openpyxl.load_workbook(BytesIO(fetched(client, "xlsx", cols=columns, sort="label")))
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=5):
        if row[0].value == east.number:
            row[3].value = 7
    out = BytesIO()
    book.save(out)
    brought = send(client, works, out.getvalue())
    shown = page(client, "import", brought.pk)
    assert "像是别的台账" not in shown
    chosen = {
        "field-0": "@number", "field-1": "title_of_site", "field-2": "plan", "field-3": "cost", "field-4": "sort",
        "field-5": "@unit", "field-6": "@lead", "field-7": "ready_on",
    }  # fmt: skip
    for name in chosen.values():
        assert f'value="{name}" selected' in shown
    client.post(reverse("import_map", args=[brought.pk]), {"sheet": brought.sheet, **chosen})
    drain(at=now())
    brought = Import.objects.get(pk=brought.pk)
    assert (brought.counts.get("update"), brought.counts.get("same"), brought.counts.get("refused")) == (1, 1, None)
    client.post(reverse("import_confirm", args=[brought.pk]))
    drain(at=now())
    assert Record.objects.get(pk=east.pk).data["cost"] == "7"
    assert Record.objects.get(pk=west.pk).revision == 1


def test_any_table_of_a_page_goes_into_a_file_by_one_call(works: SmallWorks) -> None:
    table = Table(
        (Column("单位"), Column("数", ColumnKind.NUMBER)),
        (Row((Cell("北山旗"), Cell("1,200"))), Row((Cell("南河县"), Cell("—")))),
        Empty(""),
        total=Row((Cell("合计"), Cell("1,200"))),
    )
    shown = shown_of(works.lead, table, title="表")
    lines = list(shown.rows)
    assert [str(line.values[1]) for line in lines] == ["1200", "—", "1200"]
    assert [line.strong for line in lines] == [False, False, True]
