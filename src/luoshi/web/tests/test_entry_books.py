"""填报 by workbook: protected, filled in elsewhere, brought back with a preview; and a unit's own book."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl.worksheet.worksheet import Worksheet
from pytest_django.fixtures import Settings

from luoshi.registers.models import Offer, Record
from luoshi.registers.tests.small_works import SmallWorks
from luoshi.rules.actors import Actor, Role
from luoshi.sheets.tests.workbooks import workbook
from luoshi.web.tests.test_entry import PERIOD, more_villages, queued, send
from luoshi.web.tests.test_registers import as_, page

BOOK = "entry_book"


@pytest.fixture
def villages(works: SmallWorks, settings: Settings, tmp_path: Path) -> SmallWorks:
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path / "evidence"}
    more_villages(works)
    return works


def read(answer: Any) -> bytes:
    """All of a file that is sent."""
    return b"".join(answer.streaming_content)


def downloaded(by: Actor, **query: str) -> bytes:
    answer = as_(by).get(reverse(BOOK), {"period": PERIOD, **query})
    assert answer.status_code == 200
    return read(answer)


def filled(data: bytes, fill_in: Callable[[Worksheet], None]) -> bytes:
    """The workbook as somebody saves it again."""
    book = openpyxl.load_workbook(BytesIO(data))
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    fill_in(sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def brought(client: Client, data: bytes, name: str = "填报.xlsx") -> Any:
    return client.post(reverse("entry_bring"), {"file": SimpleUploadedFile(name, data)})


def confirmed(client: Client, answer: Any) -> Any:
    """Send the preview's own form, as it stands."""
    boxes = dict(answer.context["boxes"])
    boxes["submission"] = answer.context["form"].submission
    return client.post(answer.context["form"].action, boxes)


def put(*cells: tuple[str, str | float]) -> Callable[[Worksheet], None]:
    def fill_in(sheet: Worksheet) -> None:
        for place, value in cells:
            sheet[place] = value

    return fill_in


def test_only_what_is_asked_for_is_open(villages: SmallWorks) -> None:
    send(villages.lead, queued(villages, "a", remark="五月"))
    book = openpyxl.load_workbook(BytesIO(downloaded(villages.lead)))
    sheet = book.worksheets[0]
    assert sheet.protection.sheet
    assert [sheet.cell(row, 1).value for row in (5, 6, 7)] == ["泉村", "山村", "湖村"]
    assert (sheet["B5"].value, sheet["B5"].protection.locked) == ("五月", True)
    assert (sheet["C5"].value, sheet["C5"].protection.locked) == (None, False)
    assert [each.sheet_state for each in book.worksheets[1:]] == ["veryHidden"]
    assert {rule.type for rule in sheet.data_validations.dataValidation} == {"decimal"}


def test_what_comes_back_is_shown_cell_by_cell_and_saved_when_confirmed(villages: SmallWorks) -> None:
    works, client = villages, as_(villages.lead)
    data = filled(downloaded(works.lead), put(("B5", "五月"), ("C5", 12.0), ("B6", "五月"), ("C6", "约十")))
    answer = brought(client, data)
    assert answer.status_code == 200
    assert not Record.objects.exists()
    shown = answer.content.decode()
    assert "只是概数" in shown
    assert [count for _word, count in answer.context["counts"]] == [3, 1]
    assert confirmed(client, answer).status_code == 302
    assert {record.unit.title: record.data for record in Record.objects.all()} == {
        "泉村": {"remark": "五月", "done": 12},
        "山村": {"remark": "五月"},
    }
    again = brought(client, data)  # last time's file once more: nothing new in it but what could not be saved
    assert [count for _word, count in again.context["counts"]] == [3, 1]
    assert again.context["boxes"] == []


def test_what_others_entered_since_the_download_is_a_conflict(villages: SmallWorks) -> None:
    works, client = villages, as_(villages.lead)
    data = filled(downloaded(works.lead), put(("B5", "五月"), ("C5", 8)))
    second = works.city.actor(Role.COUNTY_LEAD, "north")
    send(second, queued(works, "a", remark="五月", done="7"))
    answer = brought(client, data)
    assert "下载之后别人填了不同的值" in answer.content.decode()
    confirmed(client, answer)
    assert (Offer.objects.get().value, Record.objects.get().data["done"]) == (8, 7)


def test_corrections_come_back_too(villages: SmallWorks) -> None:
    works, client = villages, as_(villages.lead)
    send(works.lead, queued(works, "a", remark="五月", done="7"))
    data = filled(downloaded(works.lead, all="1"), put(("C5", 9)))
    answer = brought(client, data)
    assert answer.context["back"].untouched == 5
    confirmed(client, answer)
    assert Record.objects.get().data == {"remark": "五月", "done": 9}


def test_moved_rows_and_foreign_cells_are_refused(villages: SmallWorks) -> None:
    works = villages
    moved = filled(downloaded(works.lead), put(("A5", "湖村"), ("C5", 3)))
    assert "行的单位与下载时不同" in brought(as_(works.lead), moved).content.decode()
    theirs = filled(downloaded(works.lead), put(("B5", "五月"), ("C5", 3)))
    answer = brought(as_(works.supervisor), theirs)
    assert answer.status_code == 200
    assert confirmed(as_(works.supervisor), answer).status_code in (200, 422)
    assert not Record.objects.exists()


def broken_places(book: openpyxl.Workbook) -> None:
    book["luoshi"]["A2"] = "=1+1"


def test_a_hidden_sheet_somebody_tampered_with_is_not_taken(villages: SmallWorks) -> None:
    book = openpyxl.load_workbook(BytesIO(downloaded(villages.lead)))
    book["luoshi"]["A2"] = "9" * 5000
    out = BytesIO()
    book.save(out)
    answer = brought(as_(villages.lead), out.getvalue())
    assert answer.status_code == 409
    assert "不是从“填报”下载的表" in answer.content.decode()


def test_another_table_is_not_taken(villages: SmallWorks) -> None:
    client = as_(villages.lead)
    assert "不是从“填报”下载的表" in brought(client, workbook([("单位", "数"), ("泉村", 1)])).content.decode()
    assert brought(client, b"a,b\n1,2\n", "a.csv").status_code == 409
    assert client.post(reverse("entry_bring")).status_code == 409
    book = openpyxl.load_workbook(BytesIO(downloaded(villages.lead)))
    broken_places(book)
    out = BytesIO()
    book.save(out)
    assert brought(client, out.getvalue()).status_code == 409
    assert brought(client, downloaded(villages.lead)[:3000]).status_code == 409  # half an upload


def test_a_unit_takes_all_its_records_away(villages: SmallWorks) -> None:
    works = villages
    send(works.lead, queued(works, "a", remark="=1+1", done="7"))
    works.site("东桥", cost=5)
    offered = page(as_(works.lead), "own_book")
    assert "泉村" in offered
    client, spring = as_(works.lead), works.city.unit("spring")
    answer = client.get(reverse("own_book"), {"unit": spring.pk})
    book = openpyxl.load_workbook(BytesIO(read(answer)))
    assert book.sheetnames == ["月报"]
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert 7 in cells
    assert "=1+1" in cells  # as text
    north = client.get(reverse("own_book"), {"unit": works.north.pk})
    assert openpyxl.load_workbook(BytesIO(read(north))).sheetnames == ["工地"]
    assert as_(works.other_lead).get(reverse("own_book"), {"unit": spring.pk}).status_code == 404
