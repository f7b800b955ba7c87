"""A Word form filled in the office's own bytes: the words of its cells, and nothing else."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.reports.filling import Fillable, Roster, shifts_of
from luoshi.reports.filling.word import PART, compile_word
from luoshi.reports.reading.word import word_tables
from luoshi.reports.tests.books import changed, parts, with_part
from luoshi.reports.tests.wordfiles import document, paragraph, table
from luoshi.rules.refusals import Refused

PLAIN = document(
    paragraph("农村基本情况表"),
    paragraph("填报单位："),
    table([["村名", "户数", "说明"], ["", "", "共____户"], ["", "——", ""], ["合计", "<", ""]]),
    table([["姓名", ""]]),
)
"""Two lines before the first table: its own first row is row 3."""


def words(content: bytes, folder: Path, number: int = 0) -> list[list[str]]:
    """The texts of a table as forms are read, without the lines around it."""
    target = folder / "read.docx"
    target.write_bytes(content)
    told = word_tables(target)[number]
    rows = told["rows"][told["above"] :]
    return [list(row) for row in rows]


def test_cells_are_filled_and_every_other_part_stays(tmp_path: Path) -> None:
    form = PLAIN
    values: dict[tuple[str, int, int], Fillable] = {
        ("表1", 4, 1): "甲村 & <乙>", ("表1", 4, 2): Decimal("12.50"), ("表1", 4, 3): 8, ("表1", 5, 2): 30,
        ("表2", 1, 2): date(2022, 2, 9),
    }  # fmt: skip
    content = compile_word(form).fill(values)
    assert words(content, tmp_path)[1:3] == [["甲村 & <乙>", "12.50", "共8户"], ["", "30", ""]]
    assert words(content, tmp_path, 1) == [["姓名", "2022-02-09"]]
    assert changed(form, content) == {PART}
    assert compile_word(form).fill(values) == content
    assert changed(form, compile_word(form).fill({})) == set()


def in_cell(inner: str) -> bytes:
    """A form of one cell that holds this."""
    return document(f"<w:tbl><w:tr><w:tc><w:tcPr/>{inner}</w:tc></w:tr></w:tbl>")


BOLD, LEFT_OUT = "<w:rPr><w:b/></w:rPr>", '<w:t xml:space="preserve"></w:t>'
MARKED = '<w:p w:rsidR="1"><w:pPr><w:jc w:val="center"/><w:rPr><w:b/><w:ins w:id="1"/></w:rPr></w:pPr>'
SAID = '<w:t xml:space="preserve">甲</w:t>'


@pytest.mark.parametrize(
    ("inner", "after"),
    [
        ("<w:p/>", f"<w:p><w:r>{SAID}</w:r></w:p>"),
        (f"{MARKED}</w:p>", f"{MARKED}<w:r>{BOLD}{SAID}</w:r></w:p>"),
        (f"<w:p><w:r>{BOLD}</w:r></w:p><w:p/>", f"<w:p><w:r>{BOLD}</w:r><w:r>{BOLD}{SAID}</w:r></w:p><w:p/>"),
        (
            f"<w:p><w:r>{BOLD}<w:t>共__</w:t></w:r><w:r><w:t>__</w:t></w:r><w:r><w:t>户</w:t></w:r></w:p>",
            f"<w:p><w:r>{BOLD}{SAID.replace('甲', '共甲')}</w:r><w:r>{LEFT_OUT}</w:r><w:r><w:t>户</w:t></w:r></w:p>",
        ),
        (
            f"<w:p><w:r>{BOLD}<w:t>—</w:t></w:r><w:r><w:t>—</w:t></w:r></w:p>",
            f"<w:p><w:r>{BOLD}{SAID}</w:r><w:r>{LEFT_OUT}</w:r></w:p>",
        ),
    ],
)
def test_looks_of_a_cell_are_kept(inner: str, after: str) -> None:
    form = in_cell(inner)
    told = parts(compile_word(form).fill({("表1", 1, 1): "甲"}))[PART].decode()
    assert told == parts(form)[PART].decode().replace(inner, after)


def test_several_lines_and_emptied_cells(tmp_path: Path) -> None:
    form = in_cell("<w:p><w:r><w:t>旧</w:t></w:r></w:p>")
    assert words(compile_word(form).fill({("表1", 1, 1): "一\n二"}), tmp_path) == [["一 二"]]
    assert words(compile_word(form).fill({("表1", 1, 1): None}), tmp_path) == [[""]]


def test_a_list_puts_rows_in_and_what_lies_below_follows(tmp_path: Path) -> None:
    form, lines = PLAIN, [("表1", 4, 5, 4)]
    shifts = shifts_of([Roster(sheet, top, bottom, [{}] * count) for sheet, top, bottom, count in lines])
    grown = compile_word(form).grown(tuple(shifts.values()))
    values = {("表1", 4 + at, 1): f"{at}村" for at in range(4)} | {("表1", shifts["表1"](6), 3): "四村"}
    content = grown.fill(values)
    assert [row[0] for row in words(content, tmp_path)] == ["村名", "0村", "1村", "2村", "3村", "合计"]
    assert words(content, tmp_path)[-1][-1] == "四村"
    assert changed(form, content) == {PART}


def test_the_form_tells_how_many_lines_it_has_room_for() -> None:
    rows = [["序号", "姓名"], ["1", ""], ["2", ""], ["3", ""], ["合计", ""]]
    template = compile_word(document(paragraph("名册"), table(rows)))
    assert (template.room("表1", 3, {2}), template.room("表1", 5, {2}), template.room("表1", 3, {1})) == (5, 5, 3)


def test_a_copied_row_repeats_no_names_of_its_own() -> None:
    row = (
        '<w:tr w14:paraId="1A" w14:textId="77"><w:tc><w:p w14:paraId="2B"><w:bookmarkStart w:id="0" w:name="a"/>'
        '<w:bookmarkEnd w:id="0"/></w:p></w:tc></w:tr>'
    )
    form = document(f'<w:tbl xmlns:w14="urn:x">{row}</w:tbl>').replace(b"<w:tbl xmlns", b"<w:tbl xmlns")
    shifts = shifts_of([Roster("表1", 1, 1, [{}, {}])])
    told = parts(compile_word(form).grown(tuple(shifts.values())).fill({}))[PART]
    assert (told.count(b"<w:tr"), told.count(b"paraId"), told.count(b"bookmarkStart")) == (2, 2, 1)


def test_what_has_no_place_is_refused() -> None:
    merged = document(table([["甲", "乙"], ["丙", ""], ["^", ""]]))
    template = compile_word(merged)
    for address in (("表1", 3, 1), ("表1", 9, 1), ("表1", 1, 9), ("表2", 1, 1), ("表1", 0, 1)):
        with pytest.raises(Refused, match="fill_no_"):
            template.fill({address: 1})
    with pytest.raises(Refused, match="fill_no_growing"):
        template.grown(tuple(shifts_of([Roster("表1", 2, 2, [{}, {}])]).values()))
    with pytest.raises(Refused, match="fill_damaged"):
        compile_word(document(paragraph("甲"), before="<!DOCTYPE a>"))
    with pytest.raises(Refused, match="fill_macros"):
        compile_word(with_part(PLAIN, "word/vbaProject.bin", b"x"))


def test_prefixes_and_nested_tables_are_told_apart() -> None:
    inner = table([["内", ""]])
    form = in_cell(f"<w:p><w:r><w:t>外</w:t></w:r></w:p>{inner}<w:p/>")
    other = with_part(form, PART, parts(form)[PART].replace(b"<w:", b"<x:").replace(b"</w:", b"</x:")
                      .replace(b"xmlns:w=", b"xmlns:x=").replace(b"w:val", b"x:val"))  # fmt: skip
    for each in (form, other):
        template = compile_word(each)
        assert list(template.sheets) == ["表1"]
        assert "甲" in parts(template.fill({("表1", 1, 1): "甲"}))[PART].decode()
