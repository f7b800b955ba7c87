"""Tables written out: numbers are numbers, texts never run, and what is written is read again as it was."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from pytest_django.fixtures import Settings
from python_calamine import CalamineWorkbook

from luoshi.rules.refusals import Refused
from luoshi.sheets.writing import Head, Kind, Line, Shown, book_of, harmless, lines_of, pages, pages_of
from luoshi.sheets.writing.books import books_of
from luoshi.sheets.writing.harmless import unharmed

COLUMNS = (Head("编号"), Head("名称"), Head("金额（万元）", Kind.NUMBER), Head("日期", Kind.DATE))
EVIL = ("=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =cmd|' /C calc'!A0", "\uff1d1", "\ufe661", "\ufeff=1")
GOOD = ("-12.5", "-1,200", "-85%", "东桥=西桥", "1+1", "'s-Hertogenbosch", "—")


def shown(rows: list[tuple[object, ...]]) -> Shown:
    lines = [Line(row) for row in rows]  # type: ignore[arg-type]
    total = Line(("合计", None, Decimal("-1200.5"), None), strong=True)
    return Shown("招商/项目", "状态：已签约", "云山 于 2022-06-15 10:00 导出", COLUMNS, [*lines, total])


ROWS: list[tuple[object, ...]] = [
    ("ZS-2022-000001", "东桥", Decimal("-12000.5"), date(2022, 2, 9)),
    ("ZS-2022-000002", '=HYPERLINK("http://x","a")', None, None),
    ("ZS-2022-000003", "https://example.org", Decimal(3), date(2022, 12, 31)),
]


@pytest.mark.parametrize("text", EVIL)
def test_what_would_run_is_shielded_and_comes_back_as_it_was(text: str) -> None:
    assert harmless(text).startswith("'")
    assert unharmed(harmless(text)) == text


@pytest.mark.parametrize("text", GOOD)
def test_what_does_not_run_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text
    assert unharmed(text) == text


def test_a_workbook_holds_real_numbers_and_days_and_no_formula(tmp_path: Path) -> None:
    book_of(shown(ROWS), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "招商/项目"
    assert rows[1][0] == "状态：已签约"
    assert rows[3] == ("编号", "名称", "金额（万元）", "日期")
    assert rows[4][2] == -12000.5
    assert str(rows[4][3]) == "2022-02-09 00:00:00"
    assert rows[5][2] is None
    assert rows[7][:3] == ("合计", None, -1200.5)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert sheet["B6"].quotePrefix
    assert not sheet["B7"].hyperlink
    assert sheet["C5"].number_format == "#,##0.00####"
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$4:$4", "A5")
    assert sheet.title == "招商 项目"


def test_rows_written_in_bytes_are_read_as_they_were(tmp_path: Path) -> None:
    texts = ("<a>_x0041", " 两边有空 ", "<&>\"'", "第一行\n第二行", "铃\x07声", "9" * 20)
    numbers = (Decimal("0.000001"), Decimal(10**15 - 1), Decimal(-3), Decimal("12.50"), Decimal(10**15))
    days = (date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(2099, 12, 31))
    columns = tuple(Head(str(number)) for number in range(30))
    one = Shown("一", "", "", columns, [Line(texts), Line(numbers), Line(days), Line(("",) * 29 + ("末",))])
    books_of([one, Shown("二", "", "", columns[:1], [])], tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    rows = [tuple(row) for row in book["一"].iter_rows(min_row=3, values_only=True)]
    assert rows[0][:6] == ("<a>_x0041", " 两边有空 ", "<&>\"'", "第一行\n第二行", "铃声", "9" * 20)
    assert rows[1][:5] == (0.000001, 10**15 - 1, -3, 12.5, "1000000000000000")
    assert [str(day)[:10] for day in rows[2][:4]] == [day.isoformat() for day in days]
    assert rows[3][29] == "末"
    assert book["一"].dimensions == "A1:AD6"
    assert book["二"].max_row == 2
    assert CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_name("一").to_python()[2][0] == "<a>_x0041"


def test_lines_are_utf8_with_a_mark_and_no_cell_runs() -> None:
    text = "".join(lines_of(shown(ROWS)))
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[0] == ["编号", "名称", "金额（万元）", "日期"]
    assert rows[1] == ["ZS-2022-000001", "东桥", "-12000.5", "2022-02-09"]
    assert rows[2][1].startswith("'=HYPERLINK")


def test_a_million_rows_are_read_as_they_are_written() -> None:
    read = []

    def endless() -> Iterator[Line]:
        for number in range(1_000_000):
            read.append(number)
            yield Line((str(number), "东桥", Decimal(number), None))

    lines = lines_of(Shown("多", "", "", COLUMNS, endless()))
    for _turn in range(5):
        next(lines)
    assert len(read) < 10


def test_paper_shows_chinese_with_its_own_type_and_says_what_it_lacks(tmp_path: Path) -> None:
    rows = [*ROWS, ("ZS-2022-000004", "䶮" + "很长的名称" * 60, None, None)] * 30
    pages_of(shown(rows), tmp_path / "a.pdf", missing="〓 代替缺字", page=lambda number: f"第 {number} 页")
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    texts = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    assert len(texts) > 3
    assert all("编号" in text and "第" in text for text in texts)
    assert "招商/项目" in texts[0]
    assert "-12,000.5" in texts[0]
    assert "〓很长的名称" in texts[0].replace("\r\n", "")
    assert "代替缺字" in texts[0]
    assert b"/FontFile2" in (tmp_path / "a.pdf").read_bytes()
    document.close()


def test_too_long_a_table_and_a_missing_type_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr(pages, "MOST_ROWS", 2)
    with pytest.raises(Refused, match="too_long_for_paper"):
        pages_of(shown(ROWS), tmp_path / "a.pdf", missing="", page=str)
    monkeypatch.setattr(pages, "FONT", "another")
    settings.SHEETS = {**settings.SHEETS, "font": tmp_path / "none.ttf"}
    with pytest.raises(Refused, match="no_font"):
        pages_of(shown(ROWS[:1]), tmp_path / "a.pdf", missing="", page=str)
