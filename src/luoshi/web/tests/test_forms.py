"""报表文件 in the browser's words: uploaded, shown as understood, corrected by clicking, brought again, refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from luoshi.registers.models import Record
from luoshi.reports.models import FormFile
from luoshi.reports.queries import slots_of
from luoshi.reports.tests.small_asking import SmallAsking
from luoshi.reports.tests.wordfiles import document, paragraph, table
from luoshi.sheets.tests.workbooks import workbook
from luoshi.web.tests.reading import Page, barriers
from luoshi.web.tests.test_registers import as_, page

ROWS: list[list[object]] = [
    ["农村基本情况表", None, None],
    ["村名", "户数（户）", "人口（人）"],
    ["甲村", None, None],
]


@pytest.fixture
def asking(small_asking: SmallAsking, settings: Settings, tmp_path: object) -> SmallAsking:
    """The small register of asked forms in force."""
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path / "evidence"}  # type: ignore[operator]
    return small_asking


def send(client: Client, form: Record, data: bytes, name: str = "基本情况.xlsx") -> int:
    """Upload a file, as the page does; the status of the answer."""
    sent = {"file": SimpleUploadedFile(name, data)}
    return client.post(reverse("form_bring", args=[form.pk]), sent).status_code


def test_a_form_is_uploaded_reviewed_and_corrected(asking: SmallAsking) -> None:
    form, client = asking.form(), as_(asking.officer)
    assert reverse("form_file", args=[form.pk]) in page(client, "record", form.pk)
    assert "还没有文件" in page(client, "form_file", form.pk)
    assert send(client, form, workbook(ROWS)) == 302
    shown = page(client, "form_file", form.pk)
    assert barriers(Page(shown)) == []
    assert "甲村 / 户数" not in shown
    assert all(words in shown for words in ("农村基本情况表", "甲村/户数", "▣", "表头", "▢", "填报", "没有写明批准"))
    chosen = client.get(reverse("form_file", args=[form.pk]), {"cell": "B3", "sheet": "Sheet"}).content.decode()
    assert barriers(Page(chosen)) == []
    assert 'aria-keyshortcuts="h"' in chosen
    told = {"sheet": "Sheet", "cell": "B3", "role": "data", "scope": "cell", "revision": "1"}
    assert client.post(reverse("form_correct", args=[form.pk, 1]), told).status_code == 302
    brought = FormFile.objects.get()
    assert brought.corrections == {"Sheet": {"B3": "data"}}
    assert [slot.words for slot in slots_of(brought)] == ["甲村/人口"]
    assert "人工" in page(client, "form_file", form.pk)
    column = {"sheet": "Sheet", "cell": "C3", "role": "note", "scope": "column", "revision": "2"}
    client.post(reverse("form_correct", args=[form.pk, 1]), column)
    assert set(FormFile.objects.get().corrections["Sheet"]) == {"B3", "C2", "C3"}


def test_what_was_uploaded_before_is_recognised(asking: SmallAsking) -> None:
    form, other, client = asking.form(), asking.form("另一张"), as_(asking.officer)
    first, second = workbook(ROWS), workbook([*ROWS, ["乙村", None, None]])
    assert send(client, form, first) == 302
    sent = {"file": SimpleUploadedFile("再传.xlsx", first)}
    again = client.post(reverse("form_bring", args=[form.pk]), sent)
    assert (again.status_code, "第 1 版完全相同" in again.content.decode()) == (422, True)
    assert send(client, form, second) == 302
    shown = page(client, "form_file", form.pk)
    assert "与第 1 版的差异" in shown
    assert "乙村/户数" in shown
    assert send(client, form, first) == 302
    shown = page(client, "form_file", form.pk)
    assert "与第 1 版是同一个文件" in shown
    assert "与第 2 版的差异" in shown
    assert "乙村/户数" in shown
    assert send(client, other, first) == 302
    assert reverse("form_file", args=[form.pk]) in page(client, "form_file", other.pk)


def test_bad_files_and_bad_corrections_are_told(asking: SmallAsking) -> None:
    form, client = asking.form(), as_(asking.officer)
    assert send(client, form, b"a,b\n1,2\n", "a.csv") == 422
    assert send(client, form, workbook(ROWS)[:900]) == 422
    assert client.post(reverse("form_bring", args=[form.pk])).status_code == 422
    assert send(client, form, workbook(ROWS)) == 302
    for told in (
        {"cell": "../etc"},
        {"cell": "A9999999"},
        {"role": "king"},
        {"sheet": "Blatt"},
        {"revision": "7"},
    ):
        sent = {"sheet": "Sheet", "cell": "B3", "role": "data", "revision": "1", **told}
        assert client.post(reverse("form_correct", args=[form.pk, 1]), sent).status_code in (409, 422), told
    assert client.get(reverse("form_file", args=[form.pk]), {"cell": "ZZZ9", "v": "x"}).status_code == 200


def test_slots_are_given_away_as_files(asking: SmallAsking) -> None:
    form, client = asking.form(), as_(asking.officer)
    send(client, form, workbook(ROWS))
    response = client.get(reverse("form_slots", args=[form.pk, 1, "csv"]))
    told = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    assert "B3,甲村,户数,户" in told


def test_the_list_leads_to_filling_word_forms_as_well(asking: SmallAsking) -> None:
    form, client = asking.form(), as_(asking.officer)
    word = document(
        paragraph("农户情况登记表"), table([["户主姓名", "", "性别", ""], ["身份证号", "", "联系电话", ""]])
    )
    assert send(client, form, word, "登记表.docx") == 302
    fill = reverse("issue_fill", args=[FormFile.objects.get().pk])
    assert fill in page(client, "forms")


def test_a_stranger_sees_no_form(asking: SmallAsking) -> None:
    form = asking.form()
    assert as_(asking.township).get(reverse("form_file", args=[form.pk])).status_code == 404
