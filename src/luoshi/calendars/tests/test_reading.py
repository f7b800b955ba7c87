"""Year files with mistakes: every one is found, with its line and a remedy."""

from datetime import date
from pathlib import Path

import pytest

from luoshi.calendars.reading import Loaded, load
from luoshi.calendars.reference import page

GOOD = """\
year: 2023
notice:
  title: 国务院办公厅关于2023年部分节假日安排的通知
  number: 国办发明电〔2022〕16号
  issued: 2022-12-08
festivals:
  - {festival: new_year, off: 2022-12-31..2023-01-02}
  - {festival: spring, off: 2023-01-21..2023-01-27, work: [2023-01-28, 2023-01-29]}
  - {festival: qingming, off: 2023-04-05}
  - {festival: labour, off: 2023-04-29..2023-05-03, work: [2023-04-23, 2023-05-06]}
  - {festival: dragon_boat, off: 2023-06-22..2023-06-24, work: 2023-06-25}
  - {festival: [mid_autumn, national_day], off: 2023-09-29..2023-10-06, work: [2023-10-07, 2023-10-08]}
"""


EMPTY_YEAR = """\
year: {year}
notice: {{title: a notice, unconfirmed: [number, issued]}}
festivals: []
"""


def reading(folder: Path, text: str, *, statutory: bool = True) -> Loaded:
    """The folder read with this file for 2023 in it."""
    (folder / "2023.yaml").write_text(text, encoding="utf-8")
    return load([folder], statutory=statutory)


def test_a_good_file_has_no_problems(tmp_path: Path) -> None:
    found = reading(tmp_path, GOOD)
    assert found.problems == ()
    assert found.years[2023].notice.basis == "国办发明电〔2022〕16号"


@pytest.mark.parametrize(
    ("right", "wrong", "line", "code"),
    [
        ("year: 2023", "year: [2023", 2, "calendar.not_yaml"),
        (GOOD, "", 1, "calendar.empty"),
        (GOOD, "2023", 1, "calendar.value"),
        ("year: 2023", "year: 2022", 1, "calendar.year"),
        ("year: 2023", "year: next", 1, "calendar.year"),
        ("year: 2023", "year: 2023\nyears: 2023", 2, "calendar.name"),
        ("year: 2023", "year: 2023\nyear: 2023", 2, "calendar.name"),
        ("notice:\n", "announcement:\n", 1, "calendar.missing"),
        ("  number: 国办发明电〔2022〕16号\n", "", 3, "calendar.unconfirmed"),
        ("  issued: 2022-12-08\n", "", 3, "calendar.unconfirmed"),
        ("issued: 2022-12-08", "issued: 8 December", 5, "calendar.value"),
        ("title: 国务院办公厅关于2023年部分节假日安排的通知", "title: ''", 3, "calendar.value"),
        ("festival: qingming", "festival: qing_ming", 9, "calendar.festival"),
        ("festival: qingming", "festival: {zh: 清明节}", 9, "calendar.missing"),
        ("off: 2023-04-05}", "off: 2023-04-31}", 9, "calendar.value"),
        ("off: 2023-04-05}", "off: 2023/4/5}", 9, "calendar.value"),
        ("off: 2023-04-05}", "off: ''}", 9, "calendar.value"),
        ("off: 2023-04-05}", "on: 2023-04-05}", 9, "calendar.missing"),
        ("2023-06-22..2023-06-24", "2023-06-24..2023-06-22", 11, "calendar.value"),
        ("2023-06-22..2023-06-24", "2023-06-22..2024-06-24", 11, "calendar.value"),
        ("work: 2023-06-25", "work: 2023-06-26", 11, "calendar.not_a_weekend"),
        ("work: 2023-06-25", "work: 2023-06-24", 11, "calendar.twice"),
        ("work: 2023-06-25", "work: 2022-06-25", 11, "calendar.outside_year"),
        ("  - {festival: qingming, off: 2023-04-05}\n", "", 1, "calendar.festival_worked"),
    ],
)
def test_each_mistake_is_named_with_its_line(tmp_path: Path, right: str, wrong: str, line: int, code: str) -> None:
    problems = reading(tmp_path, GOOD.replace(right, wrong, 1)).problems
    assert (line, code) in [(problem.line, problem.code) for problem in problems]
    assert all(problem.message.zh and problem.message.en and problem.remedy.zh for problem in problems)


def test_all_problems_are_collected_and_printed_with_their_place(tmp_path: Path) -> None:
    text = GOOD.replace("2023-04-05", "2023-04-31").replace("spring", "sprung").replace("2022-12-08", "soon")
    problems = reading(tmp_path, text).problems
    assert [problem.line for problem in problems] == [5, 8, 9]
    printed = problems[0].in_("en")
    assert printed.startswith(f"{tmp_path / '2023.yaml'}:5:11: calendar.value ")
    assert problems[0].in_("zh-hans").endswith("请对照上一年度的文件。")


def test_a_missing_year_is_found(tmp_path: Path) -> None:
    (tmp_path / "2021.yaml").write_text(EMPTY_YEAR.format(year=2021), encoding="utf-8")
    found = reading(tmp_path, GOOD, statutory=False)
    assert [(problem.line, problem.code) for problem in found.problems] == [(1, "calendar.gap")]


def test_two_years_may_not_speak_of_one_day(tmp_path: Path) -> None:
    with_the_eve = EMPTY_YEAR.replace("[]\n", "{{festival: new_year, off: 2022-12-31}}\n")
    (tmp_path / "2022.yaml").write_text(with_the_eve.format(year=2022), encoding="utf-8")
    found = reading(tmp_path, GOOD, statutory=False)
    assert [(problem.line, problem.code) for problem in found.problems] == [(7, "calendar.twice")]


def test_a_document_whose_number_and_date_nobody_knows(tmp_path: Path) -> None:
    (tmp_path / "2023.yaml").write_text(EMPTY_YEAR.format(year=2023), encoding="utf-8")
    arrangement = load([tmp_path], statutory=False).years[2023]
    assert arrangement.notice.basis == "《a notice》"
    assert not arrangement.announced_by(date(2022, 12, 30))
    assert arrangement.announced_by(date(2022, 12, 31))
    assert "| 2023 | document number not confirmed | (date not confirmed) |" in page([arrangement])


def test_amendments_stand_in_the_order_of_their_dates(tmp_path: Path) -> None:
    amendments = """\
amendments:
  - {title: later, number: b, issued: 2023-05-01, festivals: {festival: qingming, off: 2023-04-05}}
  - {title: earlier, number: a, issued: 2023-04-01, festivals: {festival: qingming, off: 2023-04-05}}
"""
    problems = reading(tmp_path, GOOD + amendments).problems
    assert [(problem.line, problem.code) for problem in problems] == [(14, "calendar.order")]


def test_an_amendment_needs_its_date_and_its_days(tmp_path: Path) -> None:
    problems = reading(tmp_path, GOOD + "amendments:\n  - {title: later, number: b}\n").problems
    assert {problem.code for problem in problems} == {"calendar.missing", "calendar.unconfirmed"}


def test_a_later_folder_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    office = tmp_path / "office"
    office.mkdir()
    (office / "2023.yaml").write_text(GOOD.replace("16号", "99号"), encoding="utf-8")
    reading(tmp_path, GOOD)
    found = load([tmp_path, office, tmp_path / "absent"], statutory=True)
    assert found.years[2023].notice.number == "国办发明电〔2022〕99号"
