"""LS8xx: quotas and shares that could not be kept."""

from luoshi.packs.codes.entry import Code, Edit
from luoshi.rules.texts import Text

TASK = "registers/task.yaml"
_WORDS = "refuse: {zh: 超出总预算, en: More than the whole}, remedy: {zh: 核减, en: Take less}"


def conserving(*rules: str, parent: bool = True) -> Edit:
    """The sample with rules of conservation, its tasks hanging under tasks."""
    above = "parent: {to: task}\n" if parent else ""
    lines = "".join(f"  - {{{rule}, {_WORDS}}}\n" for rule in rules)
    return Edit(TASK, "\nfields:\n", f"{above}conserves:\n{lines}\nfields:\n")


CODES = (
    Code(
        "LS801",
        Text("没有所指的总量", "A pool that is not there"),
        Text("“{name}”既不是引用字段，也不是 parent。", "“{name}” is neither a ref field nor the parent."),
        Text("写一个 ref 字段，或声明 parent。{hint}", "Name a ref field, or declare a parent. {hint}"),
        Text("没有总量，就无从说占用了多少。", "Without a pool nobody can say how much of it is taken."),
        conserving("id: money, amount: budget, within: parent, limit: budget", parent=False),
    ),
    Code(
        "LS802",
        Text("limit 与 total 只写一个", "Either limit or total"),
        Text("须写且只写 limit（总量的字段）或 total（固定总数）。", "Write either limit or total, and not both."),
        Text(
            "额度写 limit，比例写 total: 100。",
            "Write limit for a quota and total: 100 for shares.",
        ),
        Text("两个上限并存，就没有人知道按哪一个。", "With two bounds nobody knows which one holds."),
        conserving("id: money, amount: budget, within: parent"),
    ),
    Code(
        "LS803",
        Text("不能守恒的数量", "An amount that cannot be conserved"),
        Text(
            "“{name}”必须是填写的、min 不小于 0 的数字字段。",
            "“{name}” has to be an entered number with a min of 0 or more.",
        ),
        Text("写上 min: 0，或换一个字段。", "Write min: 0, or name another field."),
        Text(
            "负数会凭空腾出额度；算出的数会在没有人填写时变动。",
            "A negative amount would make room out of nothing; a derived one changes without anybody entering it.",
        ),
        conserving("id: money, amount: left_over, within: parent, limit: budget"),
    ),
    Code(
        "LS804",
        Text("上限不是数", "A limit that is no number"),
        Text("“{name}”不是数字字段。", "“{name}” is not a numeric field."),
        Text("limit 写总量一方的数字字段。", "Let limit name a numeric field of the pool."),
        Text("只有数能和数比较。", "Only numbers compare with numbers."),
        conserving("id: money, amount: budget, within: parent, limit: kind"),
    ),
    Code(
        "LS805",
        Text("两边单位不同", "Amount and limit in different units"),
        Text("数量的单位是“{first}”，上限是“{second}”。", "The amount is in “{first}”, the limit in “{second}”."),
        Text("两边用同一单位。", "Use one unit on both sides."),
        Text("万元和元相加，额度就差一万倍。", "Adding 万元 to 元 is wrong ten thousandfold."),
        Edit(
            TASK,
            "\nfields:\n",
            "parent: {to: task}\nconserves:\n"
            f"  - {{id: money, amount: budget, within: parent, limit: mu, {_WORDS}}}\n\nfields:\n"
            "  mu:       {type: number, unit: 亩, min: 0, title: {zh: 面积, en: Area}}\n",
        ),
    ),
    Code(
        "LS806",
        Text("总量从自己取用", "A pool that draws from itself"),
        Text("沿“{name}”会回到这个台账本身。", "“{name}” leads back to this register itself."),
        Text("用 parent 分解同一台账。", "Break a register down by its parent."),
        Text(
            "互相占用的两条记录会互相等待，也说不清谁占了谁。",
            "Two records that draw from each other wait for each other, and neither is the whole.",
        ),
        Edit(
            TASK,
            "\nfields:\n",
            f"conserves:\n  - {{id: money, amount: budget, within: whole, limit: budget, {_WORDS}}}\n\nfields:\n"
            "  whole:    {type: ref, to: task, title: {zh: 总任务, en: Whole}}\n",
        ),
    ),
    Code(
        "LS807",
        Text("没有总数却要齐全", "Complete without a total"),
        Text("complete 只能与 total 一起写。", "complete goes with total only."),
        Text("写 total，或删去 complete。", "Write total, or remove complete."),
        Text("额度可以有余，只有比例须正好分完。", "A quota may be left over; only shares add up exactly."),
        conserving("id: money, amount: budget, within: parent, limit: budget, complete: [reported]"),
    ),
    Code(
        "LS808",
        Text("守恒规则重名", "Two rules of one name"),
        Text("“{name}”用了两次。", "“{name}” is used twice."),
        Text("另取一个标识。", "Give it another id."),
        Text("占用按标识记账，重名就会混在一起。", "What is taken is booked under the id; two would be mixed up."),
        conserving(*["id: money, amount: budget, within: parent, limit: budget"] * 2),
    ),
)
