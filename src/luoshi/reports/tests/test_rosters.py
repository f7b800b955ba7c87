"""Lists longer than the form has room for: rows come in, and everything below and beside follows."""

from io import BytesIO

import pytest
import xlsxwriter
from openpyxl import load_workbook

from luoshi.reports.filling import Fillable, Roster, compile_template
from luoshi.reports.tests.books import SHEET, changed, office_form, parts, seen, shown, with_part, written
from luoshi.rules.refusals import Refused

FORM = office_form()
LINES: list[dict[int, Fillable]] = [{1: f"{at}村", 3: at, 4: at * 2, 5: at * 10} for at in range(1, 8)]
ROSTER = Roster(SHEET, 5, 8, LINES)


def test_rows_come_in_and_what_lies_below_follows() -> None:
    content = compile_template(FORM).fill({(SHEET, 10, 1): "填表人：甲"}, [ROSTER])
    sheet, said = shown(content), written(content)
    assert [sheet.cell(row, 1).value for row in range(5, 13)] == [f"{at}村" for at in range(1, 8)] + ["合计"]
    assert [sheet.cell(row, 2).value for row in range(5, 13)] == [3 * at for at in range(1, 8)] + [84]
    assert said["B12"].value == "=SUM(B5:B11)"
    assert said["B11"].value == "=C11+D11"
    assert sheet["A13"].value == "填表人：甲"
    assert {str(each) for each in said.merged_cells.ranges} >= {"A13:G13", "A1:G1", "C3:D3"}
    assert [str(each.sqref) for each in said.data_validations.dataValidation] == ["E5:E11"]
    assert [str(each.sqref) for each in said.conditional_formatting] == ["E5:E11"]
    assert said.print_area == f"'{SHEET}'!$A$1:$G$13"
    assert said.print_title_rows == "$2:$4"
    assert said["E11"].number_format == said["E5"].number_format
    assert (written(content, "封面")["B1"].value, shown(content, "封面")["B1"].value) == (f"={SHEET}!B12", 84)
    assert len(seen(content)) == 13


