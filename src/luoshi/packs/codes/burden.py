"""LS7xx: what the people inside suffer from; LS701 to LS710 are the ten design rules B1 to B10."""

from luoshi.packs.codes.entry import Code, Edit
from luoshi.rules.texts import Text

TASK = "registers/task.yaml"
MEASURES = "measures.yaml"
_HEAD = (
    "title: {zh: 补充, en: Second}\npurpose: {zh: 说明, en: Shows}\nowner: supervision_office\n"
    "label: site\nedit: [bureau_officer]\n"
)
_SITE = "  site: {type: text, title: {zh: 点位, en: Site}}\n"


def second(register: str, head: str, fields: str = "") -> Edit:
    """A second register beside the sample's."""
    return Edit(f"registers/{register}.yaml", "", f"register: {register}\n{_HEAD}{head}fields:\n{_SITE}{fields}")


CODES = (
    Code(
        "LS701",
        Text("B1 重复采集", "B1 Asked for again"),
        Text("“{title}”已在台账“{register}”中采集。", "“{title}” is already held in the register “{register}”."),
        Text(
            "用 type: ref 引用该台账；两者确实不同时，写清不同的名称和 element。",
            "Refer to it with type: ref; if they truly differ, give them different titles and elements.",
        ),
        Text(
            "一个部门 20 个系统、9000 个数据项，身份证号按 6 种格式填 6 遍。已有的数据不许再要。",
            "One department ran 20 systems with 9,000 fields; an identity number was asked for in six formats. "
            "What is held already may not be asked for again.",
        ),
        second("tour", "", "  cost: {type: money, unit: 万元, title: {zh: 预算, en: Budget}}\n"),
    ),
    Code(
        "LS702",
        Text("B2 过程留痕", "B2 Traces instead of results"),
        Text(
            "“{word}”是对人的留痕，不能采集。", "“{word}” records the doer instead of the result and may not be kept."
        ),
        Text("删去它，改为要求一次结果证明。", "Remove it and ask once for evidence of the result."),
        Text(
            "打卡、签到、积分、里程、在线时长、截图使人绕圈走路，群众的事没有办。",
            "Check-ins, points, kilometres, online time and screenshots made people walk in circles; the work was "
            "left undone.",
        ),
        Edit(
            TASK, "  report: {zh: 办结报告, en: Completion report}", "  report: {zh: 打卡截图, en: Completion report}"
        ),
    ),
    Code(
        "LS703",
        Text("B3 检查没有计划", "B3 An inspection outside any plan"),
        Text("检查台账缺少{missing}。", "A register of inspections lacks {missing}."),
        Text(
            "写 plan（ref 指向检查计划）、target（ref 或 unit）和 last_visit: true。",
            "Declare plan (a ref to the plan), target (a ref or unit) and last_visit: true.",
        ),
        Text(
            "一个县一年受检 300 多次。每次检查都要属于计划，并先看到上次去同一对象是什么时候。",
            "One county was inspected more than 300 times in a year. Every visit belongs to a plan and shows the "
            "last one to the same target.",
        ),
        second("visit", "kind: inspection\n"),
    ),
    Code(
        "LS704",
        Text("B4 考核指标过多", "B4 Too many indicators"),
        Text("考核指标有 {count} 个，上限 {most} 个。", "There are {count} indicators; at most {most} are allowed."),
        Text(
            "减少 indicator: true；合成指标按其组成部分计数。",
            "Drop some indicator: true; a composite counts as its parts.",
        ),
        Text(
            "指标越多，越没人知道什么要紧。",
            "The more indicators, the less anybody knows what matters.",
        ),
        Edit("pack.yaml", 'version: "1"', 'version: "1"\nindicators: 0'),
    ),
    Code(
        "LS705",
        Text("B5 说不清的率", "B5 A rate that does not say what it is"),
        Text("“{measure}”缺少“{key}”。", "“{measure}” lacks “{key}”."),
        Text(
            "率要有分子、分母、期间（计数的 when）和取整方式（rounding）。",
            "A rate needs numerator, denominator, period (`when` of its counts) and rounding.",
        ),
        Text(
            "同一个“投产率”，一处以签约数为基数，一处以竣工数为基数。",
            "The same “rate in production” is divided by signed projects here and by completed ones there.",
        ),
        Edit(MEASURES, "    denominator: assigned\n", ""),
    ),
    Code(
        "LS706",
        Text("B6 可能虚报 100 %", "B6 100 % that may not be exact"),
        Text("“{mode}”会使未完成的显示为 100 %。", "“{mode}” could show 100 % although not all is done."),
        Text(
            "用 half_up 或 truncate；公布值为 100 % 时写出分子和分母。",
            "Use half_up or truncate; state numerator and denominator of a published 100 %.",
        ),
        Text(
            "539/540 是 99.8 %。只有全部完成才是 100 %。",
            "539 of 540 is 99.8 %. Only when all is done it is 100 %.",
        ),
        Edit(MEASURES, "rounding: {places: 1, mode: half_up}", "rounding: {places: 1, mode: ceiling}"),
    ),
    Code(
        "LS707",
        Text("B7 没有申辩期", "B7 No right of reply"),
        Text(
            "处理类台账要写 reply_days，至少 30 天。", "A register of consequences needs reply_days of at least 30."
        ),
        Text("写 reply_days: 30。", "Write reply_days: 30."),
        Text(
            "《政府督查工作条例》第十七条：对督查结论有异议的，可在 30 日内申请复核。",
            "Regulation on government inspection, article 17: whoever disagrees may ask for a review within 30 days.",
        ),
        second("notice", "kind: consequence\nreply_days: 7\n"),
    ),
    Code(
        "LS708",
        Text("B8 给自然人排名", "B8 Ranking natural persons"),
        Text(
            "“{field}”是个人信息，不能用来分组或去重。",
            "“{field}” is personal data; nothing may be grouped or counted by it.",
        ),
        Text("改按单位或项目统计。", "Group by unit or by project."),
        Text(
            "只评单位，不评个人；个人只看自己的那一页。",
            "Units are judged, persons are not; a person sees only their own page.",
        ),
        Edit(MEASURES, "    when: on_struck_off\n", "    when: on_struck_off\n    once_per: contact\n"),
    ),
    Code(
        "LS709",
        Text("B9 没有终止日期", "B9 A recurring ask without an end"),
        Text("定期报送的台账{fault}。", "A register filled in every period {fault}."),
        Text("写 sunset: 不超过五年的日期。", "Write sunset: a day at most five years ahead."),
        Text(
            "报表一旦开始就没人停下它：一个省 2200 种表，一年填 1377 次。",
            "Once begun, a form is never stopped: forms ran into the thousands, filled in more than a thousand times "
            "a year.",
        ),
        second("monthly", "kind: return\nperiod: month\n"),
    ),
    Code(
        "LS710",
        Text("B10 不许关闭导出和打印", "B10 No page without export and paper"),
        Text(
            "“{key}”不能关闭：每一页都能导出和打印。",
            "“{key}” cannot be switched off: every page can be exported and printed.",
        ),
        Text("删去这一项；敏感字段用 visible_to 限制。", "Remove it; restrict sensitive fields with visible_to."),
        Text("数据属于填报的人，不锁在系统里。", "Data belongs to those who entered it and is never locked in."),
        Edit(TASK, "label: name\n", "label: name\nexport: false\n"),
    ),
    Code(
        "LS711",
        Text("B1 没有主管或用途", "B1 No owner or no purpose"),
        Text("台账没有写“{key}”。", "The register does not say “{key}”."),
        Text(
            "写明由谁主管（owner）、作何用途（purpose）。",
            "Say who answers for it (owner) and what it is for (purpose).",
        ),
        Text("说不出用途的数据不许采集。", "What has no purpose may not be collected."),
        Edit(TASK, "owner: supervision_office\n", ""),
    ),
    Code(
        "LS712",
        Text("个人信息没有限定可见范围", "Personal data everybody may see"),
        Text("个人信息“{field}”没有写 visible_to。", "The personal field “{field}” has no visible_to."),
        Text("写明哪些角色可以看。", "Name the roles that may see it."),
        Text("个人信息默认不公开，谁需要谁才看。", "Personal data is closed by default; only who needs it sees it."),
        Edit(TASK, "personal: general, visible_to: [bureau_officer, supervisor],", "personal: general,"),
    ),
    Code(
        "LS713",
        Text("没有标明的个人信息", "Personal data that is not marked"),
        Text(
            "“{word}”是个人信息，字段没有写 personal。", "“{word}” is personal data; the field does not say personal."
        ),
        Text(
            "写 personal: general 或 sensitive，以及 visible_to。",
            "Write personal: general or sensitive, and visible_to.",
        ),
        Text(
            "没有标明的个人信息不会遮蔽，也不会进入查阅记录。",
            "Unmarked personal data is neither masked nor is its reading logged.",
        ),
        Edit(TASK, "  spent:    {", "  phone:    {type: text, title: {zh: 联系电话, en: Number}}\n  spent:    {"),
    ),
)
