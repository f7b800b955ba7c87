"""Formulas that read another workbook: told of, never followed; what the office saved stays, or nothing is shown."""

import zipfile
from io import BytesIO
from pathlib import Path

from luoshi.reports.filling import compile_template
from luoshi.reports.reading.child import workbook_sheets
from luoshi.reports.tests.books import SHEET, office_form, parts, shown, with_part, written

FORM = office_form()
LINK = "xl/externalLinks/externalLink1.xml"
PART = "xl/worksheets/sheet1.xml"
ELSEWHERE = "SUM([1]Sheet1!$A$1:$A$9)"


def linked(formula: str) -> bytes:
    """The office's form, the sum of B9 replaced by a formula that came to 41 when the office saved it."""
    sheet = parts(FORM)[PART].decode()
    here = sheet.replace("<f>SUM(B5:B8)</f><v>0</v>", f"<f>{formula}</f><v>41</v>")
    assert here != sheet
    return with_part(with_part(FORM, PART, here.encode()), LINK, b"<externalLink/>")


def test_it_keeps_its_formula_and_what_the_office_saved_where_nothing_filled_is_read() -> None:
    template = compile_template(linked(ELSEWHERE))
    filled = template.filled({(SHEET, 5, 3): 120})
    assert written(filled.content)["B9"].value == f"={ELSEWHERE}"
    assert shown(filled.content)["B9"].value == 41
    assert parts(filled.content)[LINK] == b"<externalLink/>"


def test_one_that_also_reads_what_was_filled_shows_no_stale_value() -> None:
    filled = compile_template(linked(f"{ELSEWHERE}+C5")).filled({(SHEET, 5, 3): 120})
    assert (SHEET, 9, 2) in filled.uncomputed
    assert shown(filled.content)["B9"].value is None
    assert written(filled.content)["B9"].value == f"={ELSEWHERE}+C5"


def test_reading_tells_that_there_are_links_and_takes_nothing_from_them(tmp_path: Path) -> None:
    aside = tmp_path / "elsewhere.xlsx"
    aside.write_bytes(FORM)
    file = tmp_path / "form.xlsx"
    file.write_bytes(linked(f"'[{aside.name}]Sheet1'!$A$1"))
    sheets, links = workbook_sheets(file, is_zip=True)
    assert links
    assert [9, 2] in sheets[0]["formulas"]
    assert "农村人口" in sheets[0]["rows"][0][0]
    with zipfile.ZipFile(BytesIO(file.read_bytes())) as archive:
        assert LINK in archive.namelist()
