"""LS54x: wall charts that would draw what is no date."""

from luoshi.packs.codes.entry import Code, Edit
from luoshi.packs.codes.lifecycle import TASK
from luoshi.rules.texts import Text

_CLOCK = "    - {on: assigned, until: struck_off, within: 15 working days, basis: 交办通知, since: 2021-02-01}\n"


def _chart(line: str) -> Edit:
    return Edit(TASK, _CLOCK, f"{_CLOCK}chart:\n  {line}\n")


CODES = (
    Code(
        "LS541",
        Text("挂图上的日期不是日期", "A bar of the wall chart that is no date"),
        Text("“{name}”不是日期。{hint}", "“{name}” is no date. {hint}"),
        Text(
            "写一个日期字段、一个状态或 due；预计只能写日期字段。",
            "Write a date field, a state or due; what is expected is a date field.",
        ),
        Text(
            "计划、实际和预计三条分开画，每一条都从一天画到另一天。",
            "Planned, actual and expected are three bars, each drawn from one day to another.",
        ),
        _chart("planned: {from: budget, to: due}"),
    ),
    Code(
        "LS542",
        Text("挂图的泳道无法划分", "Lanes the wall chart cannot be laid out by"),
        Text("不能按“{name}”分泳道。{hint}", "“{name}” makes no lanes. {hint}"),
        Text(
            "写 county、lead、unit、state，或一个人人可见的选择字段。",
            "Write county, lead, unit, state, or a choice field everybody may see.",
        ),
        Text(
            "泳道把记录分成不多的几组；只有部分人可见的字段会借分组泄露。",
            "Lanes put records into a few groups; a field hidden from some would be told by its groups.",
        ),
        _chart("lanes: budget"),
    ),
)
