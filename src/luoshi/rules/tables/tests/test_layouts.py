"""The five layouts, each as an office draws it, and the paths that are read from them."""

from luoshi.rules.tables.reading import FormReading, Role, Slot, read_form
from luoshi.rules.tables.shape import Layout
from luoshi.rules.tables.tests.drawn import drawn

MATRIX = """
| 2024年农村基本情况表 | < | < | < | < | < |
| | | | | 表    号：农综1表 | < |
| | | | | 制定机关：国家统计局 | < |
| | | | | 批准文号：国统制〔2023〕12号 | < |
| 填报单位： | | 2024年 | | 有效期至：2025年12月 | < |
| 村名 | 户数（户） | 人口情况（人） | < | < | 耕地面积（亩） |
| ^ | ^ | 总人口 | 其中 | < | ^ |
| ^ | ^ | ^ | 男 | 女 | ^ |
| 甲村 | | | | | |
| 乙村 | | | | | |
| 合计 | | | | | |
| 单位负责人：王某 | | 填表人： | | 报出日期： | |
| 说明：1.本表由村填报。 | < | < | < | < | < |
"""
INDICATORS = """
| 农业生产情况 | < | < | < |
| 指标名称 | 计量单位 | 代码 | 本年 |
| 甲 | 乙 | 丙 | 1 |
| 一、粮食作物播种面积 | 亩 | 01 | |
| 其中：玉米 | 亩 | 02 | |
| ____水稻 | 亩 | 03 | |
| 二、牲畜存栏 | 头 | 04 | |
| 其中：牛 | 头 | 05 | |
"""
CROSS = """
| 从业人员情况 | < | < | < |
| | | 单位：人 | < |
| | 合计 | 种植业 | 养殖业 |
| 合计 | | | |
| 男 | | | |
| 女 | | | |
"""
ROSTER = """
| 低保人员花名册 | < | < | < |
| 序号 | 姓名 | 身份证号 | 家庭住址 |
| 1 | | | |
| 2 | | | |
"""
CARD = """
| 农户登记表 | < | < | < |
| 户主姓名 | | 性别 | |
| 身份证号 | | 联系电话 | |
| 家庭人口（人） | | 耕地面积（亩） | |
| 备注 | | < | < |
"""


def read(text: str) -> FormReading:
    return read_form(drawn(text))


def words(reading: FormReading, table: int = 0) -> list[str]:
    return [slot.words for slot in reading.tables[table].slots]


def at(reading: FormReading, row: int, column: int) -> Slot:
    return next(slot for table in reading.tables for slot in table.slots if slot.place == (row, column))


def test_a_matrix_of_villages_by_figures() -> None:
    reading = read(MATRIX)
    (table,) = reading.tables
    assert (table.layout, table.region) == (Layout.MATRIX, (6, 1, 11, 6))
    assert words(reading)[:5] == ["甲村/户数", "甲村/人口情况/总人口", "甲村/人口情况/其中/男",
                                  "甲村/人口情况/其中/女", "甲村/耕地面积"]  # fmt: skip
    assert [at(reading, 9, column).unit for column in (2, 5, 6)] == ["户", "人", "亩"]
    assert table.totals == {(11, 1)}
    assert at(reading, 11, 2).is_total
    assert not at(reading, 10, 2).is_total


def test_what_a_form_says_of_itself() -> None:
    reading = read(MATRIX)
    told = (reading.title, reading.form_number, reading.office, reading.approval, reading.expiry, reading.period)
    assert [each.text for each in told] == [
        "2024年农村基本情况表", "农综1表", "国家统计局", "国统制〔2023〕12号", "2025年12月", "2024年"]  # fmt: skip
    assert reading.footer["head_of_unit"].text == "王某"
    assert reading.footer["filled_by"].place == (12, 3)
    assert [note.text for note in reading.notes] == ["说明：1.本表由村填报。"]


def test_a_list_of_indicators_with_their_units() -> None:
    reading = read(INDICATORS)
    assert reading.tables[0].layout is Layout.INDICATORS
    assert words(reading) == ["粮食作物播种面积/本年", "粮食作物播种面积/其中/玉米/本年",
                              "粮食作物播种面积/其中/水稻/本年",
                                                            "牲畜存栏/本年", "牲畜存栏/其中/牛/本年"]  # fmt: skip
    assert [slot.unit for slot in reading.tables[0].slots] == ["亩", "亩", "亩", "头", "头"]


def test_a_cross_table_takes_the_unit_line() -> None:
    reading = read(CROSS)
    assert reading.tables[0].layout is Layout.CROSS
    assert reading.unit_line.text == "人"
    assert at(reading, 5, 3).words == "男/种植业"
    assert at(reading, 5, 3).unit == "人"
    sums = {slot.words for slot in reading.tables[0].slots if slot.is_total}
    assert sums == {"合计/合计", "合计/种植业", "合计/养殖业", "男/合计", "女/合计"}


