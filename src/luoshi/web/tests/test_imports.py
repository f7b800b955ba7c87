"""导入 in the browser's words: brought, mapped, previewed, confirmed; what may not be is told."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from luoshi.jobs.testing import drain
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import SmallWorks
from luoshi.sheets.models import Import, Stage
from luoshi.sheets.tests.workbooks import workbook
from luoshi.web.clock import now
from luoshi.web.tests.reading import Page, barriers
from luoshi.web.tests.test_registers import as_, page

HEADS = ("工地名称", "所属计划", "造价（万元）", "备齐日期")
ROWS = (HEADS, ("东桥", "大桥计划", "1.2亿", "22-2-9"), ("西桥", "大桥计划", "约500万", "2022年2月"))


@pytest.fixture
def client(works: SmallWorks, settings: Settings, tmp_path: object) -> Client:
    """The northern county's browser, a plan to hang sites under, and a folder for files."""
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path / "evidence"}  # type: ignore[operator]
    works.plan("大桥计划")
    return as_(works.lead)


def send(client: Client, works: SmallWorks, data: bytes, name: str = "工地.xlsx", **more: str) -> Import:
    """Upload a table, as the form does; it must be taken."""
    form = {"unit": str(works.north.pk), "file": SimpleUploadedFile(name, data), **more}
    response = client.post(reverse("imports", args=["works.site"]), form)
    assert response.status_code == 302, response.content.decode()
    return Import.objects.latest("pk")


def mapped(client: Client, brought: Import, **fields: str) -> None:
    form = {"sheet": brought.sheet, **{f"field-{name[1:]}": value for name, value in fields.items()}}
    assert client.post(reverse("import_map", args=[brought.pk]), form).status_code == 302
    drain(at=now())


USUAL = {"c0": "title_of_site", "c1": "plan", "c2": "cost", "c3": "ready_on"}


def test_a_table_goes_from_upload_to_the_register(works: SmallWorks, client: Client) -> None:
    shown = page(client, "register", "works.site")
    assert reverse("imports", args=["works.site"]) in shown
    assert barriers(Page(page(client, "imports", "works.site"))) == []
    brought = send(client, works, workbook(ROWS))
    mapping = page(client, "import", brought.pk)
    assert barriers(Page(mapping)) == []
    assert mapping.count(" selected>") >= 4
    assert "大桥计划" in mapping
    mapped(client, brought, **USUAL)
    preview = page(client, "import", brought.pk)
    assert barriers(Page(preview)) == []
    assert "C3" in preview
    assert "只是概数" in preview
    assert "请补全到日" in preview
    assert "将写入 1 行" in preview
    assert "西桥" in page(client, "import", brought.pk, fate="refused")
    assert "东桥" not in page(client, "import", brought.pk, fate="refused")
    assert not Record.objects.filter(register="works.site").exists()
    assert client.post(reverse("import_confirm", args=[brought.pk])).status_code == 302
    waiting = page(client, "import", brought.pk)
    assert 'hx-trigger="every 2s"' in waiting
    drain(at=now())
    done = page(client, "import", brought.pk)
    assert "新增 1，更新 0" in done
    assert brought.file.sha256 in done
    assert 'hx-trigger="every 2s"' not in done
    assert Record.objects.get(register="works.site").data["cost"] == "12000"
    assert "新增 1，更新 0" in page(client, "imports", "works.site")
    assert "工地.xlsx" in page(as_(works.city.admin), "manage_audit")


def test_pasted_cells_are_a_table_and_too_many_are_told(
    works: SmallWorks, client: Client, settings: Settings
) -> None:
    address = reverse("imports", args=["works.site"])
    text = "\n".join("\t".join(row) for row in ROWS)
    assert client.post(address, {"unit": str(works.north.pk), "pasted": text}).status_code == 302
    mapped(client, Import.objects.get(), **USUAL)
    assert "将写入 1 行" in page(client, "import", Import.objects.get().pk)
    settings.SHEETS = {**settings.SHEETS, "pasted": 50}
    told = client.post(address, {"unit": str(works.north.pk), "pasted": text})
    assert told.status_code == 422
    assert "粘贴的内容超过 50 字符" in told.content.decode()
    huge = client.post(address, {"unit": str(works.north.pk), "pasted": "东" * 3_400_000})
    assert huge.status_code == 413
    assert "存成 .xlsx" in huge.content.decode()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("空.csv", b"", "文件是空的"),
        ("照片.xlsx", b"\xff\xd8\xff\xe0 JFIF", "打不开"),
        ("断.xlsx", workbook(ROWS)[:-400], "没有传完整"),
        ("纯文字.txt", "这里没有表格。".encode(), ""),
    ],
)
def test_what_is_no_table_is_told_beside_the_form(
    works: SmallWorks, client: Client, name: str, data: bytes, words: str
) -> None:
    form = {"unit": str(works.north.pk), "file": SimpleUploadedFile(name, data)}
    response = client.post(reverse("imports", args=["works.site"]), form, follow=True)
    shown = response.content.decode()
    assert words in shown or "没有找到标题行" in shown
    assert Import.objects.filter(stage=Stage.READY).count() == 0


def test_nothing_sent_and_no_unit_are_told(works: SmallWorks, client: Client) -> None:
    address = reverse("imports", args=["works.site"])
    assert "没有选择文件" in client.post(address, {"unit": str(works.north.pk)}).content.decode()
    assert "没有选择单位" in client.post(address, {"pasted": "a\tb"}).content.decode()


