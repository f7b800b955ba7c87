"""LS53x and LS540: clocks, lights, chasing and back-schedules that would mislead."""

from luoshi.packs.codes.entry import Code, Edit
from luoshi.packs.codes.lifecycle import TASK
from luoshi.rules.texts import Text

_CLOCK = "    - {on: assigned, until: struck_off, within: 15 working days, basis: 交办通知, since: 2021-02-01}\n"
_STOP = "stops: {review: {title: {zh: 专家评审, en: Expert review}, at_most: %s, basis: 办法}}}\n"
_EXTENSION = "extension: {by: lead, confirm: %s, times: %s, at_most: 30 working days, basis: 办法}}\n"
_RUNG = "{rung: %s, title: {zh: 提醒单, en: Reminder}, when: %s, by: supervisor}"
_SEASON = "{title: {zh: 停工期, en: Closed season}, from: %s, to: %s, basis: 通知}"


def lights(value: str, bands: str) -> Edit:
    """Lights behind the clocks."""
    return Edit(TASK, _CLOCK, f'{_CLOCK}  lights:\n    value: "{value}"\n    bands: {bands}\n')


def _clock(more: str) -> Edit:
    return Edit(TASK, _CLOCK, _CLOCK.replace("}\n", f", {more}"))


def _chase(*rungs: tuple[str, str]) -> Edit:
    lines = "".join(f"    - {_RUNG % rung}\n" for rung in rungs)
    return Edit(TASK, _CLOCK, f"{_CLOCK}  chase:\n{lines}")


def _schedule(season: str, steps: str, until: str = "due") -> Edit:
    return Edit(
        TASK,
        _CLOCK,
        f"{_CLOCK}back_schedule:\n  until: {until}\n  seasons:\n    frost: {season}\n  steps:\n    {steps}\n",
    )


_EARTHWORKS = "earthworks: {title: {zh: 土方, en: Earthworks}, days: %s, closed: %s}"

_STEP = "step_%d: {title: {zh: 工序, en: Step}, days: 1 days}"
_MANY = "\n    ".join(_STEP % number for number in range(501))

