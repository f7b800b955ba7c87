"""The office's own year files and regional calendars."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import override_settings

from luoshi.calendars import queries
from luoshi.rules.refusals import Refused
from luoshi.rules.workdays import DayKind

# After 凉府办发〔2010〕31号 of Liangshan prefecture, read in one law database only: real enough to try the mechanism
# on, not confirmed enough to ship.
LIANGSHAN_2011 = """\
year: 2011
notice:
  title: 凉山州人民政府办公室关于2011年部分节假日安排的通知
  number: 凉府办发〔2010〕31号
  issued: 2010-12-20
festivals:
  - {festival: {zh: 火把节, en: Torch Festival}, off: 2011-07-24..2011-07-30, work: 2011-07-31}
  - {festival: [national_day, {zh: 州庆, en: Prefecture Day}], off: 2011-10-01..2011-10-08, work: 2011-10-09}
  - {festival: {zh: 彝族年, en: Yi New Year}, off: 2011-11-20..2011-11-26, work: 2011-11-27}
"""

# invented: what a notice for 2027 might look like
INVENTED_2027 = """\
year: 2027
notice: {title: invented, number: invented, issued: 2026-11-25}
festivals:
  - {festival: new_year, off: 2027-01-01}
  - {festival: spring, off: 2027-02-05..2027-02-12, work: [2027-01-31, 2027-02-20]}
  - {festival: qingming, off: 2027-04-03..2027-04-05}
  - {festival: labour, off: 2027-05-01..2027-05-05, work: 2027-05-08}
  - {festival: dragon_boat, off: 2027-06-09}
  - {festival: mid_autumn, off: 2027-09-15}
  - {festival: national_day, off: 2027-10-01..2027-10-07, work: [2027-09-26, 2027-10-09]}
"""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home folder of its own, with nothing remembered after."""
    with override_settings(HOME=tmp_path):
        yield tmp_path


def put(home: Path, name: str, year: int, text: str) -> None:
    """Lay a year file into the office's folder."""
    folder = home / "calendars" / name
    folder.mkdir(parents=True)
    (folder / f"{year}.yaml").write_text(text, encoding="utf-8")


def test_an_office_can_add_a_year_as_soon_as_its_notice_is_out(home: Path) -> None:
    before = queries.national()
    assert before.kind(date(2027, 2, 20)) is DayKind.WEEKEND
    put(home, "national", 2027, INVENTED_2027)
    after = queries.national()
    assert after.kind(date(2027, 2, 20)) is DayKind.MAKE_UP_WORKDAY
    assert not after.add(date(2026, 12, 1), 40).provisional
    assert after.version != before.version


def test_a_regional_calendar_lies_on_top_of_the_national_one(home: Path) -> None:
    put(home, "liangshan", 2011, LIANGSHAN_2011)
    region = queries.regional("liangshan")
    assert region.kind(date(2011, 7, 26)) is DayKind.HOLIDAY
    assert region.kind(date(2011, 10, 8)) is DayKind.HOLIDAY
    assert queries.national().kind(date(2011, 10, 8)) is DayKind.MAKE_UP_WORKDAY
    assert region.kind(date(2011, 11, 27)) is DayKind.MAKE_UP_WORKDAY
    assert region.kind(date(2011, 2, 3)) is DayKind.HOLIDAY
    assert not region.is_provisional(date(2010, 1, 1), date(2011, 12, 31))
    assert region.years[2012].published is False
    assert [item.year for item in queries.arrangements("liangshan")] == [2011]
    torch = queries.break_on(date(2011, 7, 31), "liangshan")
    assert torch is not None
    assert torch.label.zh == "火把节"


def test_an_unknown_region_is_refused_with_where_its_files_belong(home: Path) -> None:
    with pytest.raises(Refused) as refused:
        queries.regional("nowhere")
    assert refused.value.code == "calendars.unknown"
    assert str(home) in refused.value.remedy.en


def test_a_file_with_mistakes_is_refused_with_its_line(home: Path) -> None:
    put(home, "national", 2027, INVENTED_2027.replace("2027-04-03..2027-04-05", "2027-04-04"))
    with pytest.raises(Refused) as refused:
        queries.national()
    assert refused.value.code == "calendars.data"
    assert refused.value.where.endswith("2027.yaml:1:7")
    assert "1 problem(s)" in refused.value.reason.en
