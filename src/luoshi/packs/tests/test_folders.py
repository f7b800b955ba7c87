"""Whole folders: missing files, files in the wrong place, packs beside each other."""

from datetime import date
from pathlib import Path

import pytest

from luoshi.packs.codes import TABLE, Edit
from luoshi.packs.load import load, load_all
from luoshi.packs.tests.sample import sample, spoil, spoilt

# Codes that no edit of one text can show, each with the test that produces it.
BY_HAND = {
    "LS102": "test_what_a_pack_cannot_do_without",
    "LS103": "test_a_file_of_a_megabyte_is_no_declaration",
    "LS104": "test_a_file_in_another_encoding_is_refused",
    "LS217": "test_two_packs_do_not_share_a_prefix",
    "LS823": "test_a_cadence_gives_every_required_field",
    "LS832": "test_an_element_is_declared_by_one_pack",
    "LS833": "test_a_field_is_held_in_the_unit_of_its_element",
}


ROUND = """\
register: round
title: {zh: 例会, en: Round}
purpose: {zh: 按期开会, en: Meetings held in time}
owner: supervision_office
label: name
edit: [bureau_officer]
fields:
  name:  {type: text, required: true, title: {zh: 例会名称, en: Round}}
  day:   {type: date, required: true, title: {zh: 例会日期, en: Held on}}
  topic: {type: text, required: true, title: {zh: 例会议题, en: Topic}}
"""
RHYTHM = """\
cadences:
  rounds:
    title: {zh: 季度例会, en: Quarterly round}
    basis: 样例办法
    opens: round
    every:
      {period: quarter, on: last_working_day, since: 2023-01-01, sunset: 2027-12-31, unit: office, slot: name,
       day: day}
"""


def codes(folder: Path) -> list[str]:
    return [problem.code for problem in load(folder).problems]


def neighbour(folder: Path, *edits: Edit) -> Path:
    """A second pack beside the sample, with fields of its own."""
    pack = sample(folder)
    other = pack.rename(folder / "other")
    spoil(other, Edit("pack.yaml", "pack: sample", "pack: other"))
    for title in ("任务名称", "zh: 类别", "zh: 预算", "zh: 已支出", "zh: 联系人"):
        spoil(other, Edit("registers/task.yaml", title, f"{title}（另）"))
    for edit in edits:
        spoil(other, edit)
    sample(folder)
    return other


def test_every_code_has_a_case() -> None:
    shown = {code.id for code in TABLE.values() if code.edit is not None}
    assert shown | set(BY_HAND) == set(TABLE)
    assert all(name in globals() for name in BY_HAND.values())


def test_a_cadence_gives_every_required_field(tmp_path: Path) -> None:
    pack = sample(tmp_path)
    (pack / "registers" / "round.yaml").write_text(ROUND, encoding="utf-8")
    (pack / "cadences.yaml").write_text(RHYTHM, encoding="utf-8")
    assert codes(pack) == ["LS823"]
    with (pack / "cadences.yaml").open("a", encoding="utf-8") as file:
        file.write("    fills: {topic: 进度}\n")
    assert codes(pack) == []


def test_what_a_pack_cannot_do_without(tmp_path: Path) -> None:
    pack = sample(tmp_path)
    (pack / "pack.yaml").unlink()
    assert codes(pack) == ["LS102"]
    (tmp_path / "empty").mkdir()
    assert codes(tmp_path / "empty") == ["LS102", "LS102"]


def test_a_file_of_a_megabyte_is_no_declaration(tmp_path: Path) -> None:
    pack = sample(tmp_path)
    (pack / "published.yaml").write_bytes(b"x" * 1_000_001)
    assert codes(pack) == ["LS103"]


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    pack = sample(tmp_path)
    text = (pack / "pack.yaml").read_text(encoding="utf-8")
    (pack / "pack.yaml").write_bytes(text.encode("gb18030"))
    assert codes(pack) == ["LS104"]