def test_a_list_that_fits_changes_nothing_else() -> None:
    content = compile_template(FORM).fill({}, [Roster(SHEET, 5, 8, LINES[:2])])
    assert changed(FORM, content) == {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
    assert shown(content)["B9"].value == 9


def test_the_form_tells_how_many_lines_it_has_room_for() -> None:
    template = compile_template(FORM)
    assert template.room(SHEET, 5, {1, 3}) == 8
    assert template.room(SHEET, 8, {1, 3}) == 8
    assert template.room(SHEET, 5, {2}) == 5
    assert template.room(SHEET, 5, {40}) == 5


def test_the_form_serves_again_after_a_list() -> None:
    template = compile_template(FORM)
    first = template.fill({}, [ROSTER])
    template.fill({}, [Roster(SHEET, 5, 8, LINES[:5])])
    assert template.fill({}, [ROSTER]) == first


def two_lists() -> bytes:
    """Two lists with one prepared row each, merged cells in the row, a comment and a picture's place below."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("名册")
        merged = book.add_format({"border": 1})
        sheet.write_row(0, 0, ("家庭成员", "", "年龄"))
        sheet.merge_range("A2:B2", "", merged)
        sheet.write("A3", "人数")
        sheet.write_formula("C3", "=COUNT(C2:C2)", None, 0)
        sheet.write_row(3, 0, ("耕地", "", "亩"))
        sheet.write_formula("D5", "=C5*15", None, 0)
        sheet.write_formula("C6", "=ROUND(SUM(C5:C5),1)", None, 0)
        sheet.write_comment("C6", "合计")
        sheet.set_h_pagebreaks([3])
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=名册!$C$5:$C$5"})
        sheet.insert_chart("A8", chart)
        book.define_name("总亩数", "=名册!$C$6")
    return target.getvalue()


def test_two_lists_of_one_sheet_with_one_prepared_row_each() -> None:
    people = Roster("名册", 2, 2, [{1: "甲", 3: 40}, {1: "乙", 3: 38}, {1: "丙", 3: 9}])
    land = Roster("名册", 5, 5, [{1: "东地", 3: 1.25}, {1: "西地", 3: 2}])
    content = compile_template(two_lists()).fill({}, [people, land])
    said, sheet = written(content, "名册"), shown(content, "名册")
    assert {str(each) for each in said.merged_cells.ranges} == {"A2:B2", "A3:B3", "A4:B4"}
    assert (said["C5"].value, sheet["C5"].value) == ("=COUNT(C2:C4)", 3)
    assert (said["C9"].value, sheet["C9"].value) == ("=ROUND(SUM(C7:C8),1)", 3.3)
    assert [said[f"D{row}"].value for row in (7, 8)] == ["=C7*15", "=C8*15"]
    assert [sheet[f"D{row}"].value for row in (7, 8)] == [18.75, 30]
    assert said["C9"].comment is not None
    assert [each.id for each in said.row_breaks.brk] == [5]
    assert load_workbook(BytesIO(content)).defined_names["总亩数"].attr_text == "名册!$C$9"
    held = parts(content)
    assert "名册!$C$7:$C$8" in held["xl/charts/chart1.xml"].decode()
    assert b"<xdr:row>10</xdr:row>" in held["xl/drawings/drawing1.xml"]
    assert b"<x:Row>8</x:Row>" in held["xl/drawings/vmlDrawing1.vml"]


def test_shared_formulas_are_written_out_where_rows_come_in() -> None:
    xml = parts(FORM)["xl/worksheets/sheet1.xml"].decode()
    xml = xml.replace("<f>C5+D5</f>", '<f t="shared" ref="B5:B8" si="0">C5+D5</f>')
    for row in (6, 7, 8):
        xml = xml.replace(f"<f>C{row}+D{row}</f>", '<f t="shared" si="0"/>')
    content = with_part(FORM, "xl/worksheets/sheet1.xml", xml.encode())
    assert shown(compile_template(content).fill({(SHEET, 8, 3): 4, (SHEET, 8, 4): 5}))["B8"].value == 9
    grown = compile_template(content).fill({}, [ROSTER])
    assert [written(grown)[f"B{row}"].value for row in (5, 8, 11)] == ["=C5+D5", "=C8+D8", "=C11+D11"]
    assert shown(grown)["B12"].value == 84


def test_the_order_of_computing_goes_with_the_rows_it_named() -> None:
    chain = with_part(FORM, "xl/calcChain.xml", b'<calcChain xmlns="x"><c r="B9" i="1"/></calcChain>')
    types = parts(FORM)["[Content_Types].xml"].replace(
        b"</Types>", b'<Override PartName="/xl/calcChain.xml" ContentType="x"/></Types>'
    )
    related = parts(FORM)["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://x/relationships/calcChain" Target="calcChain.xml"/></Relationships>',
    )
    form = with_part(with_part(chain, "[Content_Types].xml", types), "xl/_rels/workbook.xml.rels", related)
    assert "xl/calcChain.xml" in parts(compile_template(form).fill({(SHEET, 5, 3): 1}))
    grown = parts(compile_template(form).fill({}, [ROSTER]))
    assert "xl/calcChain.xml" not in grown
    assert b"calcChain" not in grown["[Content_Types].xml"] + grown["xl/_rels/workbook.xml.rels"]


def test_a_sheet_with_a_pivot_table_is_not_grown() -> None:
    related = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="http://x/relationships/pivotTable" Target="../pivotTables/p.xml"/>'
        b"</Relationships>"
    )
    form = with_part(FORM, "xl/worksheets/_rels/sheet1.xml.rels", related)
    with pytest.raises(Refused, match="fill_no_growing"):
        compile_template(form).fill({}, [ROSTER])
