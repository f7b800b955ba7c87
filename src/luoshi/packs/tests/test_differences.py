"""Differences of two versions in words: nothing declared is passed over, nothing is told by its code alone."""

from dataclasses import fields, is_dataclass
from enum import StrEnum
from inspect import getmembers, isclass
from pathlib import Path

import pytest

from luoshi.packs import declarations
from luoshi.packs.attributes import ATTRIBUTES, PLAIN
from luoshi.packs.declarations import Example, Pack
from luoshi.packs.differences import Change, differences
from luoshi.packs.enumerated import word_of
from luoshi.packs.load import load, load_all
from luoshi.packs.tests.sample import sample


def changed(folder: Path, file: str, old: str, new: str) -> list[tuple[str, Change, str, str]]:
    """What the sample pack says otherwise with one text of a file replaced."""
    before = _pack(folder / "before")
    path = sample(folder / "after") / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = load(path.parents[1] if file.startswith("registers/") else path.parent)
    assert found.problems == ()
    assert found.pack is not None
    return [(each.where.zh, each.change, each.before.zh, each.after.zh) for each in differences(before, found.pack)]


def _pack(folder: Path) -> Pack:
    found = load(sample(folder)).pack
    assert found is not None
    return found


def test_the_same_pack_has_none(tmp_path: Path) -> None:
    assert differences(_pack(tmp_path / "one"), _pack(tmp_path / "other")) == []


def test_every_attribute_and_every_listed_value_has_its_word() -> None:
    declared = [
        each for _name, each in getmembers(declarations, isclass) if is_dataclass(each) and each is not Example
    ]
    names = {field.name for each in declared for field in fields(each)}
    names = {name for name in names if not name.endswith("_source")} - PLAIN
    assert declared
    assert names - ATTRIBUTES.keys() == set()
    listed = [each for _name, each in getmembers(declarations, isclass) if issubclass(each, StrEnum)]
    assert listed
    assert [member for each in listed for member in each if word_of(member) is None] == []


TASK = "registers/task.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "change", "before", "after"),
    [
        (TASK, "max: 120", "max: 80", "台账 → 任务 → 字段 → 任务名称 → 最多字数", Change.CHANGED, "120", "80"),
        (TASK, "  spent:  ", "  note: {type: text, title: {zh: 备注, en: Note}}\n  spent:  ",
         "台账 → 任务 → 字段 → 备注", Change.ADDED, "（无）", "备注"),
        (TASK, "within: 15 working", "within: 10 working",
         "台账 → 任务 → 流转 → 时限 → 已交办至已销号 → 工作日数", Change.CHANGED, "15", "10"),
        (TASK, "to: assigned, by: supervisor", "to: assigned, by: verifier",
         "台账 → 任务 → 流转 → 流转步骤 → 退回重办 → 由谁", Change.CHANGED, "督办单位", "牵头单位以外的核验员"),
        (TASK, '"budget - spent"', '"spent - budget"',
         "台账 → 任务 → 字段 → 结余 → 公式", Change.CHANGED, "预算 − 已支出", "已支出 − 预算"),
        (TASK, "urgent: {zh: 急件, en: Urgent}, ", "", "台账 → 任务 → 字段 → 类别 → 选项 → 急件",
         Change.REMOVED, "急件", "（无）"),
        (TASK, "to: struck_off, by: lead", "to: struck_off, by: bureau_officer",
         "台账 → 任务 → 流转 → 流转步骤 → 销号 → 由谁", Change.CHANGED, "牵头单位", "部门经办人"),
        ("pack.yaml", "owner: {zh: 督查室", "owner: {zh: 督查局", "归口单位", Change.CHANGED, "督查室", "督查局"),
    ],
)  # fmt: skip
def test_a_change_is_told_by_titles(
    tmp_path: Path, file: str, old: str, new: str, where: str, change: Change, before: str, after: str
) -> None:
    assert changed(tmp_path, file, old, new) == [(where, change, before, after)]


def test_a_state_that_spells_like_a_field_keeps_its_own_title(tmp_path: Path) -> None:
    def pack(folder: str, days: int) -> Pack:
        place = sample(tmp_path / folder)
        text = (place / TASK).read_text(encoding="utf-8")
        text = text.replace("  spent:  ", "  assigned: {type: date, title: {zh: 交办日期, en: Day}}\n  spent:  ", 1)
        text = text.replace("within: 15 working days", f"within: {days} working days", 1)
        (place / TASK).write_text(text, encoding="utf-8")
        found = load(place).pack
        assert found is not None
        return found

    (found,) = differences(pack("before", 15), pack("after", 10))
    assert found.where.zh == "台账 → 任务 → 流转 → 时限 → 已交办至已销号 → 工作日数"


@pytest.mark.parametrize("name", ["investment", "key_projects", "supervision"])
def test_shipped_packs_are_told_against_one_another_without_a_gap(name: str) -> None:
    shipped = {each.id: each.pack for each in load_all(Path(__file__).parents[4] / "packs").packs}
    one, other = shipped[name], shipped["supervision" if name != "supervision" else "investment"]
    assert one is not None
    assert other is not None
    found = differences(other, one)
    assert found
    for each in found:
        assert each.where.zh
        assert each.where.en
        assert each.before != each.after
