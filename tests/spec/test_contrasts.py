"""Headings that read alike and ask for different things, and headings that read differently and ask for one."""

from itertools import chain

import pytest

from luoshi.rules.signatures import Relation, compare, parse
from scripts import asked_twice
from tests.spec.tables import rows

HEADINGS = rows("""
| one                          | other                        | relation    | said of it                 |
|------------------------------|------------------------------|-------------|----------------------------|
| 人口情况/其中/女             | 女性人口                     | same        |                            |
| 人口情况/其中/女             | 人口情况/其中/男             | related     | 性别：女性不是男性         |
| 低保户数（户）               | 低保人数（人）               | related     | 数的不同：户数不是人数     |
| 培训人数                     | 培训人次                     | related     | 数的不同：人数不是人次     |
| 年初存栏（头）               | 年末存栏（头）               | related     | 一个是期初数，一个是期末数 |
| 牛存栏（头）                 | 牛出栏（头）                 | related     | 存栏还是出栏               |
| 新增就业人数                 | 累计就业人数                 | related     | 累计数                     |
| 本月新增就业人数             | 本年新增就业人数             | related     | 时间不同：本月，本年       |
| 本期（万元）                 | 去年同期（万元）             | related     | 上年同期                   |
| 计划投资（万元）             | 完成投资（万元）             | related     | 计划还是完成               |
| 应参保人数                   | 已参保人数                   | related     | 计划还是完成：只有一个限定“应” |
| 合同资金（万元）             | 到位资金（万元）             | related     | 合同还是到位：合同不是到位 |
| 常住人口                     | 户籍人口                     | related     | 人口口径：常住不是户籍     |
| 常住人口中60岁以上人口       | 常住人口/65周岁及以上        | related     | 年龄：60岁以上不是65岁以上 |
| 农村低保人数                 | 城市低保人数                 | related     | 城乡                       |
| 满意率（%）                  | 满意件数                     | related     | 统计量不同                 |
| 耕地面积（亩）               | 耕地面积（公顷）             | convertible | 单位换算：亩，公顷         |
| 到位资金（万元）             | 到位资金（元）               | convertible | 单位换算：万元，元         |
| 低保标准（元/月）            | 低保标准（元/年）            | convertible | 单位换算                   |
| 玉米产量（吨）               | 玉米面积（亩）               | related     | 统计量不同：产量不是面积   |
| 单产（公斤/亩）              | 单产（斤/亩）                | convertible | 单位换算                   |
| 5000万元以上项目（个）       | 500万元以上项目（个）        | related     | 5000                       |
| 教育/本月支出（万元）        | 文化/本月支出（万元）        | related     | 说的事不同                 |
| 户主姓名                     | 身份证号码                   | unrelated   | 说的事不同                 |
""")


@pytest.mark.parametrize(("one", "other", "relation", "said"), HEADINGS)
def test_two_headings(one: str, other: str, relation: str, said: str) -> None:
    for found in (compare(parse(one), parse(other)), compare(parse(other), parse(one))):
        assert found.relation is Relation(relation), found.reasons
    reasons = "；".join(reason.zh for reason in compare(parse(one), parse(other)).reasons)
    assert said in reasons, reasons


def test_a_signature_says_what_is_counted_of_whom_when_and_in_which_unit() -> None:
    herd = parse("畜牧业生产/期末存栏/能繁母牛", unit="万头")
    assert herd.concept == frozenset(["能繁母牛"])
    assert (herd.measures, int(herd.scale), herd.time.anchor) == ("count", 10_000, "end")
    assert (herd.time_kind, parse("本月出栏（头）").time_kind, parse("耕地面积").time_kind) == ("stock", "flow", "")
    assert parse("人口/户数").entity == "households"
    assert parse("单产（公斤/亩）").path == ("单产（公斤/亩）",)


@pytest.mark.parametrize(
    ("heading", "touches"),
    [
        ("公民身份号码", "sensitive"),
        ("户主/银行账号", "sensitive"),
        ("户主姓名", "general"),
        ("联系电话", "general"),
        ("残疾人数（人）", "none"),
        ("登记身份证号的人数", "none"),
        ("耕地面积（亩）", "none"),
    ],
)
def test_whom_a_heading_touches(heading: str, touches: str) -> None:
    assert parse(heading).personal == touches


def test_the_labelled_pairs_are_many_and_a_third_of_them_is_kept_aside() -> None:
    pairs = asked_twice.read_pairs()
    assert len(pairs) >= 300
    assert len({(pair.left, pair.right) for pair in pairs}) == len(pairs)
    assert 0.25 < sum(pair.aside for pair in pairs) / len(pairs) < 0.4


@pytest.mark.parametrize("aside", [True, False])
def test_what_is_held_is_found_and_little_else_is_called_held(aside: bool) -> None:
    pairs = [pair for pair in asked_twice.read_pairs() if pair.aside is aside]
    found = asked_twice.measure("signatures", pairs, asked_twice.by_signature)
    assert found.precision >= 0.95
    assert found.recall >= 0.80


def test_no_heading_is_too_strange() -> None:
    strange = ["", "/", "（", "（（）", "%", "……", "A/B/C", "\u3000", "1", "（万元）", "人", "其中：", "🐂（头）"]
    pairs = chain.from_iterable(((one, other) for other in strange) for one in strange)
    assert all(compare(parse(one), parse(other)).relation in Relation for one, other in pairs)
