"""Workbooks as offices make them, for tests of filling; and what is in a file, part by part."""

import zipfile
from io import BytesIO
from typing import Any

import xlsxwriter
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

SHEET = "汇总表"


def office_form(rows: int = 4) -> bytes:
    """A three-level heading, villages, sums below and beside, validation, colours, a print area."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet(SHEET)
        head = book.add_format({"bold": True, "border": 1, "align": "center"})
        money = book.add_format({"border": 1, "num_format": "#,##0.00"})
        day = book.add_format({"border": 1, "num_format": 'yyyy"年"m"月"d"日"'})
        sheet.merge_range("A1:G1", "农村人口与收入情况统计表", head)
        sheet.merge_range("A2:A4", "村名", head)
        sheet.merge_range("B2:D2", "人口情况", head)
        sheet.write("B3", "总数", head)
        sheet.merge_range("C3:D3", "其中", head)
        sheet.write_row("C4", ("男", "女"), head)
        sheet.merge_range("E2:E4", "收入（万元）", head)
        sheet.merge_range("F2:F4", "填报日期", head)
        for row in range(4, 4 + rows):
            sheet.write_blank(row, 0, None, head)
            sheet.write_formula(row, 1, f"=C{row + 1}+D{row + 1}", money, 0)
            for column in (2, 3, 4):
                sheet.write_blank(row, column, None, money)
            sheet.write_blank(row, 5, None, day)
        last = 4 + rows
        sheet.write(last, 0, "合计", head)
        for column, letter in enumerate("BCDE", start=1):
            sheet.write_formula(last, column, f"=SUM({letter}5:{letter}{last})", money, 0)
        sheet.merge_range(last + 1, 0, last + 1, 6, "填表人：          审核人：", head)
        sheet.data_validation(4, 4, last - 1, 4, {"validate": "decimal", "criteria": ">=", "value": 0})
        sheet.conditional_format(4, 4, last - 1, 4, {"type": "cell", "criteria": ">", "value": 100, "format": head})
        sheet.print_area(0, 0, last + 1, 6)
        sheet.repeat_rows(1, 3)
        other = book.add_worksheet("封面")
        other.write("A1", "合计人口")
        other.write_formula("B1", f"={SHEET}!B{last + 1}", money, 0)
    return target.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    """Each part of a file as it lies there, unpacked."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def changed(before: bytes, after: bytes) -> set[str]:
    """Which parts are not the same, or are only in one of two files."""
    one, two = parts(before), parts(after)
    assert list(one) == list(two)
    return {name for name in one if one[name] != two[name]}


def shown(content: bytes, sheet: str = SHEET) -> Any:
    """The sheet with what its formulas came to, as openpyxl reads it."""
    return load_workbook(BytesIO(content), data_only=True)[sheet]


def written(content: bytes, sheet: str = SHEET) -> Any:
    """The sheet with its formulas, as openpyxl reads it."""
    return load_workbook(BytesIO(content))[sheet]


def seen(content: bytes, sheet: str = SHEET) -> list[list[Any]]:
    """All cells from A1 on, as calamine reads them."""
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def with_part(content: bytes, name: str, text: bytes) -> bytes:
    """The file with one part replaced or added."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, held in (parts(content) | {name: text}).items():
            archive.writestr(each, held)
    return target.getvalue()
