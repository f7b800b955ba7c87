"""A form filled: the values stand where they belong, totals are right, and no other byte has changed."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from openpyxl import Workbook, load_workbook

from luoshi.reports.filling import Address, Fillable, compile_template
from luoshi.reports.tests.books import SHEET, changed, office_form, seen, shown, with_part, written
from luoshi.rules.refusals import Refused

FORM = office_form()
TEMPLATE = compile_template(FORM)
SHEET_PART, COVER_PART = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"


def test_numbers_days_and_texts_take_the_looks_of_their_cells() -> None:
    values: dict[Address, Fillable] = {
        (SHEET, 5, 1): "东桥村",
        (SHEET, 5, 3): 120,
        (SHEET, 5, 4): Decimal("130"),
        (SHEET, 5, 5): 12.5,
        (SHEET, 5, 6): date(2022, 2, 9),
    }
    filled = TEMPLATE.filled(values)
    sheet = shown(filled.content)
    assert [cell.value for cell in sheet[5]][:5] == ["东桥村", 250, 120, 130, 12.5]
    assert sheet["F5"].value.date() == date(2022, 2, 9)
    assert sheet["F5"].number_format == 'yyyy"年"m"月"d"日"'
    assert (sheet["B9"].value, sheet["E9"].value) == (250, 12.5)
    assert written(filled.content)["B9"].value == "=SUM(B5:B8)"
    assert shown(filled.content, "封面")["B1"].value == 250
    assert changed(FORM, filled.content) == {SHEET_PART, COVER_PART}
    assert (filled.kept, filled.uncomputed) == ((), ())


def test_an_empty_filling_gives_the_same_parts() -> None:
    assert changed(FORM, TEMPLATE.fill({})) == set()


def test_the_same_values_give_the_same_bytes() -> None:
    values: dict[Address, Fillable] = {(SHEET, 6, 3): 7, (SHEET, 6, 1): "甲"}
    assert TEMPLATE.fill(values) == compile_template(FORM).fill(values)


def test_a_formula_of_the_office_stays_and_is_told_of() -> None:
    filled = TEMPLATE.filled({(SHEET, 9, 2): 999, (SHEET, 5, 3): 1})
    assert filled.kept == ((SHEET, 9, 2),)
    assert shown(filled.content)["B9"].value == 1


def test_a_cell_under_a_merged_range_is_its_first_cell() -> None:
    sheet = shown(TEMPLATE.fill({(SHEET, 1, 4): "新标题"}))
    assert sheet["A1"].value == "新标题"


def test_a_cell_the_file_does_not_have_is_added_in_order() -> None:
    content = TEMPLATE.fill(
        {(SHEET, 6, 9): 3, (SHEET, 40, 2): "远处", (SHEET, 30, 1): 1, (SHEET, 6, 8): 2, ("封面", 1, 5): 5}
    )
    sheet = shown(content)
    assert (sheet["I6"].value, sheet["H6"].value, sheet["B40"].value, sheet["A30"].value) == (3, 2, "远处", 1)
    assert seen(content)[39][1] == "远处"
    assert shown(content, "封面")["E1"].value == 5


def test_what_is_not_computed_shows_no_stale_value_and_is_left_to_the_program() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"], sheet["C1"] = 1, "=VLOOKUP(A1,D1:E9,2)", "=B1*2"
    sheet["A2"], sheet["B2"] = 5, "=A2*2"
    content = BytesIO()
    book.save(content)
    filled = compile_template(content.getvalue()).filled({("Sheet", 1, 1): 2})
    assert set(filled.uncomputed) == {("Sheet", 1, 2), ("Sheet", 1, 3)}
    assert load_workbook(BytesIO(filled.content)).calculation.fullCalcOnLoad
    assert [cell.value for cell in shown(filled.content, "Sheet")[1]] == [2, None, None]
    assert shown(filled.content, "Sheet")["B2"].value == 10


def test_a_text_stays_a_text_whatever_it_looks_like() -> None:
    texts = ["=1+1", "150502198801011234", " 前后有空格 ", "一\n二", "a<b>&\"'", "_x0041_", "坏\x00字\x1f符"]
    content = TEMPLATE.fill({(SHEET, 5 + at, 1): text for at, text in enumerate(texts[:4])})
    assert [shown(content).cell(5 + at, 1).value for at in range(4)] == texts[:4]
    assert shown(content)["A5"].data_type == "s"
    content = TEMPLATE.fill({(SHEET, 5 + at, 1): text for at, text in enumerate(texts[4:])})
    assert [row[0] for row in seen(content)[4:7]] == ["a<b>&\"'", "_x0041_", "坏字符"]


def test_a_number_with_more_digits_than_a_program_keeps_becomes_a_text() -> None:
    content = TEMPLATE.fill({(SHEET, 5, 3): 150502198801011234, (SHEET, 6, 3): 10**14})
    assert [row[2] for row in seen(content)[4:6]] == ["150502198801011234", 10**14]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_no_finite_number_is_refused(value: float) -> None:
    with pytest.raises(Refused, match="fill_not_a_number"):
        TEMPLATE.fill({(SHEET, 5, 3): value})


def test_a_sheet_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused, match="fill_no_sheet"):
        TEMPLATE.fill({("没有", 1, 1): 1})
    with pytest.raises(Refused, match="fill_no_place"):
        TEMPLATE.fill({(SHEET, 0, 1): 1})


VALUES = some.one_of(
    some.none(),
    some.booleans(),
    some.integers(-(10**14), 10**14),
    some.floats(-1e12, 1e12, allow_nan=False),
    some.decimals(-(10**9), 10**9, places=2),
    some.text(some.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=20),
)
PLACES = some.tuples(some.just(SHEET), some.integers(5, 8), some.sampled_from((1, 3, 4, 5, 12)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.dictionaries(PLACES, VALUES, max_size=12))
def test_whatever_is_filled_reads_back_and_nothing_else_changes(values: dict[tuple[str, int, int], object]) -> None:
    content = TEMPLATE.fill(values)  # type: ignore[arg-type]
    assert changed(FORM, content) <= {SHEET_PART, COVER_PART}
    sheet, cells = shown(content), seen(content)
    for (_, row, column), value in values.items():
        wanted = None if value == "" else float(value) if isinstance(value, Decimal) else value
        assert sheet.cell(row, column).value == wanted
        other = cells[row - 1][column - 1] if len(cells[row - 1]) >= column else ""
        assert other == ("" if wanted is None else wanted)
    total = sum(_number(value) for (_, row, column), value in values.items() if column == 5)
    assert sheet["E9"].value == pytest.approx(total, abs=1e-3)


def _number(value: object) -> float:
    return float(value) if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) else 0.0


def test_single_quotes_prefixes_and_cells_without_names_are_read() -> None:
    xml = (
        b"<?xml version='1.0' encoding='UTF-8'?><x:worksheet xmlns:x='http://schemas.openxmlformats.org/"
        b"spreadsheetml/2006/main'><x:sheetData><x:row><x:c t='n'><x:v>4</x:v></x:c><x:c/></x:row>"
        b"<x:row r='3'/></x:sheetData></x:worksheet>"
    )
    content = compile_template(with_part(FORM, SHEET_PART, xml)).fill({(SHEET, 1, 2): "乙", (SHEET, 3, 1): 9})
    assert [row[:2] for row in seen(content)] == [[4, "乙"], ["", ""], [9, ""]]


def test_an_entity_is_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>'
    with pytest.raises(Refused, match="fill_damaged"):
        compile_template(with_part(FORM, SHEET_PART, bomb))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "fill_damaged"),
        (b"PK\x03\x04 cut", "fill_damaged"),
        (FORM[: len(FORM) // 2], "fill_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "fill_encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Workbook", "fill_old"),
        (with_part(FORM, "xl/vbaProject.bin", b"macro"), "fill_macros"),
        (with_part(FORM, "xl/big.bin", bytes(120_000_000)), "fill_too_large"),
        (with_part(FORM, SHEET_PART, b"<worksheet><sheetData><row><c>"), "fill_damaged"),
        (
            with_part(FORM, SHEET_PART, b'<worksheet><sheetData><row r="9999999"/></sheetData></worksheet>'),
            "fill_damaged",
        ),
    ],
    ids=["empty", "cut", "half", "encrypted", "old", "macros", "bomb", "no xml", "row 9999999"],
)
def test_hostile_files_are_refused_in_words(content: bytes, code: str) -> None:
    with pytest.raises(Refused, match=code):
        compile_template(content)
