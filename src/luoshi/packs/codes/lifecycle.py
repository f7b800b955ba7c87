"""LS5xx: a lifecycle in which records would get stuck or nobody would look."""

from luoshi.packs.codes.entry import Code, Edit
from luoshi.rules.texts import Text

TASK = "registers/task.yaml"
_BEFORE = "en: Struck off, end: true}\n  initial: assigned\n  moves:\n"
_PARK = "    park: {title: {zh: 搁置, en: Park}, from: reported, to: parked, by: supervisor}\n"


def parked(states: str, moves: str) -> Edit:
    """Further states after the last one, and further moves before the first one."""
    return Edit(
        TASK,
        _BEFORE,
        _BEFORE.replace("  initial", f"    parked: {{zh: 搁置, en: Parked}}\n{states}  initial") + _PARK + moves,
    )


_GUARDED = '    expr: "filled(budget)"\n'


def linked(condition: str, counts: str) -> str:
    """The sample's guard with another condition, and counts of other records; each %s is a title."""
    return f"    expr: {condition}\n    linked: {{{counts}}}\n".replace("%s", "title: {zh: 子任务, en: Parts}")


_STRIKE_OFF = "by: lead, confirm: verifier"

CODES = (
    Code(
        "LS501",
        Text("走不到的状态", "A state nothing leads to"),
        Text("没有流转能走到状态“{state}”。", "No sequence of moves leads to the state “{state}”."),
        Text("增加到达它的流转，或删去它。", "Add a move that leads to it, or remove it."),
        Text("走不到的状态是没写完的制度。", "A state nothing leads to is a rule left unfinished."),
        Edit(TASK, "    reported: {", "    parked: {zh: 挂账, en: Carried over, end: true}\n    reported: {"),
    ),
    Code(
        "LS502",
        Text("没有出口的状态", "A state without an exit"),
        Text("状态“{state}”没有出口，又不是终结状态。", "The state “{state}” has no exit and is not an end."),
        Text("增加离开它的流转，或标 end: true。", "Add a move that leaves it, or mark it end: true."),
        Text(
            "事项进得去、出不来，就会年年挂在账上。", "What can enter but never leave stays on the books for years."
        ),
        parked("", ""),
    ),
    Code(
        "LS503",
        Text("走不到终点", "No way to an end"),
        Text("从状态“{state}”走不到任何终结状态。", "From the state “{state}” no end can be reached."),
        Text("增加通往终结状态的流转。", "Add a move on the way to an end."),
        Text("只能来回转的事项永远办不结。", "What can only go round in circles is never done."),
        parked(
            "    waiting: {zh: 等待, en: Waiting}\n",
            "    wait: {title: {zh: 等待, en: Wait}, from: parked, to: waiting, by: supervisor}\n"
            "    wake: {title: {zh: 恢复, en: Wake}, from: waiting, to: parked, by: supervisor}\n",
        ),
    ),
    Code(
        "LS504",
        Text("没有终结状态", "No state is an end"),
        Text("没有任何终结状态。", "No state is an end."),
        Text("给终结状态加上 end: true。", "Mark the final states with end: true."),
        Text(
            "没有终点就没有办结，也就没有办结率。",
            "Without an end nothing is ever done, and no rate of done has a meaning.",
        ),
        Edit(TASK, "en: Struck off, end: true}", "en: Struck off}"),
    ),
    Code(
        "LS505",
        Text("由办理方自己确认", "Signed off by its own doer"),
        Text("“{move}”由办理方自己确认。", "“{move}” is signed off by its own doer."),
        Text("由办理单位以外的一方确认，例如 verifier。", "Let a party outside the doer confirm, such as verifier."),
        Text("自己给自己销号，等于没有核验。", "To strike off one's own task is no verification at all."),
        Edit(TASK, _STRIKE_OFF, "by: lead, confirm: lead"),
    ),
    Code(
        "LS506",
        Text("终结状态仍可离开而无人确认", "An end can be left without a second person"),
        Text(
            "“{move}”从终结状态“{state}”离开，却没有 confirm。", "“{move}” leaves the end “{state}” without confirm."
        ),
        Text("写上 confirm，或不标 end: true。", "Add confirm, or do not mark the state as an end."),
        Text(
            "办结的事项重新打开要有人负责，否则数字可以随意改。",
            "Reopening what was done needs somebody to answer for it, or figures change at will.",
        ),
        Edit(
            TASK,
            "    send_back: {title: {zh: 退回重办, en: Send back}, from: reported,",
            "    send_back: {title: {zh: 退回重办, en: Send back}, from: [reported, struck_off],",
        ),
    ),
    Code(
        "LS507",
        Text("时限为零", "A limit of no days"),
        Text("时限必须是 1 到 2000 个工作日。", "A limit has to be 1 to 2000 working days."),
        Text("写成如 60 working days。", "Write, for example, 60 working days."),
        Text("零天的时限一开始就超期。", "A limit of no days is overdue from the start."),
        Edit(TASK, "within: 15 working days", "within: 0 working days"),
    ),
    Code(
        "LS508",
        Text("时限等的状态走不到", "A clock that can never stop"),
        Text(
            "从“{on}”走不到“{until}”，时限永远不会停。",
            "“{until}” cannot be reached from “{on}”; the clock would never stop.",
        ),
        Text("改正 on 或 until。", "Correct on or until."),
        Text(
            "停不下来的时限使每条记录最后都超期。", "A clock that never stops makes every record overdue in the end."
        ),
        Edit(TASK, "{on: assigned, until: struck_off,", "{on: struck_off, until: assigned,"),
    ),
    Code(
        "LS509",
        Text("时限没有依据", "A limit without its document"),
        Text("时限缺少“{key}”。", "The limit lacks “{key}”."),
        Text(
            "写上规定它的文件（basis）和起始日期（since）。",
            "Name the document (basis) and since when it holds (since).",
        ),
        Text(
            "法定的天数都有文件和日期；旧数不改写，另写新的一条。",
            "A legal limit has a document and a date; an old one is never overwritten but followed by a new one.",
        ),
        Edit(TASK, ", since: 2021-02-01}", "}"),
    ),
    Code(
        "LS510",
        Text("前提条件查不到的关联", "A guard that cannot look its records up"),
        Text(
            "“{register}”的“{name}”不是 parent，也不是独为编号、指向本台账的引用。",
            "“{name}” of “{register}” is neither parent nor a reference to this register that alone is the key.",
        ),
        Text("写 parent，或这样的引用字段。{hint}", "Name parent or such a reference. {hint}"),
        Text(
            "流转时要当场数清并锁住；靠索引查得到的才数得快、锁得准。",
            "A move counts them on the spot and holds them; only an index does that fast and exactly.",
        ),
        Edit(TASK, _GUARDED, linked('"filled(budget) and parts = 0"', "parts: {%s, of: task, by: name}")),
    ),
    Code(
        "LS511",
        Text("一个流转问得太多", "A move that asks too much"),
        Text(
            "“{move}”的前提条件要数别的台账 {asked} 次，最多 {most} 次。",
            "The guards of “{move}” count other registers {asked} times; {most} is the most.",
        ),
        Text("合并条件，或分到几个流转。", "Join conditions, or spread them over several moves."),
        Text(
            "每数一次都是办事的人在等，也是别人在等这条记录放开。",
            "The person waits for each count, and so does everybody who waits for the record.",
        ),
        Edit(
            TASK,
            _GUARDED,
            linked(
                " + ".join(f"n{each}" for each in range(7)) + " > 0",
                ", ".join(f"n{each}: {{%s, of: task, by: parent}}" for each in range(7)),
            ),
        ),
    ),
    Code(
        "LS512",
        Text("数了却没有用", "Counted but not used"),
        Text("条件里没有用到“{name}”。", "The condition does not use “{name}”."),
        Text("在 expr 里用上它，或删去。", "Use it in expr, or remove it."),
        Text(
            "数了不用的关联看起来像制度，其实什么也没有检查。",
            "A count that no condition uses looks like a rule and checks nothing.",
        ),
        Edit(TASK, _GUARDED, linked('"filled(budget)"', "parts: {%s, of: task, by: parent}")),
    ),
)