def test_two_packs_do_not_share_a_prefix(tmp_path: Path) -> None:
    neighbour(tmp_path)
    problems = load_all(tmp_path).problems
    assert [problem.code for problem in problems] == ["LS217"]
    assert "other" in problems[0].message.en
    assert "sample/pack.yaml" in problems[0].file


@pytest.mark.parametrize(
    "name", ["registers/notes.txt", "registers/sub/task.yaml", "run.py", ".env", "registers/.task.yaml"]
)
def test_any_other_file_is_told(tmp_path: Path, name: str) -> None:
    pack = sample(tmp_path)
    (pack / name).parent.mkdir(exist_ok=True)
    (pack / name).write_text("x", encoding="utf-8")
    assert codes(pack) == ["LS101"]


def test_a_link_out_of_the_pack_is_not_followed(tmp_path: Path) -> None:
    pack = sample(tmp_path)
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: x\n", encoding="utf-8")
    (pack / "published.yaml").symlink_to(secret)
    problems = load(pack).problems
    assert [problem.code for problem in problems] == ["LS101"]
    assert "password" not in problems[0].message.en


def test_a_pack_may_refer_to_another(tmp_path: Path) -> None:
    link = "  whole:    {type: ref, to: sample.task, title: {zh: 上级任务, en: Whole}}\n  spent:    {"
    edits = (Edit("pack.yaml", "prefix: YB", "prefix: QT"), Edit("registers/task.yaml", "  spent:    {", link))
    other = neighbour(tmp_path, *edits)
    assert load_all(tmp_path).problems == ()
    assert codes(other) == ["LS301"]
    beside = load_all(tmp_path).catalogue.packs
    assert load(other, beside=beside).problems == ()


def test_a_field_held_by_another_pack_is_not_asked_for_again(tmp_path: Path) -> None:
    edits = (
        Edit("pack.yaml", "prefix: YB", "prefix: QT"),
        Edit("registers/task.yaml", "zh: 预算（另）", "zh: ０预 算"),
        Edit("registers/task.yaml", "zh: ０预 算", "zh: 预 算"),
    )
    neighbour(tmp_path, *edits)
    problems = load_all(tmp_path).problems
    assert [(problem.code, problem.line) for problem in problems] == [("LS701", 14)]
    assert "other.task" in problems[0].message.en


def test_a_pack_that_cannot_be_read_hides_no_reference_to_it(tmp_path: Path) -> None:
    link = "  whole:    {type: ref, to: sample.task, title: {zh: 上级任务, en: Whole}}\n  spent:    {"
    edits = (Edit("pack.yaml", "prefix: YB", "prefix: QT"), Edit("registers/task.yaml", "  spent:    {", link))
    neighbour(tmp_path, *edits)
    (tmp_path / "sample/pack.yaml").write_text("pack: [", encoding="utf-8")
    assert [problem.code for problem in load_all(tmp_path).problems] == ["LS108"]


RETURN = (
    "register: monthly\ntitle: {zh: 月报, en: Monthly}\npurpose: {zh: 月报, en: Monthly}\nowner: office\n"
    "label: site\nedit: [bureau_officer]\nkind: return\nperiod: month\nsunset: %s\n"
    "fields:\n  site: {type: text, title: {zh: 点位, en: Site}}\n"
)


@pytest.mark.parametrize(
    ("sunset", "expected"),
    [("2022-02-28", ["LS709"]), ("2022-03-01", []), ("2027-03-01", []), ("2027-03-02", ["LS709"])],
)
def test_b9_a_return_ends_within_five_years(tmp_path: Path, sunset: str, expected: list[str]) -> None:
    pack = sample(tmp_path)
    spoil(pack, Edit("registers/monthly.yaml", "", RETURN % sunset))
    found = load(pack, today=date(2022, 3, 1)).problems
    assert [problem.code for problem in found] == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("打卡次数", True),
        ("里程碑", False),
        ("公路里程", False),
        ("巡查里程", True),
        ("到位资金", False),
        ("签约", False),
    ],
)
def test_b2_words_of_traces_and_longer_words_that_mean_something_else(
    tmp_path: Path, title: str, expected: bool
) -> None:
    loaded = spoilt(tmp_path, Edit("registers/task.yaml", "zh: 已支出", f"zh: {title}"))
    assert [problem.code for problem in loaded.problems] == (["LS702"] if expected else [])