def test_scripts_in_every_cell_stay_text(works: SmallWorks, client: Client) -> None:
    evil = "<script>alert(1)</script>"
    brought = send(client, works, workbook([(evil, evil, evil), (evil, evil, evil)]), name=f"{evil}.xlsx")
    assert "<script>alert" not in page(client, "import", brought.pk)
    mapped(client, brought, c0="title_of_site", c1="plan", c2="cost")
    assert "<script>alert" not in page(client, "import", brought.pk)
    assert "&lt;script&gt;" in page(client, "import", brought.pk)


def test_another_offices_table_is_said_to_look_like_one(works: SmallWorks, client: Client) -> None:
    brought = send(client, works, workbook([("姓名", "身份证号", "住址"), ("云山", "1505", "北山旗")]))
    assert "像是别的台账或别的单位的" in page(client, "import", brought.pk)


def test_another_sheet_can_be_chosen(works: SmallWorks, client: Client) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook([("说明",), ("请填第二张表",)])))
    second = book.create_sheet("明细")
    for row in ROWS[:2]:
        second.append(row)
    out = BytesIO()
    book.save(out)
    brought = send(client, works, out.getvalue())
    shown = page(client, "import", brought.pk, sheet="明细", map="1")
    assert "所属计划" in shown
    form = {"sheet": "明细", "field-0": "title_of_site", "field-1": "plan"}
    client.post(reverse("import_map", args=[brought.pk]), form)
    drain(at=now())
    assert "将写入 1 行" in page(client, "import", brought.pk)


def test_others_neither_see_nor_confirm_an_import(works: SmallWorks, client: Client) -> None:
    brought = send(client, works, workbook(ROWS))
    mapped(client, brought, **USUAL)
    for stranger in (works.other_lead, works.officer):
        other = as_(stranger)
        assert other.get(reverse("import", args=[brought.pk])).status_code == 404
        assert other.post(reverse("import_confirm", args=[brought.pk])).status_code == 404
        assert other.get(reverse("evidence", args=[brought.file.sha256])).status_code == 404
    assert client.get(reverse("evidence", args=[brought.file.sha256])).status_code == 200
    assert as_(works.verifier).get(reverse("imports", args=["works.site"])).status_code == 403


def test_problems_come_as_a_workbook_with_the_cells_marked(works: SmallWorks, client: Client) -> None:
    brought = send(client, works, workbook(ROWS))
    mapped(client, brought, **USUAL)
    response = client.get(reverse("import_problems", args=[brought.pk]))
    sheet = openpyxl.load_workbook(BytesIO(b"".join(response))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert rows[0] == ("行", "工地名称", "所属计划", "造价", "备齐日期", "问题和办法")
    assert rows[1][:4] == (3, "西桥", "大桥计划", "约500万")
    assert "C3 造价" in str(rows[1][5])
    assert sheet["D4"].fill.fgColor.rgb == "FFFBDAD7"
    assert sheet["B4"].fill.fgColor.rgb != "FFFBDAD7"


def test_a_register_is_given_as_a_form_for_phones(works: SmallWorks, client: Client) -> None:
    response = client.get(reverse("xlsform", args=["works.site"]))
    book = openpyxl.load_workbook(BytesIO(b"".join(response)))
    assert book.sheetnames == ["survey", "choices", "settings"]
    names = [row[1] for row in book["survey"].iter_rows(min_row=2, values_only=True)]
    assert names[:2] == ["Unit", "title_of_site"]


def test_the_template_is_filled_in_and_comes_back(works: SmallWorks, client: Client) -> None:
    response = client.get(reverse("import_template", args=["works.site"]))
    book = openpyxl.load_workbook(BytesIO(b"".join(response)))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[3]]
    assert heads[:3] == ["编号", "登记单位", "牵头单位"]
    assert {"*工地名称", "*所属计划", "造价（万元）"} <= set(heads)
    assert str(sheet["A4"].value).startswith("示例行")
    assert {rule.type for rule in sheet.data_validations.dataValidation} >= {"list", "decimal"}
    place = {name: heads.index(name) for name in heads}
    for name, value in (("*工地名称", "东桥"), ("*所属计划", "大桥计划"), ("类别", "道路"), ("许可通过", "是")):
        sheet.cell(row=5, column=place[name] + 1, value=value)
    out = BytesIO()
    book.save(out)
    brought = send(client, works, out.getvalue())
    shown = page(client, "import", brought.pk)
    assert "像是别的台账" not in shown
    form = {"sheet": brought.sheet}
    for line in shown.split("<tr>")[2:]:
        name = line.split('name="field-')[1].split('"')[0]
        chosen = line.split(" selected>")[0].rsplit('value="', 1)[-1].split('"')[0] if " selected>" in line else ""
        form[f"field-{name}"] = chosen
    client.post(reverse("import_map", args=[brought.pk]), form)
    drain(at=now())
    assert "将写入 1 行" in page(client, "import", brought.pk)
    client.post(reverse("import_confirm", args=[brought.pk]))
    drain(at=now())
    site = Record.objects.get(register="works.site")
    assert (site.data["sort"], site.data["permit_ok"]) == ("road", True)
