"""Labelled blanks outside tables: read as a card of their own, filled in the office's own bytes."""

import re
from datetime import date
from pathlib import Path

import pytest

from luoshi.registers.tests.small_works import NOW
from luoshi.reports.actions.bringing import bring
from luoshi.reports.filling import Fillable
from luoshi.reports.filling.word import PART, compile_word
from luoshi.reports.filling.word_blanks import BODY
from luoshi.reports.reading.word import word_tables
from luoshi.reports.tests.books import changed, parts
from luoshi.reports.tests.small_asking import SmallAsking, kept
from luoshi.reports.tests.wordfiles import document, paragraph, table
from luoshi.reports.understood import slots_in, understood
from luoshi.rules.refusals import Refused

LINE = '<w:rPr><w:b/><w:u w:val="single"/></w:rPr>'
CONTROL = (
    '<w:sdt><w:sdtPr><w:alias w:val="联系人"/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处</w:t></w:r>'
    "<w:r><w:t>输入文字</w:t></w:r></w:sdtContent></w:sdt>"
)
BOX = (
    '<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="urn:w14"><w14:checked w14:val="0"/></w14:checkbox></w:sdtPr>'
    "<w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
)


def run(text: str, looks: str = "") -> str:
    return f'<w:r>{looks}<w:t xml:space="preserve">{text}</w:t></w:r>'


