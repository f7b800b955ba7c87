"""LS82x: what recurs without saying when, or opens records that cannot be kept."""

from luoshi.packs.codes.entry import Code, Edit
from luoshi.rules.texts import Text

FILE = "cadences.yaml"
_HEAD = """\
cadences:
  review:
    title: {zh: 季度调度, en: Quarterly review}
    basis: 样例办法
    opens: task
"""

CODES = (
    Code(
        "LS821",
        Text("没有说什么时候", "It does not say when"),
        Text("“{cadence}”须写 every 或 each 之一。", "“{cadence}” needs either every or each."),
        Text(
            "按期用 every，随另一台账的记录用 each。",
            "Write every for periods, or each to follow the records of another register.",
        ),
        Text("没有时间的节奏永远不会到来。", "A rhythm without a time never comes."),
        Edit(FILE, "", _HEAD),
    ),
    Code(
        "LS822",
        Text("字段类型不合", "A field of another type"),
        Text("“{field}”不是 {type} 类型的字段。", "“{field}” is not a field of the type {type}."),
        Text("选一个类型相符的字段。", "Choose a field of that type."),
        Text(
            "期次写进文字、日子写进日期，才能打开记录。",
            "A slot goes into a text and a day into a date, or the record cannot be opened.",
        ),
        Edit(
            FILE,
            "",
            _HEAD + "    every: {period: quarter, on: last_working_day, since: 2023-01-01, sunset: 2027-12-31,"
            " unit: office, slot: name, day: name}\n",
        ),
    ),
    Code(
        "LS823",
        Text("打开的记录缺必填项", "The opened record lacks a required field"),
        Text(
            "“{register}”的必填项“{field}”没有着落。", "The required field “{field}” of “{register}” gets no value."
        ),
        Text("在 fills 里写固定值，或不设必填。", "Give it a fixed value under fills, or do not require it."),
        Text("到了日子却存不进去，等于没有节奏。", "A record that cannot be kept when its day comes is no rhythm."),
    ),
)