def test_a_roster_repeats_its_first_row() -> None:
    reading = read(ROSTER)
    assert reading.tables[0].layout is Layout.ROSTER
    assert [(slot.place, slot.words, slot.repeats) for slot in reading.tables[0].slots] == [
        ((3, 2), "姓名", True), ((3, 3), "身份证号", True), ((3, 4), "家庭住址", True)]  # fmt: skip


def test_a_roster_of_headings_alone() -> None:
    reading = read("| 护林员名册 | < |\n| 姓名 | 电话 |\n| | |")
    assert reading.tables[0].layout is Layout.ROSTER
    assert [slot.place for slot in reading.tables[0].slots] == [(3, 1), (3, 2)]


def test_a_card_has_each_value_beside_its_label() -> None:
    reading = read(CARD)
    assert reading.tables[0].layout is Layout.CARD
    assert [(slot.place, slot.words, slot.unit) for slot in reading.tables[0].slots] == [
        ((2, 2), "户主姓名", ""), ((2, 4), "性别", ""), ((3, 2), "身份证号", ""), ((3, 4), "联系电话", ""),
        ((4, 2), "家庭人口", "人"), ((4, 4), "耕地面积", "亩"), ((5, 2), "备注", "")]  # fmt: skip


def test_a_card_filled_in_is_read_alike() -> None:
    reading = read("""
| 农户登记表 | < | < | < |
| 户主姓名 | 王小明 | 性别 | 男 |
| 身份证号 | 150521198001011234 | 联系电话 | 13900000000 |
| 家庭人口（人） | 4 | 耕地面积（亩） | 35.5 |
| 备注 | 外出务工两人 | < | < |
""")
    assert words(reading) == words(read(CARD))


def test_tables_beside_each_other_are_separated() -> None:
    reading = read("| 村 | 户数 | | 项目 | 投资（万元） |\n| 甲村 | | | 公路 | |\n| 乙村 | | | 水渠 | |")
    assert [table.region for table in reading.tables] == [(1, 1, 3, 2), (1, 4, 3, 5)]
    assert words(reading, 1) == ["公路/投资", "水渠/投资"]


def test_headings_that_repeat_are_tables_beside_each_other() -> None:
    reading = read("| 姓名 | 金额 | 姓名 | 金额 |\n| 张三 | 12 | 李四 | 15 |\n| 王五 | 13 | 赵六 | 14 |")
    assert [table.region for table in reading.tables] == [(1, 1, 3, 2), (1, 3, 3, 4)]


def test_tables_below_each_other_are_separated_by_the_line_that_names_them() -> None:
    reading = read("""
| 招商情况表 | < | < |
| 项目 | 投资 | 进度 |
| 甲厂 | 12 | 30 |
| 二、在谈项目 | < | < |
| 名称 | 客商 | 电话 |
| | | |
""")
    assert [(table.caption.text, table.region[:3]) for table in reading.tables] == [
        ("", (2, 1, 3)), ("二、在谈项目", (5, 1, 6))]  # fmt: skip
    assert words(reading, 1) == ["名称", "客商", "电话"]


def test_of_which_at_the_outermost_step_belongs_to_what_is_left_of_it() -> None:
    reading = read("| 村名 | 总人口 | 其中：女 |\n| 甲村 | | |\n| 乙村 | | |")
    assert words(reading)[:2] == ["甲村/总人口", "甲村/总人口/其中/女"]


def test_a_section_stands_before_the_rows_it_covers() -> None:
    reading = read("""
| 指标 | 计量单位 | 数量 |
| 人口 | < | < |
| 总人口 | 人 | |
| 土地 | < | < |
| 耕地 | 亩 | |
""")
    assert words(reading) == ["人口/总人口/数量", "土地/耕地/数量"]


def test_what_people_say_of_a_cell_counts() -> None:
    grid = drawn("| 村名 | 户数 | 备注 |\n| 甲村 | | 由镇核对 |\n| 乙村 | | |")
    before, after = read_form(grid), read_form(grid, {(2, 3): Role.NOTE, (3, 3): Role.DATA})
    assert (3, 3) in {slot.place for slot in before.tables[0].slots}
    assert {(2, 3), (3, 3)}.isdisjoint({slot.place for slot in after.tables[0].slots})
    titled = read_form(drawn("| 统计 | |\n| 村名 | 户数 |\n| 甲村 | |"), {(1, 1): Role.TITLE})
    assert titled.title.text == "统计"
    totalled = read_form(grid, {(3, 1): Role.TOTAL})
    assert at(totalled, 3, 2).is_total


def test_an_empty_sheet_and_one_cell_are_read() -> None:
    assert read_form(drawn("| |")).tables == ()
    assert read_form(drawn("| 通知 |")).tables[0].slots == ()
