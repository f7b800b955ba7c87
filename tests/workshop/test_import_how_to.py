"""The how-to about imports is tried: its table is brought, and the preview says what the page says."""

import re

import pytest
from pytest_django.fixtures import Settings

from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.tests.small_works import SmallWorks
from luoshi.rules.written import read_date
from luoshi.sheets.models import Import
from luoshi.sheets.queries import rows_of_round
from luoshi.sheets.tests.workbooks import looked_at
from tests.conventions.house import ROOT

PAGE = (ROOT / "docs" / "how-to" / "import-a-workbook.md").read_text(encoding="utf-8")


def block(kind: str) -> str:
    found = re.search(rf"^```{kind}\n(.*?)^```", PAGE, re.M | re.S)
    assert found is not None
    return found[1]


def told(table: Import) -> list[str]:
    """Each row as the page words it."""
    lines = []
    for row in rows_of_round(table):
        problems = [f"{each['cell']} {each['zh']}".strip() for each in row.problems] or [""]
        lines += [f"{row.place} {row.fate} {problem}".strip() for problem in problems]
    return lines


@pytest.mark.django_db
def test_the_table_of_the_page_is_read_as_the_page_says(settings: Settings, tmp_path: object) -> None:
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path / "evidence"}  # type: ignore[operator]
    works = SmallWorks(SmallCity())
    works.plan("大桥计划")
    data = block("csv").encode("gb18030")
    table = looked_at("works.site", data, unit=works.north, by=works.lead, name="工地.csv")
    assert told(table) == block("text").strip().splitlines()


def test_every_way_of_writing_a_day_on_the_page_is_read() -> None:
    line = next(line for line in PAGE.splitlines() if line.startswith("| 2022.2.9"))
    for way in line.split("|")[1].replace("Excel's ", "").split(","):
        assert read_date(way.strip()).isoformat() == "2022-02-09"
