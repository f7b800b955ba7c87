"""Names: which spellings meet, which characters stay, which are refused."""

import pytest

from luoshi.rules.names import check_characters, clean_text, normal_key
from luoshi.rules.refusals import Refused


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("通辽市ＡＢＣ项目１２３", "通辽市abc项目123"),
        ("绿能 产业园", "绿能产业园"),
        ("绿能\u3000产业园（一期）", "绿能产业园(一期)"),
        ("产业园〔2022〕3号", "产业园［２０２２］3号"),
        ("“源网荷储”项目", '"源网荷储"项目'),
        ("阿拉坦·乌拉", "阿拉坦•乌拉"),
        ("甲—乙公路", "甲-乙公路"),
        ("Cafe\u0301", "Café"),
        ("产业\u200b园", "产业园"),
        ("产业\U000e0041园", "产业园"),
        ("葛\U000e0100", "葛"),
    ],
)
def test_two_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert normal_key(one) == normal_key(other)


@pytest.mark.parametrize("rare", ["䶮", "𠅤", "㛃", "ᠮᠣᠩᠭᠣᠯ", "ᠰᠠᠷ\u180eᠠ"])
def test_rare_characters_stay_what_they_are(rare: str) -> None:
    assert normal_key(rare) == rare
    assert clean_text(f" {rare} ") == rare


def test_different_names_stay_different() -> None:
    assert len({normal_key(name) for name in ("一期", "二期", "1期", "䶮", "龑")}) == 5


@pytest.mark.parametrize(
    ("text", "told"),
    [("甲\x00乙", "U+0000"), ("甲\ud800", "U+D800"), ("甲\u202e乙", "U+202E"), ("甲\n乙", "U+000A")],
)
def test_what_cannot_be_seen_is_refused_with_its_place(text: str, told: str) -> None:
    with pytest.raises(Refused, match=r"names\.character \[name\]") as refused:
        normal_key(text, where="name")
    assert told in refused.value.reason.zh
    assert told in refused.value.reason.en
    assert refused.value.where == "name"


def test_long_texts_may_have_lines_but_no_control_characters() -> None:
    check_characters("第一行\n\t第二行", lines=True)
    assert clean_text("第一行\r\n第二行 ") == "第一行\n第二行"
    for text, lines in (("铃\x07", True), ("第一行\n第二行", False)):
        with pytest.raises(Refused):
            clean_text(text, lines=lines)
