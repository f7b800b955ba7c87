"""Tables as offices send them, and as nobody should: each is read, or refused in words, within its limits."""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from pytest_django.fixtures import Settings

from luoshi.jobs.testing import drain
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.rules.refusals import Refused
from luoshi.sheets.actions import map_columns
from luoshi.sheets.models import Fate
from luoshi.sheets.queries import layout_in, rows_of_round, targets_for
from luoshi.sheets.tests.workbooks import brought, fates, looked_at, problems, proposal, rewritten, workbook

HEADS = ("工地名称", "所属计划", "造价（万元）")
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(autouse=True)
def plan(works: SmallWorks) -> None:
    works.plan("大桥计划")


def looked(works: SmallWorks, data: bytes, name: str = "表.xlsx") -> list[tuple[int, str]]:
    return fates(looked_at("works.site", data, unit=works.north, by=works.lead, name=name))


def test_headings_in_two_rows_with_merged_cells_become_paths(works: SmallWorks) -> None:
    def merged(sheet: Worksheet) -> None:
        for span in ("A1:D1", "A2:A3", "B2:B3", "C2:D2"):
            sheet.merge_cells(span)

    data = workbook(
        [
            ("工地一览表",),
            ("工地名称", "所属计划", "规模", None),
            (None, None, "造价（万元）", "面积（亩）"),
            ("东桥", "大桥计划", 5, 7),
        ],
        merged,
    )
    table = brought("works.site", data, unit=works.north, by=works.lead)
    layout = layout_in(table, targets_for(works.lead, table), table.sheet)
    assert (layout.first, layout.depth, layout.title) == (1, 2, "工地一览表")
    assert [column.title for column in layout.columns] == ["工地名称", "所属计划", "规模/造价", "规模/面积"]
    assert [each.field for each in proposal(table, works.lead)] == ["title_of_site", "plan", "cost", "area"]
    assert looked(works, data) == [(4, "new")]


def test_a_cell_merged_over_rows_stands_in_each_of_them(works: SmallWorks) -> None:
    def merged(sheet: Worksheet) -> None:
        sheet.merge_cells("B2:B3")

    data = workbook([HEADS, ("东桥", "大桥计划", 5), ("西桥", None, 6)], merged)
    assert looked(works, data) == [(2, "new"), (3, "new")]


def test_formulas_without_result_and_errors_are_named_by_their_cells(works: SmallWorks) -> None:
    data = workbook([HEADS, ("东桥", "大桥计划", "=1+1"), ("西桥", "大桥计划", "#N/A")])
    table = looked_at("works.site", data, unit=works.north, by=works.lead)
    assert [(cell, read, reason) for cell, _title, read, reason in problems(table)] == [
        ("C2", "", "公式没有保存计算结果"),
        ("C3", "#N/A", "单元格是错误值 #N/A"),
    ]
    computed = rewritten(data, SHEET, lambda body: body.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>"))
    assert looked(works, computed) == [(2, "new"), (3, "refused")]


def test_rows_that_are_nothing_but_formulas_are_not_passed_over(works: SmallWorks) -> None:
    data = workbook([HEADS, ("东桥", "大桥计划", 5), ("=A2", "=B2", "=C2")])
    table = looked_at("works.site", data, unit=works.north, by=works.lead)
    assert fates(table) == [(2, "new"), (3, "refused")]
    assert {cell for cell, *_rest in problems(table)} == {"A3", "B3", "C3"}


@pytest.mark.parametrize("odd", ["1e400", "-1e400", "NaN", "9" * 400])
def test_a_number_no_computer_holds_is_told_at_its_cell(works: SmallWorks, odd: str) -> None:
    data = workbook([HEADS, ("东桥", "大桥计划", 5)])
    data = rewritten(data, SHEET, lambda body: body.replace(b"<v>5</v>", f"<v>{odd}</v>".encode()))
    table = looked_at("works.site", data, unit=works.north, by=works.lead)
    assert [(cell, reason) for cell, _title, _read, reason in problems(table)] == [("C2", "单元格是错误值 #NUM!")]


def test_a_character_no_database_keeps_is_told_at_its_cell(works: SmallWorks) -> None:
    data = workbook([HEADS, ("东桥", "大桥计划", 5)])
    table = looked_at(
        "works.site",
        rewritten(data, SHEET, lambda body: body.replace("东桥".encode(), b"_x0000_")),
        unit=works.north,
        by=works.lead,
    )
    assert [(cell, reason) for cell, _title, _read, reason in problems(table)] == [("A2", "含有看不见的空字符")]
    heading = rewritten(data, SHEET, lambda body: body.replace("造价（万元）".encode(), b"_x0000_"))
    assert looked(works, heading)[0][0] == 2


def test_a_hidden_sheet_of_lists_is_not_taken_for_the_table(works: SmallWorks) -> None:
    def with_lists(sheet: Worksheet) -> None:
        lists = sheet.parent.create_sheet("选项", 0)  # type: ignore[union-attr]
        lists.append(["甲"])
        lists.sheet_state = "hidden"
        sheet.parent.active = 1  # type: ignore[union-attr]

    assert looked(works, workbook([HEADS, ("东桥", "大桥计划", 5)], with_lists)) == [(2, "new")]


def test_a_million_empty_rows_cost_little_and_are_no_rows(works: SmallWorks) -> None:
    empty = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in range(3, 1_000_003))
    data = rewritten(
        workbook([HEADS, ("东桥", "大桥计划", 5)]),
        SHEET,
        lambda body: body.replace(b"</sheetData>", empty + b"</sheetData>"),
    )
    assert looked(works, data) == [(2, "new")]