CODES = (
    Code(
        "LS530",
        Text("灯之间有空档", "A hole between the lights"),
        Text("{hole} 之间没有颜色。", "No colour holds the values {hole}."),
        Text("把相邻一档延伸到这里，或补一档。", "Extend the band beside it, or add one."),
        Text(
            "落在空档里的事项没有颜色，看起来像没有问题。有的办法从“落后 10 个百分点”起亮黄灯，"
            "落后不到 10 个的就无灯可亮。",
            "What falls into a hole has no colour and looks as if nothing were wrong. A rule that turns yellow from "
            "10 points behind leaves the first 10 points without any light.",
        ),
        lights("days_left", '{green: "[0, ∞)", yellow: "[-30, -10]", red: "(-∞, -30)"}'),
    ),
    Code(
        "LS531",
        Text("灯有重叠", "Lights overlap"),
        Text("{shared} 同时属于 {colours}。", "The values {shared} are both {colours}."),
        Text(
            "端点只归一档：一边用方括号，一边用圆括号。",
            "Give the end point to one band: ] on one side, ( on the other.",
        ),
        Text(
            "一个数有两种颜色，谁都可以挑好看的那种。",
            "A value with two colours lets everybody choose the nicer one.",
        ),
        lights("days_left", '{green: "(5, ∞)", yellow: "[0, 5]", red: "(-∞, 0]"}'),
    ),
    Code(
        "LS532",
        Text("不是区间", "Not an interval"),
        Text("“{written}”不是区间，或区间为空。", "“{written}” is not an interval, or is empty."),
        Text(
            "写成 [10, 30]、(30, ∞)、(-∞, 0]，方括号含端点。",
            "Write [10, 30], (30, ∞) or (-∞, 0]; [ ] include the end.",
        ),
        Text("区间要写明端点算在哪一边。", "An interval says on which side its end points count."),
        lights("days_left", '{green: "> 5", red: "(-∞, 5]"}'),
    ),
    Code(
        "LS533",
        Text("灯的数不是数字", "The value of the lights is no number"),
        Text("灯的 value 是{type}，不是数字。", "The value of the lights is a {type}, not a number."),
        Text("写成数字，如 days_left。", "Write a number such as days_left."),
        Text("颜色由一个数落在哪个区间决定。", "A colour comes from the interval a number falls in."),
        lights("due", '{green: "(5, ∞)", red: "(-∞, 5]"}'),
    ),
    Code(
        "LS534",
        Text("延期由申请方自己批准", "More time granted by whoever asks for it"),
        Text(
            "“{clock}”的延期由申请的一方自己批准。",
            "More time for “{clock}” is granted by the party that asks for it.",
        ),
        Text("由另一方批准，例如 supervisor。", "Let another party decide, such as supervisor."),
        Text("自己批准自己延期，时限就不存在了。", "Who grants themselves more time has no limit at all."),
        _clock(_EXTENSION % ("lead", "1")),
    ),
    Code(
        "LS535",
        Text("标识重复", "The same id twice"),
        Text("“{name}”已经用过。", "“{name}” is used already."),
        Text(
            "换一个标识；同样两个状态之间的第二个时限要写 id。",
            "Choose another; a second clock between the same states needs an id.",
        ),
        Text("时限和催办的每一级都要能单独指认。", "Each clock and each rung must be told apart."),
        Edit(TASK, _CLOCK, _CLOCK + _CLOCK.replace("15", "30").replace("交办通知", "专项通知")),
    ),
    Code(
        "LS536",
        Text("天数为零或过多", "No days, or too many"),
        Text("天数或次数必须是 1 到 {most}。", "The number has to be 1 to {most}."),
        Text("改成合理的数。", "Write a number in that range."),
        Text("零天的停表、延期或工序没有意义。", "To stand still, to extend or to work for no days means nothing."),
        _clock(_STOP % "0 working days"),
    ),
    Code(
        "LS537",
        Text("没有声明的季节", "A season nobody declared"),
        Text("没有季节“{name}”。{hint}", "There is no season “{name}”. {hint}"),
        Text("在 seasons 中声明它，或改正拼写。", "Declare it under seasons, or correct the spelling."),
        Text("不能施工的季节要写明起止和依据。", "A closed season has its first and last day and its document."),
        _schedule(_SEASON % ("11-15", "03-15"), _EARTHWORKS % ("45 days", "[winter]")),
    ),
    Code(
        "LS538",
        Text("工序全年不能做", "A step that can never be done"),
        Text("“{step}”全年都在停工季节。", "“{step}” is closed on every day of the year."),
        Text("缩短季节，或去掉一个。", "Shorten a season, or leave one out."),
        Text(
            "排不进任何一年的工序会使倒排没有结果。",
            "A step that fits into no year leaves the schedule without an answer.",
        ),
        _schedule(_SEASON % ("03-16", "03-15"), _EARTHWORKS % ("45 days", "[frost]")),
    ),
    Code(
        "LS539",
        Text("倒排的终点不是日期", "A back-schedule that ends at no date"),
        Text("“{name}”不是日期字段。{hint}", "“{name}” is not a date field. {hint}"),
        Text("写 due 或一个日期字段。", "Write due, or a date field."),
        Text("倒排从一个日期往回算。", "It is computed backwards from a date."),
        _schedule(_SEASON % ("11-15", "03-15"), _EARTHWORKS % ("45 days", "[frost]"), until="budget"),
    ),
    Code(
        "LS540",
        Text("倒排的工序过多", "Too many steps to schedule"),
        Text("共有 {many} 道工序，最多 {most} 道。", "There are {many} steps; at most {most} are scheduled."),
        Text("合并相近的工序，细目另设台账。", "Join steps that belong together; keep the details in a register."),
        Text(
            "倒排在打开记录时逐日计算，几百道以上没有人看得过来，页面也会变慢。",
            "It is computed day by day when a record is opened; nobody can look over more, and the page grows slow.",
        ),
        _schedule(_SEASON % ("11-15", "03-15"), _MANY),
    ),
)
