"""Differences of texts: complete both ways on any input, word by word, and quick on long ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.rules.textdiff import MOST_PAIRS, Mark, pieces


def side(before: str, after: str, left_out: Mark) -> str:
    return "".join(piece.text for piece in pieces(before, after) if piece.mark is not left_out)


@given(st.text("督办。修路 ab\n"), st.text("督办。修路 ab\n"))
def test_each_text_comes_back_whole(before: str, after: str) -> None:
    assert side(before, after, Mark.NEW) == before
    assert side(before, after, Mark.GONE) == after


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("修路三公里", "修路五公里", [("修路", "same"), ("三", "gone"), ("五", "new"), ("公里", "same")]),
        ("cost 12.5 up", "cost 13.5 up", [("cost ", "same"), ("12.5", "gone"), ("13.5", "new"), (" up", "same")]),
        ("", "新", [("新", "new")]),
        ("同", "同", [("同", "same")]),
        ("", "", []),
    ],
)
def test_words_are_compared(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    assert [(piece.text, piece.mark.value) for piece in pieces(before, after)] == expected


def test_long_texts_are_compared_by_the_sentence() -> None:
    many = "".join(f"第{number}句话说的是工程进度。" for number in range(200))
    assert len(many) ** 2 > MOST_PAIRS
    after = many.replace("第7句话", "第七句话")
    changed = [piece.text for piece in pieces(many, after) if piece.mark is not Mark.SAME]
    assert changed == ["第7句话说的是工程进度。", "第七句话说的是工程进度。"]
