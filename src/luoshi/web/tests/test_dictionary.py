"""数据字典 in the browser: found, read, worded, exported."""

import csv
from io import StringIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl.worksheet.worksheet import Worksheet

from luoshi.dictionary.actions import confirm_alias
from luoshi.dictionary.columns import COLUMNS
from luoshi.dictionary.models import Alias
from luoshi.dictionary.queries import element
from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.sheets.tests.workbooks import workbook
from luoshi.web.tests.test_registers import as_, page

CODE = "finished_works"
HEADINGS = "代码,名称,口径,归口,用途,类型,计量单位,几个单位合起来\n"
SHOPS = "shops,网点数,正在营业的网点,市商务局,安排补助,整数,个,各单位相加\n"


def test_without_elements_the_page_says_so(db: None) -> None:
    city = SmallCity()
    assert "还没有数据元" in page(as_(city.admin), "dictionary")


def test_an_element_is_found_and_read(works: SmallWorks) -> None:
    client = as_(works.lead)
    assert "完工数" in page(client, "dictionary", q="竣工数")
    assert "没有找到" in page(client, "dictionary", q="存栏")
    assert "市商务局" in page(client, "dictionary", owner="commerce")
    shown = page(client, "element", CODE)
    assert "当月完工的工程" in shown
    assert "月报" in shown
    assert reverse("element_confirm", args=[CODE]) not in shown


def test_a_supervisor_confirms_a_wording_and_takes_it_back(works: SmallWorks) -> None:
    client = as_(works.supervisor)
    address = reverse("element_confirm", args=[CODE])
    assert client.post(address, {"words": "本月完成工程数"}).status_code == 302
    assert "本月完成工程数" in page(client, "element", CODE)
    refused = client.post(address, {"words": "竣工数"})
    assert refused.status_code == 422
    assert "已经指这个数据元" in refused.content.decode()
    withdraw = reverse("alias_withdraw", args=[Alias.objects.get().pk])
    assert client.post(withdraw, {"reason": ""}).status_code == 422
    assert client.post(withdraw, {"reason": "含未验收的"}).status_code == 302
    assert "撤回：含未验收的" in page(client, "element", CODE)


def test_others_are_told_who_confirms(works: SmallWorks) -> None:
    answer = as_(works.lead).post(reverse("element_confirm", args=[CODE]), {"words": "完成数"})
    assert answer.status_code == 422
    assert "由全市督查员" in answer.content.decode()


def test_the_list_is_exported_in_the_columns_of_the_import(works: SmallWorks) -> None:
    confirm_alias("完成工程", element=element(CODE), by=works.supervisor, at=NOW)
    answer = as_(works.lead).get(reverse("dictionary_file", args=["csv"]))
    lines = list(csv.reader(StringIO(answer.getvalue().decode("utf-8-sig"))))
    heading = next(number for number, line in enumerate(lines) if line[:1] == ["代码"])
    assert lines[heading] == [column.title.zh for column in COLUMNS]
    assert lines[heading + 1][:3] == [CODE, "完工数", "Works finished"]


def brought(client: Client, text: str) -> str:
    """Brings a table and follows to its preview."""
    file = SimpleUploadedFile("目录.csv", (HEADINGS + text).encode("utf-8-sig"))
    answer = client.post(reverse("dictionary_import"), {"file": file, "pack": "works"})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_every_bad_row_of_a_workbook_is_named(works: SmallWorks) -> None:
    client = as_(works.supervisor)
    preview = brought(client, SHOPS + "shops2,,口径,市商务局,用途,图片,个,\n")
    shown = client.get(preview).content.decode()
    assert "有 2 处问题" in shown
    assert "没有填名称" in shown
    assert "不认识“图片”" in shown
    assert client.post(preview).status_code == 422
    faults = client.get(f"{preview}files/csv/")
    assert "没有填名称" in faults.getvalue().decode("utf-8-sig")


def test_a_cell_that_says_nothing_readable_is_named_and_never_taken_over(works: SmallWorks) -> None:
    headings = HEADINGS.strip().split(",")
    good = SHOPS.strip().split(",")
    rows = [headings, [*good[:2], "=A1", *good[3:]], ["stalls", "\u202e摊位", *good[2:]], ["pens", "#N/A", *good[2:]]]

    def with_lists(sheet: Worksheet) -> None:
        lists = sheet.parent.create_sheet("选项", 0)  # type: ignore[union-attr]
        lists.append(["甲"])
        lists.sheet_state = "hidden"
        sheet.parent.active = 1  # type: ignore[union-attr]

    client = as_(works.supervisor)
    file = SimpleUploadedFile("目录.xlsx", workbook(rows, with_lists))
    answer = client.post(reverse("dictionary_import"), {"file": file, "pack": "works"})
    faults = client.get(f"{answer.headers['Location']}files/csv/").getvalue().decode("utf-8-sig")
    assert [line[:2] for line in csv.reader(StringIO(faults)) if line[:1] and line[0].isdigit()] == [
        ["2", "口径"],
        ["3", "名称"],
        ["4", "名称"],
    ]
    assert "看不见的控制字符" in faults


def test_a_dictionary_is_previewed_and_published_by_an_administrator(works: SmallWorks) -> None:
    supervisor, admin = as_(works.supervisor), as_(works.city.admin)
    preview = brought(supervisor, SHOPS)
    shown = supervisor.get(preview).content.decode()
    assert "新增 1 个，改动 0 个" in shown
    assert "作为新版本发布" not in shown
    assert "shops:" in supervisor.get(f"{preview}files/yaml/").content.decode()
    assert admin.get(preview).status_code == 404
    own = brought(admin, SHOPS)
    assert "作为新版本发布" in admin.get(own).content.decode()
    assert admin.post(own).status_code == 302
    assert "正在营业的网点" in page(admin, "element", "shops")


def test_others_import_no_dictionary(works: SmallWorks) -> None:
    assert "由全市督查员或管理员导入" in as_(works.lead).get(reverse("dictionary_import")).content.decode()
