"""A workbook of formulas: read by titles, each bad row named, the good ones as YAML that the loader takes."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from luoshi.console.returns import command
from luoshi.registers.models import Record
from luoshi.registers.tests.small_returns import SmallReturns

ROWS = """审核关系表,,,
编号,关系式,说明,级别
1,人口\uff1d男\uff0b女,男女合计,强制
2,期初存栏+繁殖-出栏=期末存栏,,
A-3,期初存栏=上期期末存栏,衔接,核实
4,abs(期末存栏 - 上年同期期末存栏) ≤ 上年同期期末存栏×50%,同比,核实
5,人口=户数,,强制
6,人口 + 期末存栏 = 100,,强制
7,人口 = (男 + 女,,强制
7,男 >= 0,,强制
8,女>=0,,随便
"""


@pytest.fixture
def flocks(small_returns: SmallReturns) -> SmallReturns:
    return small_returns


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "rules.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_a_workbook_of_formulas_becomes_audits_and_names_each_bad_row(flocks: SmallReturns, book: Path) -> None:
    told = CliRunner().invoke(command, ["rules", str(book), "--register", "flocks.herd"])
    assert told.exit_code == 1
    assert told.stdout.splitlines()[:5] == [
        "audits:",
        '  - {id: rule_1, expr: "people == men + women", severity: refuse, title: {zh: "男女合计", en: "男女合计"}}',
        '  - {id: rule_2, expr: "opening + born - sold == closing", severity: refuse}',
        '  - {id: a_3, expr: "opening == previous.closing", severity: ask, title: {zh: "衔接", en: "衔接"}}',
        (
            '  - {id: rule_4, expr: "abs(closing - year_before.closing) <= year_before.closing * (50 / 100)", '
            'severity: ask, title: {zh: "同比", en: "同比"}}'
        ),
    ]
    bad = {line.split(":")[0].removeprefix("✗ "): line for line in told.stderr.splitlines() if line[0] == "✗"}
    assert list(bad) == ["7", "8", "9", "10", "11"]
    assert "没有“户数”这一项" in bad["7"]
    assert "4 good, 5 bad" in told.stderr


def test_a_file_without_relations_is_refused(flocks: SmallReturns, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("姓名,电话\n甲,1\n", encoding="utf-8")
    told = CliRunner().invoke(command, ["rules", str(path), "--register", "flocks.herd"])
    assert told.exit_code == 1
    assert "关系式" in told.output


def test_a_file_of_returns_is_brought_in_by_an_administrator(flocks: SmallReturns, tmp_path: Path) -> None:
    file = tmp_path / "old.csv"
    file.write_text("\ufeffunit,period,born,rubbish\nspring,2022-03,007,1.50\nspring,2022-04,,2\n", encoding="utf-8")
    words = ["bring", str(file), "--register", "flocks.herd", "--source", "旧系统", "--by"]
    told = CliRunner().invoke(command, [*words, "administrator", "--state", "approved", "--on", "2022-05-02"])
    assert (told.exit_code, told.output) == (0, "2/2\n")
    kept = {each.period: (each.data, each.reached) for each in Record.objects.of("flocks.herd")}
    reached = {"approved": "2022-05-02"}
    assert kept["2022-03"] == ({"born": 7, "rubbish": "1.5"}, reached)
    assert kept["2022-04"] == ({"rubbish": "2"}, reached)
    again = CliRunner().invoke(command, [*words, "administrator"])
    assert (again.exit_code, Record.objects.count()) == (1, 2)
