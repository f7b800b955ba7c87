"""LS3xx: a name that leads nowhere."""

from luoshi.packs.codes.entry import Code, Edit
from luoshi.rules.texts import Text

TASK = "registers/task.yaml"
_SPELLING = Text(
    "名称必须指向已经声明的东西；否则要到有人点按钮时才发现。",
    "A name has to lead to something declared; otherwise it is noticed only when somebody presses the button.",
)


def _unknown(number: str, what: Text, edit: Edit) -> Code:
    return Code(
        number,
        Text(f"未知的{what.zh}", f"An unknown {what.en}"),
        Text(f"没有{what.zh}“{{name}}”。", f"There is no {what.en} “{{name}}”."),
        Text("请改正。{hint}", "Correct it. {hint}"),
        _SPELLING,
        edit,
    )


CODES = (
    _unknown(
        "LS301",
        Text("台账", "register"),
        Edit(TASK, "  spent:    {", "  plan:     {type: ref, to: plann, title: {zh: 计划, en: Plan}}\n  spent:    {"),
    ),
    _unknown("LS302", Text("字段", "field"), Edit(TASK, "key: [name]", "key: [nmae]")),
    _unknown("LS303", Text("状态", "state"), Edit(TASK, "to: reported,", "to: reportd,")),
    _unknown("LS304", Text("证明材料", "kind of evidence"), Edit(TASK, "needs: [report]", "needs: [reprot]")),
    _unknown("LS305", Text("前提条件", "guard"), Edit(TASK, "guards: [budget_known]", "guards: [budget_knwon]")),
    _unknown("LS306", Text("经办方或角色", "party or role"), Edit(TASK, "by: supervisor", "by: superviser")),
    _unknown("LS307", Text("指标", "measure"), Edit("measures.yaml", "numerator: done", "numerator: doen")),
    _unknown(
        "LS311",
        Text("流转", "move"),
        Edit(
            TASK,
            "\n  clocks:\n",
            "\n  second_look: {after: strik_off, share: 10 %, within: 90 days, by: verifier, reopen: send_back}"
            "\n  clocks:\n",
        ),
    ),
    _unknown(
        "LS312",
        Text("评议或结论", "review or verdict"),
        Edit(
            TASK,
            "from: reported, to: assigned, by: supervisor}",
            "from: reported, to: assigned, by: supervisor, reviewed: {merit: pass}}",
        ),
    ),
    Code(
        "LS308",
        Text("声明了却没有使用", "Declared but never used"),
        Text("“{name}”没有在任何流转中使用。", "“{name}” is used by no move."),
        Text("在某个流转的 {key} 中写上它，或删去。", "Name it under {key} of a move, or remove it."),
        Text(
            "写在条线里却没人检查的条件，看起来像制度，其实不存在。",
            "A condition that stands in a pack but is checked by no step looks like a rule and is none.",
        ),
        Edit(TASK, "guards: [budget_known]", "guards: []"),
    ),
    Code(
        "LS309",
        Text("不能作名称的字段", "A field that cannot be the label"),
        Text("“{field}”的类型是 {type}，不能作记录的名称。", "“{field}” is of type {type} and cannot name a record."),
        Text("label 写一个 text 字段。", "Let label name a field of type text."),
        Text("列表、引用和通知里都用名称指代记录。", "Lists, references and notices call a record by its label."),
        Edit(TASK, "label: name", "label: kind"),
    ),
    Code(
        "LS310",
        Text("不能作标识的字段", "A field that cannot be part of the key"),
        Text("“{field}”的类型是 {type}，不能作 key。", "“{field}” is of type {type} and cannot be part of the key."),
        Text(
            "key 只用 text、integer、date、choice、ref 和 unit 字段。",
            "Use fields of type text, integer, date, choice, ref or unit.",
        ),
        Text(
            "小数和长文字会有多种写法，同一事项就认不出来。",
            "Decimals and long texts can be written in many ways, so one thing would not be recognised.",
        ),
        Edit(TASK, "key: [name]", "key: [name, budget]"),
    ),
    Code(
        "LS319",
        Text("名称或标识对一部分人不可见", "A label or key hidden from some"),
        Text("“{field}”有 visible_to，不能作 {use}。", "“{field}” has visible_to and cannot be the {use}."),
        Text("去掉 visible_to，或换一个字段。", "Remove visible_to, or take another field."),
        Text(
            "名称和标识出现在列表、引用和通知里，人人看得到；藏起来的字段会从这里漏出去。",
            "Label and key stand in lists, references and notices for everybody: a hidden field would leak there.",
        ),
        Edit(
            TASK,
            "title: {zh: 任务名称, en: Task name}}",
            "title: {zh: 任务名称, en: Task name}, visible_to: [supervisor]}",
        ),
    ),
)
