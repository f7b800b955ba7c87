"""Every code of the table: a case that produces it, in the right place, in both languages."""

import re
from pathlib import Path

import pytest

from luoshi.packs.codes import TABLE, Code
from luoshi.packs.codes.page import page
from luoshi.packs.load import load
from luoshi.packs.tests.sample import sample, spoil

SHOWN = [code for code in TABLE.values() if code.edit is not None]
# Where two places do not fit together, the one told is not the one that was spoilt.
TOLD_ELSEWHERE = {
    "LS511": ("registers/task.yaml", "guards: [budget_known]"),
    "LS603": ("measures.yaml", "denominator: assigned"),
    "LS704": ("measures.yaml", "indicator: true"),
}


@pytest.mark.parametrize("code", SHOWN, ids=lambda code: code.id)
def test_the_case_of_a_code_produces_it_and_nothing_else(code: Code, tmp_path: Path) -> None:
    assert code.edit is not None
    pack = sample(tmp_path)
    line = spoil(pack, code.edit)
    problems = load(pack).problems
    assert {problem.code for problem in problems} == {code.id}
    if code.id in TOLD_ELSEWHERE:
        file, text = TOLD_ELSEWHERE[code.id]
        assert problems[0].file.endswith(file)
        assert text in (pack / file).read_text(encoding="utf-8").splitlines()[problems[0].line - 1]
        return
    assert problems[0].file.endswith(code.edit.file)
    last = line + code.edit.wrong.count("\n") + 1
    takes_away = len(code.edit.wrong) < len(code.edit.right)
    first = 1 if takes_away else line - 4
    assert all(first <= problem.line <= last for problem in problems)


@pytest.mark.parametrize("code", TABLE.values(), ids=lambda code: code.id)
def test_both_languages_say_the_same_with_the_same_gaps(code: Code) -> None:
    for text in (code.message, code.remedy):
        gaps = [set(re.findall(r"\{\w+\}", wording)) for wording in (text.zh, text.en)]
        assert gaps[0] == gaps[1]
    assert page(code, "zh") != page(code, "en")


def test_the_sample_itself_has_no_problem(tmp_path: Path) -> None:
    loaded = load(sample(tmp_path))
    assert [problem.told("en") for problem in loaded.problems] == []
    assert loaded.pack is not None
