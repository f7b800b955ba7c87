"""Lineage ids as notes: a note on each cell, the office's own notes and every other part as they were."""

import re
from io import BytesIO

import pytest
import xlsxwriter
from openpyxl import load_workbook

from luoshi.reports.filling import compile_template, digest_of
from luoshi.reports.filling.notes import with_notes
from luoshi.reports.tests.books import SHEET, office_form, parts, with_part
from luoshi.rules.refusals import Refused

PART, TYPES = "xl/worksheets/sheet1.xml", "[Content_Types].xml"
OWN = {"xl/worksheets/_rels/sheet1.xml.rels", "xl/drawings/vmlDrawing1.vml", "xl/comments1.xml"}


def notes_of(content: bytes, sheet: str) -> dict[str, str]:
    """Each note as openpyxl reads it."""
    rows = load_workbook(BytesIO(content))[sheet].iter_rows()
    return {cell.coordinate: cell.comment.text for row in rows for cell in row if cell.comment}


def changes(before: bytes, after: bytes) -> tuple[set[str], set[str]]:
    one, two = parts(before), parts(after)
    assert one.keys() <= two.keys()
    return {name for name in one if one[name] != two[name]}, two.keys() - one.keys()


def noted_form() -> bytes:
    """A form with a note of its office's, a table, a picture of a header, and rich words."""
    target = BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("甲")
        sheet.write_comment("B2", "请填整数 <户>", {"author": "制表人"})
        sheet.write_comment("B9", "另一条")
        sheet.add_table("D1:E3")
        book.add_worksheet("乙").add_table("A1:B3")
    return target.getvalue()


def test_each_cell_has_its_note_and_nothing_else_changes() -> None:
    form = office_form()
    content = with_notes(form, {SHEET: [((5, 3), "a1"), ((6, 4), "b2")], "没有": [((1, 1), "x")]})
    assert notes_of(content, SHEET) == {"C5": "溯源号 a1", "D6": "溯源号 b2"}
    assert changes(form, content) == ({PART, TYPES}, OWN)
    was, now = parts(form)[PART], parts(content)[PART]
    (begun,) = [at for at in range(len(now)) if now.startswith(b"<legacyDrawing", at)]
    end = now.index(b"/>", begun) + 2
    assert now[:begun] + now[end:] == was
    assert with_notes(form, {}) == with_notes(form, {SHEET: []})
    assert changes(form, with_notes(form, {})) == (set(), set())


def test_notes_of_the_office_are_kept_and_told_below() -> None:
    form = noted_form()
    content = with_notes(form, {"甲": [((2, 2), "a1"), ((3, 3), "b2")]})
    assert notes_of(content, "甲") == {"B2": "请填整数 <户>\n溯源号 a1", "B9": "另一条", "C3": "溯源号 b2"}
    assert changes(form, content) == ({"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}, set())
    sheet = load_workbook(BytesIO(content))["甲"]
    assert (sheet["B2"].comment.author, sheet["C3"].comment.author) == ("制表人", "落实")
    boxes = parts(content)["xl/drawings/vmlDrawing1.vml"].decode()
    assert boxes.count("<v:shape ") == 3
    assert len(set(re.findall(r'id="(_x0000_s\d+)"', boxes))) == 3


def test_the_reference_stands_where_the_standard_wants_it_and_another_sheet_keeps_its_own() -> None:
    content = with_notes(noted_form(), {"乙": [((2, 1), "c3")], "甲": [((2, 2), "a1")]})
    told = parts(content)["xl/worksheets/sheet2.xml"]
    assert told.index(b"<legacyDrawing") < told.index(b"<tableParts")
    assert notes_of(content, "乙") == {"A2": "溯源号 c3"}
    assert b'Extension="vml"' in parts(content)[TYPES]
    assert parts(content)[TYPES].count(b'Extension="vml"') == 1


def test_prefixed_parts_and_words_with_looks_are_understood() -> None:
    form = noted_form()
    rich = parts(form)["xl/comments1.xml"].decode()
    assert "<r>" in rich  # as xlsxwriter writes them
    plain = '<?xml version="1.0"?><x:comments xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    plain += '<x:authors><x:author/></x:authors><x:commentList><x:comment ref="B2" authorId="0"><x:text>'
    plain += "<x:t>只有字</x:t></x:text></x:comment></x:commentList></x:comments>"
    form = with_part(form, "xl/comments1.xml", plain.encode())
    content = with_notes(form, {"甲": [((2, 2), "a1"), ((1, 1), "b2")]})
    assert notes_of(content, "甲") == {"B2": "只有字\n溯源号 a1", "A1": "溯源号 b2"}


def test_a_thousand_notes_take_blocks_of_their_own_and_the_same_bytes_come_again() -> None:
    form = office_form(300)
    cells = [((5 + row, 1 + column), f"{row:x}{column}") for row in range(300) for column in range(5)]
    content = with_notes(form, {SHEET: cells})
    assert len(notes_of(content, SHEET)) == 1_500
    assert 'data="1,2"' in parts(content)["xl/drawings/vmlDrawing1.vml"].decode()
    assert digest_of(content) == digest_of(with_notes(form, {SHEET: cells}))


def test_a_filled_form_with_notes_keeps_its_figures() -> None:
    content = compile_template(office_form()).fill({(SHEET, 5, 3): 12})
    noted = with_notes(content, {SHEET: [((5, 3), "a1")]})
    assert load_workbook(BytesIO(noted), data_only=True)[SHEET]["C5"].value == 12


def test_what_is_no_part_of_notes_is_refused() -> None:
    for part, text in (("xl/comments1.xml", b"<comments/>"), ("xl/drawings/vmlDrawing1.vml", b"<none>")):
        with pytest.raises(Refused, match="fill_damaged"):
            with_notes(with_part(noted_form(), part, text), {"甲": [((2, 2), "a1"), ((4, 4), "b")]})
