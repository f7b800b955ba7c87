"""LS55x: audits, locks and returns that are owed."""

from luoshi.packs.codes.entry import Code, Edit
from luoshi.packs.codes.lifecycle import TASK
from luoshi.rules.texts import Text


def _audit(line: str) -> Edit:
    return Edit(TASK, "\nevidence:\n", f"\naudits:\n  - {line}\n\nevidence:\n")


CODES = (
    Code(
        "LS551",
        Text("审核关系不是一条", "An audit that is not one"),
        Text(
            "“{name}”须在 expr、balance、change、plausible 中写且只写一种。",
            "“{name}” has to be exactly one of expr, balance, change and plausible.",
        ),
        Text("拆成几条，各有标识。", "Make several audits of it, each with its id."),
        Text(
            "一条审核只说一件事，不成立时才说得清错在哪里。", "One audit says one thing, so that a breach is clear."
        ),
        _audit('{id: both, expr: "spent <= budget", plausible: spent, within: "[0, 100]"}'),
    ),
    Code(
        "LS552",
        Text("审核的区间或单位写法不对", "An interval or unit of an audit that cannot be read"),
        Text("“{written}”不是区间或计量单位。", "“{written}” is no interval and no unit."),
        Text(
            "change 和 plausible 写 within，如 [-20, 30]；其余不写。",
            "Write within for change and plausible, such as [-20, 30], and for nothing else.",
        ),
        Text("没有上下限就没有合理不合理。", "Without bounds nothing is credible or not."),
        _audit('{id: credible, plausible: spent, within: "0 to 100"}'),
    ),
    Code(
        "LS553",
        Text("两条审核同名", "Two audits of one id"),
        Text("标识“{name}”用了两次。", "The id “{name}” is used twice."),
        Text("换一个标识。", "Choose another id."),
        Text(
            "说明按标识存着，同名就分不清说的是哪一条。", "Explanations are kept by id; two of one id are mixed up."
        ),
        _audit('{id: within, expr: "spent <= budget"}\n  - {id: within, expr: "budget >= 0"}'),
    ),
    Code(
        "LS554",
        Text("可说明的审核没有说明的时候", "An explanation nobody can give"),
        Text(
            "“{name}”是 ask，但没有从可改状态到锁定状态的流转。",
            "“{name}” is to be explained, but no move leads from an open state to a locked one.",
        ),
        Text(
            "给上报后的状态写 locked: true，或改为 refuse。",
            "Mark the state after submission locked: true, or let it refuse.",
        ),
        Text("说明在上报的那一刻写下，和报表一起留存。", "An explanation is given on submission and kept with it."),
        _audit('{id: credible, plausible: spent, within: "[0, 100]", severity: ask}'),
    ),
    Code(
        "LS555",
        Text("锁定之后再也改不了", "A lock that cannot be undone"),
        Text("从锁定的“{state}”走不到可以更正的状态。", "From the locked “{state}” no state is reached that is not."),
        Text("增加退回的流转。", "Add a move that sends it back."),
        Text("错的数要有办法改，改要有原因、留痕迹。", "What is wrong must be mendable, with a reason on record."),
        Edit(TASK, "en: Struck off, end: true}", "en: Struck off, end: true, locked: true}"),
    ),
    Code(
        "LS556",
        Text("没有期间的报送义务", "A return owed for no period"),
        Text("写了 owed，却没有 period。", "There is owed, but no period."),
        Text("写上 period，如 month。", "Write a period such as month."),
        Text("没有期间就说不出欠哪一期。", "Without a period nothing can be owed for one."),
        Edit(
            TASK,
            "edit: [bureau_officer, county_lead]",
            "edit: [bureau_officer, county_lead]\n"
            "owed: {by: [township], within: 5 working days, since: 2021-01-01, basis: 报送通知}",
        ),
    ),
    Code(
        "LS557",
        Text("不能写空缺原因的字段", "A field that cannot have reasons for a blank"),
        Text("“{name}”不能写 blanks。", "“{name}” cannot have blanks."),
        Text(
            "公式、名称和 key 字段不写；标识不超过 34 个字符，且没有同名的 …_blank 字段。",
            "Not a formula, the label or part of the key; an id of up to 34 characters, no …_blank beside it.",
        ),
        Text("公式的空缺随所用的数，名称和 key 不能空。", "A formula is blank as its inputs are; labels never are."),
        Edit(
            TASK,
            "name:     {type: text, required: true,",
            "name:     {type: text, required: true, blanks: {later: {zh: 待核, en: To be checked}},",
        ),
    ),
    Code(
        "LS558",
        Text("读不懂的报送季节", "A season that says nothing"),
        Text("“{written}”说不出哪几期要报。", "“{written}” does not say which periods are owed."),
        Text("写成 03-15..06-15；按年报的不写季节。", "Write it as 03-15..06-15; a yearly return has no season."),
        Text(
            "季节之外不欠报，写错了会催错人。", "Nothing is owed out of season; a slip would chase the wrong people."
        ),
        Edit(
            TASK,
            "edit: [bureau_officer, county_lead]",
            "edit: [bureau_officer, county_lead]\nperiod: month\nsunset: 2026-12-31\n"
            "owed: {by: [township], within: 5 working days, since: 2021-01-01, "
            "season: 03-15..06-31, basis: 报送通知}",
        ),
    ),
    Code(
        "LS559",
        Text("催报的阶梯不上升", "A ladder of asking that does not rise"),
        Text(
            "“{name}”不比前一级更晚，或与前面的同名。",
            "“{name}” comes no later than the rung before it, or repeats its id.",
        ),
        Text("各级按 late 由小到大写，标识不重复。", "Write the rungs by rising late, each with an id of its own."),
        Text(
            "一级一级往上催，后一级不能早于前一级。",
            "A unit is asked step by step; the next never comes before the last.",
        ),
        Edit(
            TASK,
            "edit: [bureau_officer, county_lead]",
            "edit: [bureau_officer, county_lead]\nperiod: month\nsunset: 2026-12-31\n"
            "owed: {by: [township], within: 5 working days, since: 2021-01-01, basis: 报送通知, chase: ["
            "{rung: urging, title: {zh: 催办单, en: Urging}, late: 1}, "
            "{rung: reminder, title: {zh: 提醒单, en: Reminder}, late: 0}]}",
        ),
    ),
)
