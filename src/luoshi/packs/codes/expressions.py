"""LS4xx: a formula or condition that does not hold."""

from luoshi.packs.codes.entry import Code, Edit
from luoshi.rules.texts import Text

TASK = "registers/task.yaml"
_OWN_WORDS = Text("公式有误：{reason}", "In the formula: {reason}"), Text("改法：{remedy}", "{remedy}")

CODES = (
    Code(
        "LS401",
        Text("公式写法不对", "A formula that cannot be read"),
        *_OWN_WORDS,
        Text(
            "公式只由允许的运算和函数组成，别的一概不接受。",
            "A formula consists of the allowed operators and functions and nothing else.",
        ),
        Edit(TASK, '"budget - spent"', '"budget - - * spent"'),
    ),
    Code(
        "LS402",
        Text("公式里未知的名称", "An unknown name in a formula"),
        *_OWN_WORDS,
        Text(
            "公式只能用本台账的字段和记录自带的名称。",
            "A formula may use the register's own fields and the names every record has.",
        ),
        Edit(TASK, '"budget - spent"', '"budget - spennt"'),
    ),
    Code(
        "LS403",
        Text("公式里的类型不合", "Types that do not go together"),
        *_OWN_WORDS,
        Text(
            "日期不能加金额，文字不能比大小，单位不同的数不能相加。",
            "A date cannot be added to money, texts have no order, numbers of different units have no sum.",
        ),
        Edit(TASK, '"budget - spent"', '"budget - name"'),
    ),
    Code(
        "LS404",
        Text("条件不是“是否”", "A condition that is not yes or no"),
        Text(
            "这里要一个成立或不成立的条件，写的却是{type}。",
            "A condition that holds or not is needed; this gives a {type}.",
        ),
        Text("写一个比较，如 budget >= 1000。", "Write a comparison such as budget >= 1000."),
        Text("不是“是否”的结果没有“成立”可言。", "Only yes or no can be met."),
        Edit(TASK, 'expr: "filled(budget)"', 'expr: "budget + 1"'),
    ),
    Code(
        "LS405",
        Text("公式结果与字段类型不合", "A formula of another type than its field"),
        Text("公式得出{actual}，字段是{wanted}。", "The formula gives a {actual}, the field is a {wanted}."),
        Text("改公式，或改字段的 type 和 unit。", "Change the formula, or the field's type and unit."),
        Text(
            "字段的类型和单位就是它在报表上的含义。",
            "Type and unit of the field are what the figure means on a report.",
        ),
        Edit(TASK, '"budget - spent"', '"on_assigned"'),
    ),
    Code(
        "LS406",
        Text("公式互相依赖", "Formulas that depend on each other"),
        Text("公式绕成了圈：{cycle}。", "The formulas go round in a circle: {cycle}."),
        Text("让其中一个字段改为填写。", "Let one of the fields be entered."),
        Text("绕圈的公式没有值。", "Formulas in a circle have no value."),
        Edit(TASK, '"budget - spent"', '"budget - left_over"'),
    ),
)