def line(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


FORM = document(
    paragraph("农户登记表"),
    line(run("姓名：______ 性别：□男　□女　年龄：__"), run("__岁")),
    line(run("合计：　　　人，其中：")),
    line(run("住址："), run("　　　　", LINE), run("  电话："), f"<w:r>{LINE}<w:tab/></w:r>"),
    line(run("负责人："), CONTROL),
    line(BOX, run("已签合同")),
    line(run("填表日期：    年   月   日")),
)
LABELS = ["姓名", "性别", "年龄（岁）", "合计（人）", "住址", "电话", "联系人", "已签合同", "填表日期"]


def filled(form: bytes, *values: Fillable) -> str:
    """The words of the document, each run's behind a bar."""
    given = {(BODY, row, 2): value for row, value in enumerate(values, start=1)}
    return re.sub(r"(<[^>]+>)+", "|", parts(compile_word(form).fill(given))[PART].decode())


def test_blanks_are_read_behind_the_tables_with_their_labels(tmp_path: Path) -> None:
    source = tmp_path / "form.docx"
    source.write_bytes(FORM)
    (body,) = word_tables(source)
    assert (body["name"], body["rows"]) == (BODY, [[label, ""] for label in LABELS])
    source.write_bytes(document(paragraph("没有要填的"), paragraph("说明：按户填写。"), table([["甲", ""]])))
    assert [each["name"] for each in word_tables(source)] == ["表1"]


def test_beside_a_table_what_the_form_tells_of_itself_is_no_blank(tmp_path: Path) -> None:
    source = tmp_path / "form.docx"
    rows = table([["姓名", "：____"], ["", ""]])
    source.write_bytes(document(paragraph("填报单位：____ 表号：____"), rows, paragraph("户主：____ 审核人：　　")))
    of_table, body = word_tables(source)
    assert (of_table["name"], body["rows"]) == ("表1", [["户主", ""]])
    told = parts(compile_word(source.read_bytes()).fill({(BODY, 1, 2): "甲"}))[PART].decode()
    assert "户主：甲 审核人：　　" in told
    assert "：____" in told  # of a table's cell


def test_each_is_filled_where_it_stands_and_all_else_stays() -> None:
    values: tuple[Fillable, ...] = ("张三", "女", 41, 5, "东桥<村>", "0475-1", "李四", True, date(2022, 2, 9))
    content = compile_word(FORM).fill({(BODY, row, 2): value for row, value in enumerate(values, start=1)})
    assert changed(FORM, content) == {PART}
    told = filled(FORM, *values)
    for words in (
        "姓名：张三 性别：□男　☑女　年龄：41|岁",
        "合计：5人，其中：",
        "住址：|东桥&lt;村&gt;|  电话：|0475-1|",
    ):
        assert words in told
    assert "负责人：|李四|☑|已签合同|填表日期：2022年2月9日" in told
    xml = parts(content)[PART].decode()
    assert '<w14:checked w14:val="1"/>' in xml
    assert xml.count(LINE) == 2  # what is written stands on the line, in its looks


def test_nothing_given_changes_nothing() -> None:
    assert changed(FORM, compile_word(FORM).fill({})) == set()
    assert changed(FORM, compile_word(FORM).fill({(BODY, 1, 2): None, (BODY, 2, 2): ""})) == set()
    assert "|☐|已签合同" in filled(FORM, None, None, None, None, None, None, None, False)


@pytest.mark.parametrize(
    ("inner", "label", "value", "after"),
    [
        (run("共____户"), "共（户）", 8, "共8户"),
        (run("甲：＿＿＿，乙"), "甲", 1, "甲：1，乙"),
        (run("单位:") + run("    ", '<w:rPr><w:u w:val="single"/></w:rPr>'), "单位", "甲村", "单位:|甲村"),
        (run("户主：") + run("__") + run("__") + run("。"), "户主", "乙", "户主：|乙|。"),
        (run("是否脱贫：□是 □否"), "是否脱贫", False, "是否脱贫：□是 ☑否"),
        (run("□同意公开"), "同意公开", True, "☑同意公开"),
        (run("日期：____年__月__日"), "日期", "2022-02-09", "日期：2022年2月9日"),
        (run("产业（可多选）：☐种植、☐养殖、☐其他"), "可多选", "养殖", "☐种植、☑养殖、☐其他"),
        (run("备注：") + CONTROL.replace("联系人", ""), "备注", "无", "备注：|无"),
    ],
)
def test_ways_of_writing_a_blank(inner: str, label: str, value: Fillable, after: str, tmp_path: Path) -> None:
    form = document(line(inner))
    source = tmp_path / "form.docx"
    source.write_bytes(form)
    assert word_tables(source)[0]["rows"] == [[label, ""]]
    assert after in filled(form, value)


@pytest.mark.parametrize("words", ["按照：  通知", "共同__努力", "2022年  月报", "姓名：", "（____）", "□"])
def test_what_is_no_labelled_blank(words: str, tmp_path: Path) -> None:
    source = tmp_path / "form.docx"
    source.write_bytes(document(line(run(words)), table([["甲", ""]])))
    found = [each for each in word_tables(source) if each["name"] == BODY]
    assert [each["rows"] for each in found] in ([], [[["按照", ""]]], [[["共同", ""]]])


def test_drawings_deleted_words_and_tables_hold_no_blanks(tmp_path: Path) -> None:
    aside = "<w:r><w:drawing><w:p><w:r><w:t>图：____</w:t></w:r></w:p></w:drawing></w:r>"
    gone = "<w:del><w:r><w:t>旧：____</w:t></w:r></w:del>"
    source = tmp_path / "form.docx"
    source.write_bytes(document(line(aside, gone, run("新：____")), table([["甲：____", ""]])))
    assert word_tables(source)[-1]["rows"] == [["新", ""]]


def test_what_has_no_place_or_no_box_is_refused() -> None:
    template = compile_word(FORM)
    for address in ((BODY, 99, 2), (BODY, 1, 1), (BODY, 0, 2)):
        with pytest.raises(Refused, match="fill_no_place"):
            template.fill({address: 1})
    with pytest.raises(Refused, match="fill_no_option") as none:
        template.fill({(BODY, 2, 2): "其他"})
    assert "男、女" in none.value.reason.zh
    with pytest.raises(Refused, match="fill_too_large"):
        compile_word(document(*(paragraph("甲：____") for _ in range(501)))).fill({(BODY, 1, 2): 1})


def test_blanks_become_slots_of_a_brought_form(asking: SmallAsking) -> None:
    by = asking.officer
    form = bring(asking.admitted("农户登记"), file=kept(FORM, by=by, name="农户登记.docx"), by=by, at=NOW)
    slots = [(slot.row, slot.column, slot.words) for sheet, slot in slots_in(understood(form)) if sheet == BODY]
    assert [(row, column) for row, column, _words in slots] == [(row, 2) for row in range(1, 10)]
    assert "姓名" in slots[0][2]
