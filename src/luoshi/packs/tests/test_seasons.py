"""LS558: a season is two days of any year, of a return whose periods are short enough to begin in it."""

from pathlib import Path

import pytest

from luoshi.packs.codes import Edit
from luoshi.packs.tests.sample import spoilt

TASK = "registers/task.yaml"
EDIT = "edit: [bureau_officer, county_lead]"


def said(folder: Path, season: str, period: str) -> list[str]:
    """What is told of a return owed in a season."""
    owed = f"{{by: [township], within: 5 working days, since: 2021-01-01, season: '{season}', basis: 报送通知}}"
    written = f"{EDIT}\nperiod: {period}\nsunset: 2026-12-31\nowed: {owed}"
    return [each.code for each in spoilt(folder, Edit(TASK, EDIT, written)).problems]


@pytest.mark.parametrize(
    ("season", "period"),
    [("03-15..06-15", "month"), ("11-01..02-28", "ten_day"), ("05-01..05-01", "quarter")],
)
def test_a_season_within_a_year_or_over_its_turn_is_read(tmp_path: Path, season: str, period: str) -> None:
    assert said(tmp_path, season, period) == []


@pytest.mark.parametrize(
    ("season", "period"),
    [
        ("13-01..14-02", "month"),
        ("00-10..02-01", "month"),
        ("04-01..04-31", "month"),
        ("2023-04-01..2023-05-31", "month"),
        ("4-1..5-31", "month"),
        ("04-01", "month"),
        ("04-01..05-31", "year"),
        ("04-01..05-31", "herding_year"),
    ],
)
def test_a_season_outside_the_year_is_told(tmp_path: Path, season: str, period: str) -> None:
    assert said(tmp_path, season, period) == ["LS558"]