def test_one_cell_at_the_far_end_is_told_and_takes_no_memory(works: SmallWorks) -> None:
    far = b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
    data = rewritten(
        workbook([HEADS, ("东桥", "大桥计划", 5)]), SHEET, lambda body: body.replace(b"</sheetData>", far)
    )
    with pytest.raises(Refused, match=r"too_costly|too_wide"):
        looked(works, data)


def test_a_zip_bomb_is_refused_unopened(works: SmallWorks) -> None:
    data = rewritten(workbook([HEADS]), SHEET, lambda body: body + b" " * 400_000_000)
    assert len(data) < 1_000_000
    with pytest.raises(Refused, match=r"evidence\.bomb"):
        looked(works, data)


def test_more_rows_than_are_taken_are_told(works: SmallWorks, settings: Settings) -> None:
    settings.SHEETS = {**settings.SHEETS, "rows": 3}
    data = workbook([HEADS, *((f"桥{number}", "大桥计划", 1) for number in range(5))])
    table = brought("works.site", data, unit=works.north, by=works.lead)
    map_columns(table, proposal(table, works.lead), sheet=table.sheet, clears=False, by=works.lead, at=NOW)
    (job,) = (each for each in drain(at=NOW, tolerant=True) if each.kind == "sheets.look")
    assert "超过 3 行" in job.error["reason_zh"]
    assert not rows_of_round(table).exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_text_is_read_in_its_own_encoding_and_separator(works: SmallWorks, encoding: str, separator: str) -> None:
    lines = [HEADS, ("东桥", "大桥计划", "5"), ("西桥", "大桥计划", '"1,200"')]
    data = "\r\n".join(separator.join(line) for line in lines).encode(encoding)
    table = looked_at("works.site", data, unit=works.north, by=works.lead, name="表.csv")
    assert [row.entered["cost"] for row in rows_of_round(table)] == ["5", "1200"]


def test_a_file_that_is_no_table_is_refused(works: SmallWorks) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    for data, code in ((out.getvalue(), "evidence.archive"), (b"%PDF-1.4\nnothing\n%%EOF", "evidence.damaged")):
        with pytest.raises(Refused, match=code):
            brought("works.site", data, unit=works.north, by=works.lead)
    with pytest.raises(Refused, match="nothing_in_it"):
        brought("works.site", workbook([]), unit=works.north, by=works.lead)


def test_wrong_types_are_told_each_at_its_cell(works: SmallWorks) -> None:
    data = workbook(
        [
            ("工地名称", "所属计划", "造价（万元）", "备齐日期", "负责人电话"),
            (12345, "大桥计划", dt.date(2022, 2, 9), 3500, 13800000000),
            ("西桥", "大桥计划", True, True, 1234567890123456789),
        ]
    )
    table = looked_at("works.site", data, unit=works.north, by=works.lead)
    assert [(cell, reason) for cell, _title, _read, reason in problems(table)] == [
        ("C2", "2022-02-09 是日期，不是数"),
        ("D2", "数 3500 不是日期"),
        ("C3", "“TRUE”不是数"),
        ("D3", "“TRUE”不是日期"),
        ("E3", "数字超过 15 位，Excel 已丢掉末尾几位"),
    ]


def test_a_field_that_is_hidden_from_a_person_cannot_be_mapped(works: SmallWorks) -> None:
    data = workbook([("工地名称", "所属计划", "负责人电话"), ("东桥", "大桥计划", "13800000000")])
    table = brought("works.site", data, unit=works.north, by=works.officer)
    assert [each.field for each in proposal(table, works.officer)] == ["title_of_site", "plan", ""]
    forced = tuple(
        type(each)(each.index, each.title, field, "")
        for each, field in zip(proposal(table, works.officer), ("title_of_site", "plan", "foreman"), strict=True)
    )
    with pytest.raises(Refused, match="column_unknown"):
        map_columns(table, forced, sheet=table.sheet, clears=False, by=works.officer, at=NOW)


def test_names_that_point_to_nothing_or_to_several_are_told(works: SmallWorks) -> None:
    works.plan("大桥计划")
    table = looked_at("works.site", workbook([HEADS, ("东桥", "大桥计划", 1)]), unit=works.north, by=works.lead)
    ((cell, _title, _read, reason),) = problems(table)
    assert cell == "B2"
    assert "有 2 条" in reason
    assert rows_of_round(table).get().fate == Fate.REFUSED
