"""A pack with thirty mistakes gives thirty messages, each at its line, in both languages."""

import re
from pathlib import Path

from luoshi.packs.load import load

PACK = """
pack: sample
titles: {zh: 示例, en: Sample}
prefix: yb                                        # LS204
owner: {zh: 督查室}                               # LS207
basis:
  - {document: 通知, date: 2021-02-30}            # LS204
version: "1"
version: "2"                                      # LS109
colour: red                                       # LS201
"""

TASK = """
register: task
title: {zh: 任务, en: Task}
purpose: {zh: 跟踪任务, en: Follows tasks}
owner: office
key: [name, left]                                 # LS216
label: nmae                                       # LS302
edit: [bureau_officer, mayor]                     # LS306
export: false                                     # LS710
fields:
  name:     {type: text, title: {zh: 任务名称, en: Task name}, min: 1}                        # LS211
  Kind:     {type: text, title: {zh: 类别, en: Kind}}                                         # LS206
  level:    {type: choise, title: {zh: 级别, en: Level}}                                      # LS205
  budget:   {type: money, title: {zh: 预算, en: Budget}}                                      # LS212
  spent:    {type: money, unit: 万元, min: 9, max: 5, title: {zh: 支出, en: Spent}}           # LS213
  left:     {type: money, unit: 万元, formula: "budget - spennt", title: {zh: 结余, en: Left}}  # LS402
  wrong:    {type: number, formula: "1 +", title: {zh: 错式, en: Wrong}}                      # LS401
  due:      {type: date, title: {zh: 期限, en: Due}}                                          # LS214
  task_of:  {type: ref, to: projekt, title: {zh: 项目, en: Project}}                          # LS301
  steps:    {type: integer, title: {zh: 微信步数, en: Daily}}                                 # LS702
  phone:    {type: text, title: {zh: 联系电话, en: Phone}}                                    # LS713
rules:
  - {id: sum, expr: "spent + 1", refuse: {zh: 错, en: Wrong}, remedy: {zh: 改, en: Mend}}      # LS404
evidence:
  report: {zh: 报告, en: Report}                  # LS308
lifecycle:
  states:
    open: {zh: 在办, en: Open}
    done: {zh: 办结, en: Done, end: true}
    lost: {zh: 走失, en: Lost, end: true}         # LS501
  initial: open
  moves:
    finish: {title: {zh: 办结, en: Finish}, from: open, to: done, by: lead, confirm: lead}    # LS505
    again:  {title: {zh: 重开, en: Again}, from: done, to: open, by: supervisor}              # LS506
  clocks:
    - {on: open, until: done, within: soon, basis: 通知, since: 2021-02-01}                   # LS204
"""

MEASURES = """
measures:
  opened:                                         # LS705: no `when`, so no period
    title: {zh: 交办数, en: Opened}
    what: count
    of: task
    unit: 件
    rounding: {places: 0}
    definition: {zh: 交办数, en: Opened}
  finished:
    title: {zh: 办结数, en: Finished}
    what: count
    of: task
    when: on_dnoe                                 # LS302
    unit: 件
    rounding: {places: 0}
    definition: {zh: 办结数, en: Finished}
  rate:
    title: {zh: 办结率, en: Rate}
    what: rate
    numerator: finishd                            # LS307
    denominator: opened
    rounding: {places: 1, mode: up}               # LS706
    definition: {zh: 办结率, en: Rate}
"""


def marked(file: str, text: str) -> set[tuple[str, int, str]]:
    """File, line and code of the comments."""
    return {
        (file, number, code)
        for number, line in enumerate(text.splitlines(), start=1)
        for code in re.findall(r"# (LS\d{3})", line)
    }


def test_thirty_mistakes_give_thirty_messages(tmp_path: Path) -> None:
    files = {"pack.yaml": PACK, "registers/task.yaml": TASK, "measures.yaml": MEASURES}
    for name, text in files.items():
        (tmp_path / "sample" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "sample" / name).write_text(text, encoding="utf-8")
    problems = load(tmp_path / "sample").problems
    told = [(problem.file.partition("sample/")[2], problem.line, problem.code) for problem in problems]
    expected = {mark for name, text in files.items() for mark in marked(name, text)}
    missing, surplus = expected - set(told), [each for each in told if each not in expected]
    assert (missing, surplus) == (set(), [])
    assert len(told) == len(expected) == 30
    for problem in problems:
        assert re.search(r"[\u4e00-\u9fff]", problem.message.zh)
        assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"“[^”]*”|[万亿]?元|[万亿]园", "", problem.message.en))