@pytest.mark.parametrize(("value", "expected"), [("100 %", ["LS706"]), ("99.8 %", []), ("100.0%", ["LS706"])])
def test_b6_a_published_hundred_says_whether_it_is_exact(tmp_path: Path, value: str, expected: list[str]) -> None:
    figure = f"row: R015, source: '000', quote: 原句, measure: done_rate, period: '2022', value: {value}"
    loaded = spoilt(tmp_path, Edit("published.yaml", "", f"published:\n  - {{{figure}}}\n"))
    assert [problem.code for problem in loaded.problems] == expected


def test_b4_a_composite_counts_as_its_parts(tmp_path: Path) -> None:
    composite = (
        "    indicator: true\n"
        "  gap:\n    title: {zh: 差, en: Gap}\n    what: difference\n    numerator: assigned\n    denominator: done\n"
        "    unit: 件\n    rounding: {places: 0}\n    definition: {zh: 差, en: Gap}\n    indicator: true\n"
    )
    edits = (
        Edit("pack.yaml", 'version: "1"', 'version: "1"\nindicators: 2'),
        Edit("measures.yaml", "    indicator: true\n", composite),
    )
    problems = spoilt(tmp_path, *edits).problems
    assert [problem.code for problem in problems] == ["LS704"]
    assert "3" in problems[0].message.en


ELEMENTS = """\
elements:
  spent_money:
    title: {zh: 支出额, en: Spent}
    definition: {zh: 实际支付, en: Paid}
    owner: office
    purpose: {zh: 样例, en: A sample}
    type: money
    unit: %s
    time_kind: flow
    over_time: sum
    over_units: sum
"""
HELD = Edit("registers/task.yaml", "  spent:    {type: money,", "  spent:    {type: money, element: spent_money,")


@pytest.mark.parametrize(("unit", "expected"), [("万元", []), ("元", ["LS833"]), ("亩", ["LS219", "LS833"])])
def test_a_field_is_held_in_the_unit_of_its_element(tmp_path: Path, unit: str, expected: list[str]) -> None:
    loaded = spoilt(tmp_path, HELD, Edit("elements.yaml", "", ELEMENTS % unit))
    assert sorted(problem.code for problem in loaded.problems) == expected


def test_an_element_is_declared_by_one_pack(tmp_path: Path) -> None:
    declared = Edit("elements.yaml", "", ELEMENTS % "万元")
    other = neighbour(tmp_path, Edit("pack.yaml", "prefix: YB", "prefix: QT"), declared)
    assert load_all(tmp_path).problems == ()
    spoil(tmp_path / "sample", declared)
    problems = load_all(tmp_path).problems
    assert [problem.code for problem in problems] == ["LS832"]
    assert "sample/elements.yaml" in problems[0].file
    assert other.name in problems[0].message.en


def test_elements_are_asked_for_only_where_somebody_declares_them(tmp_path: Path) -> None:
    assert spoilt(tmp_path / "without", HELD).problems == ()
    other = ELEMENTS.replace("spent_money", "paid_money") % "万元"
    loaded = spoilt(tmp_path / "with", HELD, Edit("elements.yaml", "", other))
    assert [problem.code for problem in loaded.problems] == ["LS831"]
    assert "paid_money" in loaded.problems[0].message.en


def test_the_same_bytes_are_read_once_and_a_changed_byte_anew(tmp_path: Path) -> None:
    head = sample(tmp_path) / "pack.yaml"
    first = load_all(tmp_path)
    assert load_all(tmp_path) is first
    head.write_text(head.read_text(encoding="utf-8") + "nonsense: 1\n", encoding="utf-8")
    assert load_all(tmp_path).problems
    head.write_text(head.read_text(encoding="utf-8").replace("nonsense: 1\n", ""), encoding="utf-8")
    assert load_all(tmp_path).problems == first.problems
