"""What each key of the grammar means; editors show it, and the reference is made from it."""

from collections.abc import Mapping

from pydantic import BaseModel

from luoshi.packs.grammar import (
    audits,
    backschedule,
    cadences,
    chart,
    clocks,
    conserving,
    elements,
    evidence,
    examples,
    lifecycle,
    measures,
    pack,
    register,
    rounding,
    signoff,
    values,
)  # fmt: skip
from luoshi.rules.texts import Text

MEANINGS: Mapping[type[BaseModel], Mapping[str, Text]] = {
    pack.PackForm: {
        "pack": Text("标识，与文件夹同名", "the id, the same as the folder's name"),
        "titles": Text("名称", "the name people see"),
        "prefix": Text("编号前缀，2–6 个大写字母", "what record numbers begin with: 2–6 capital letters"),
        "owner": Text("谁对它负责", "who answers for it"),
        "basis": Text("依据的文件", "the documents it rests on"),
        "version": Text("版本；内容一改就换", "the version; every change of content takes a new one"),
        "indicators": Text("考核指标上限，不超过 12", "the most indicators anybody is judged by, at most 12"),
    },
    pack.BasisForm: {
        "document": Text("文件名和文号", "the document and its number"),
        "article": Text("条款", "the article"),
        "date": Text("日期", "its date"),
    },
    register.RegisterForm: {
        "register": Text("标识，与文件同名", "the id, the same as the file's name"),
        "title": Text("名称", "the name people see"),
        "purpose": Text("为什么要这些数据", "why this data is needed"),
        "owner": Text("主管这些数据的单位类别", "the kind of unit that answers for the data"),
        "kind": Text("用途；检查和处理类有额外要求", "what it is for; inspections and consequences carry duties"),
        "key": Text("合起来认定同一事项的字段", "fields that together tell that two records are the same thing"),
        "label": Text("列表和引用里称呼记录的字段", "the field a record is called by"),
        "parent": Text("可挂在哪个台账之下", "the register its records may hang under"),
        "owed": Text("谁欠报、几个工作日内报", "who owes the return, and by when"),
        "audits": Text("审核关系", "logic audits of the figures"),
        "period": Text("报送周期；每单位每期一条", "the period of a return: one record per unit and period"),
        "sunset": Text("终止日期，定期报送必填", "the day the asking ends; needed where there is a period"),
        "sees": Text("谁能看：subtree 本单位及下级，all 全部", "whose records one sees: subtree, or all"),
        "edit": Text("可新建和更正的角色", "roles that may create and correct"),
        "reply_days": Text("生效前的申辩天数，至少 30", "days of reply before effect, at least 30"),
        "last_visit": Text("显示上次去同一对象", "the last visit to the same target is shown"),
        "fields": Text("字段，按显示顺序", "the fields, in the order they are shown"),
        "rules": Text("每次保存都要满足的条件", "conditions met at every write"),
        "evidence": Text("证明材料的种类", "kinds of evidence"),
        "guards": Text("流转的前提条件", "conditions of moves"),
        "lifecycle": Text("状态、流转和时限", "states, moves and clocks"),
        "frozen_lists": Text("可以冻结底册", "lists of its records can be frozen"),
        "conserves": Text("守恒的额度和比例", "quotas and shares that add up"),
        "reviews": Text("独立评议：互不知情，齐了才公开", "independent reviews: none sees another first"),
        "beneficiary": Text("由受益人的话来销号的承诺", "a promise closed by the word of those it was made to"),
        "back_schedule": Text("倒排工期", "the schedule computed backwards from the due date"),
        "chart": Text("挂图上的日期和泳道", "dates and lanes of the wall chart"),
    },
    register.FieldForm: {
        "type": Text("类型", "the type"),
        "title": Text("名称", "the name people see"),
        "required": Text("必填", "may not be blank"),
        "unit": Text("计量单位；金额必写", "the unit of measure; needed for money"),
        "of": Text("选择的选项", "the options of a choice"),
        "to": Text("引用的台账", "the register a ref points to"),
        "min": Text("最小值", "the smallest value"),
        "max": Text("最大值；文字为最多字符数", "the largest value; for texts the most characters"),
        "formula": Text("由公式得出，不填写", "derived by a formula, never entered"),
        "element": Text("数据元；同一数据元只采集一次", "the data element; each is asked for once"),
        "personal": Text("个人信息的级别", "how closely it touches a person"),
        "visible_to": Text("可以看的角色；个人信息必写", "roles that may see it; needed for personal data"),
        "hint": Text("填写说明", "help beside the field"),
        "blanks": Text("空缺原因：填数或选原因，空缺不是零", "reasons for a blank: a number or a reason"),
    },
    elements.ElementsForm: {"elements": Text("数据元，按代码", "the data elements by code")},
    elements.ElementForm: {
        "title": Text("名称", "the name people see"),
        "definition": Text("口径，一个数据元只有一个", "what it means; there is one definition of each"),
        "owner": Text("归口的单位类别（一数一源）", "the kind of unit it comes from: one datum, one source"),
        "purpose": Text("为什么要这个数", "why it is needed"),
        "type": Text("类型", "the type"),
        "unit": Text("计量单位", "the unit of measure"),
        "time_kind": Text("flow 一段时间，stock 某一天", "flow: of a period; stock: of a day"),
        "over_time": Text(
            "几期合起来：sum 相加，last 取最后一期，average 平均，none 不合",
            "several periods together: sum, last, average or none",
        ),
        "over_units": Text(
            "几个单位合起来：sum 相加，recompute 由分子分母重算，weighted 加权，none 不合",
            "several units together: sum, recompute from both counts, weighted or none",
        ),
        "numerator": Text("重算时的分子（数据元）", "the element it is recomputed from, above"),
        "denominator": Text("重算时的分母（数据元）", "the element it is recomputed from, below"),
        "weight": Text("加权用的数据元", "the element it is weighted by"),
        "by": Text("可按什么分组，如性别", "what it is broken down by, such as sex"),
        "personal": Text("个人信息的级别", "how closely it touches a person"),
        "aliases": Text("别的叫法", "other wordings of the same"),
        "missing": Text("没有数时可填的理由；空白不是零", "reasons for which it may be absent; blank is not zero"),
    },
    register.RuleForm: {
        "id": Text("标识", "the id"),
        "expr": Text("要成立的条件", "the condition that has to hold"),
        "refuse": Text("不成立时的说明", "what is said when it does not"),
        "remedy": Text("怎样改正", "what to do then"),
    },
    audits.AuditForm: {
        "id": Text("标识", "the id"),
        "title": Text("名称；不写即用关系式", "the name; the relation itself where there is none"),
        "expr": Text(
            "关系式，可用 previous.x（上期）和 year_before.x（上年同期）",
            "the relation; previous.x and year_before.x are the figures before",
        ),
        "balance": Text(
            "期初加增加减减少等于期末，期初等于上期期末", "opening + gains - losses = closing, carried over"
        ),
        "change": Text("看升降幅度的字段，按百分比", "the field whose change is looked at, in per cent"),
        "against": Text("与谁比：previous 上期，year_before 上年同期", "compared with previous or year_before"),
        "plausible": Text("要在合理范围内的数", "the value that has to be credible"),
        "within": Text("区间，如 [-20, 30]", "the interval, such as [-20, 30]"),
        "unit": Text("plausible 的单位，用来提示错用的单位", "the unit of plausible, to tell a slip of units"),
        "severity": Text("refuse 不得上报；ask 说明后可上报", "refuse, or ask: may be explained"),
        "remedy": Text("怎样改正", "what to do then"),
        "basis": Text("依据", "the document it rests on"),
    },
    audits.BalanceForm: {
        "opening": Text("期初", "the opening stock"),
        "gains": Text("本期增加", "what came in"),
        "losses": Text("本期减少", "what went out"),
        "closing": Text("期末", "the closing stock"),
    },
    audits.AskingRungForm: {
        "rung": Text("一级催报的标识", "the id of the rung"),
        "title": Text("文种，如提醒单", "the kind of notice, such as 提醒单"),
        "mark": Text("编号中的代号，两到六个大写字母", "its mark in the number, two to six capitals"),
        "late": Text(
            "逾期几个工作日起可发；0 为到期当日，负数为到期前",
            "sent from so many working days past the due day on; 0 is the due day, negative before it",
        ),
        "basis": Text("依据", "the document it rests on"),
    },
    audits.OwedForm: {
        "by": Text("欠报单位的类别", "the kinds of unit that owe it"),
        "within": Text("期末之后几个工作日内", "working days after the end of the period"),
        "since": Text("从哪天起的各期要报", "periods from this day on are owed"),
        "season": Text(
            "只报这几个月日之间的各期，如 03-15..06-15；可以跨年",
            "only periods that begin between these days of a year, such as 03-15..06-15; it may pass New Year",
        ),
        "below": Text(
            "只由这些单位（代码）和它们下面的单位报", "only these units (by code) and those below them owe it"
        ),
        "chase": Text(
            "催报的阶梯，由低到高；不写则只有一般催报",
            "the ladder by which it is asked for, the lowest first; free reminders where there is none",
        ),
        "basis": Text("依据", "the document it rests on"),
    },
    conserving.ConservedForm: {
        "id": Text("标识；示例中拒绝的名称", "the id; an example names the refusal by it"),
        "amount": Text(
            "占用的数量：填写的数字字段，min 不小于 0", "what a record takes: an entered number, min 0 or more"
        ),
        "within": Text("指向总量的引用字段，或 parent", "the ref field that points to the pool, or parent"),
        "limit": Text("总量一方的数字字段", "a numeric field of the pool"),
        "total": Text("固定总数，如 100", "a fixed total such as 100"),
        "gives_back": Text("退还占用的状态", "states in which a record takes nothing"),
        "complete": Text(
            "总量一方的状态：到此须正好等于 total", "states of the pool in which the total is reached exactly"
        ),
        "refuse": Text("超出时的说明；后面附余量", "what is said when it is too much; what is left follows"),
        "remedy": Text("怎样办", "what to do then"),
    },
    lifecycle.GuardForm: {
        "expr": Text("要成立的条件", "the condition that has to hold"),
        "refuse": Text("不成立时的说明", "what is said when it does not"),
        "remedy": Text("怎样改正", "what to do then"),
        "waivable_by": Text("可以注明依据后放行的角色", "the role that may waive it with a reason on record"),
        "linked": Text(
            "别的台账中有几条，条件里按名称使用", "counts of other registers' records, used in expr by name"
        ),
    },
    lifecycle.LinkedCountForm: {
        "title": Text("名称；拒绝时连同条目一起说明", "the name; a refusal tells it with the records"),
        "of": Text("哪个台账的记录", "the register whose records are counted"),
        "by": Text(
            "靠哪个字段指过来：独为编号的引用，或 parent", "what points here: a ref that alone is the key, or parent"
        ),
        "where": Text("只数满足这个条件的", "only records that meet this count"),
    },
    evidence.EvidenceForm: {
        "zh": Text("中文名称", "the name in Chinese"),
        "en": Text("英文名称", "the name in English"),
        "photo": Text("只收照片，并提示雷同", "photos only; copies are pointed out"),
        "keeps_place": Text("保留拍摄地点和时间，其余一律去除", "place and moment stay in the photo"),
        "file": Text("必须上传文件，只写文号不算", "the file itself is asked for; its number is not enough"),
    },
    lifecycle.StateForm: {
        "zh": Text("中文名称", "the name in Chinese"),
        "en": Text("英文名称", "the name in English"),
        "end": Text("终结状态", "nothing more is expected"),
        "locked": Text("锁定：不能更正，只能退回", "locked: nothing is corrected, only sent back"),
    },
    lifecycle.MoveForm: {
        "title": Text("名称", "the name people see"),
        "from": Text("从哪些状态", "the states it leaves"),
        "to": Text("到哪个状态", "the state it leads to"),
        "by": Text(
            "谁办：lead、support、supervisor、verifier、above 或角色",
            "lead, support, supervisor, verifier, above or a role",
        ),
        "needs": Text("要提交的证明材料", "kinds of evidence to bring"),
        "guards": Text("前提条件", "conditions to meet"),
        "sets": Text("同时填写的字段", "fields entered at the same time"),
        "confirm": Text("由谁核验，不能是办理方", "who signs off; never the doer"),
        "strikes_off": Text(
            "销号：只能由办理单位以外的人办", "strikes off: only by somebody outside the doer's unit"
        ),
        "word_of": Text(
            "beneficiary：记下受益人的话，承办方不能记", "beneficiary: records their word; never by the doer"
        ),
        "reviewed": Text("须先评议，并得出其中一个结论", "a review that must have come to one of these verdicts"),
        "reason": Text("须写明原因；解锁的流转总要写", "why has to be said; always where it unlocks"),
        "note": Text("怎样才算，显示在按钮旁", "what counts as this step, shown beside the button"),
    },
    lifecycle.LifecycleForm: {
        "states": Text("状态", "the states"),
        "initial": Text("新记录的状态", "the state of a new record"),
        "moves": Text("流转", "the moves"),
        "clocks": Text("时限", "the clocks"),
        "lights": Text("红黄绿灯", "the lights"),
        "chase": Text("催办阶梯，依次一级一级", "the ladder of chasing, one rung after the other"),
        "second_look": Text("回头看：销号后按比例抽查", "a share of what was struck off is looked at again"),
    },
    signoff.SecondLookForm: {
        "after": Text("哪个销号之后", "after which strike-off"),
        "share": Text("抽查比例，如 10 %", "the share drawn, such as 10 %"),
        "within": Text("抽出后多少天内看完，如 90 days", "days from the draw to the look, such as 90 days"),
        "by": Text(
            "由谁看；不能是办理单位的人，也不能是销号的人", "who looks; neither the doer's unit nor who struck off"
        ),
        "reopen": Text("看到不实时重新打开的流转", "the move that reopens what did not hold"),
        "every": Text("month 按月抽，batch 按批抽", "month: one draw a month; batch: whenever a draw is called"),
        "needs": Text("要带回的证明材料", "kinds of evidence to bring back"),
    },
    signoff.ReviewForm: {
        "title": Text("名称", "the name people see"),
        "on": Text("在哪个状态评议", "the state in which it is held"),
        "reviewers": Text("几人评议，至少 2", "how many reviewers, at least 2"),
        "by": Text("谁评议；不能是牵头单位的人", "who reviews; never the lead unit"),
        "verdicts": Text("可选的结论", "the verdicts to choose from"),
        "reconcile": Text("结论不一时由谁定", "who decides when verdicts differ"),
    },
    signoff.BeneficiaryForm: {
        "outcome": Text("记下回访结果的选择字段", "the choice field that keeps the answer"),
        "satisfied": Text("哪些结果算受益人认可；联系不上不算", "which answers are a yes; unreached is not"),
    },
    clocks.ClockForm: {
        "id": Text("标识；不写时为 <on>_<until>", "the id; without one it is <on>_<until>"),
        "on": Text("从进入哪个状态起", "starts when this state is entered"),
        "until": Text("到进入哪个状态止", "stops when this state is entered"),
        "within": Text("时限，如 60 working days", "the limit, such as 60 working days"),
        "basis": Text("规定它的文件", "the document that sets it"),
        "since": Text("起始日期", "the day it holds from"),
        "stops": Text("可以停表的事由，只限这些", "the only reasons for which it may stand still"),
        "extension": Text("延期：谁申请、谁批准", "more time: who asks and who decides"),
    },
    clocks.StopForm: {
        "title": Text("名称", "the name people see"),
        "by": Text("由谁停表和恢复", "who stops it and lets it run again"),
        "at_most": Text("最多停多少工作日，到时自行恢复", "the most working days; then it runs again by itself"),
        "basis": Text("规定它的文件", "the document that allows it"),
    },
    clocks.ExtensionForm: {
        "by": Text("谁申请", "who asks"),
        "confirm": Text("谁批准，须是另一方", "who decides: another party"),
        "times": Text("最多几次", "how often at most"),
        "at_most": Text("每次最多多少工作日", "the most working days each time"),
        "basis": Text("规定它的文件", "the document that allows it"),
    },
    clocks.LightsForm: {
        "value": Text(
            "决定颜色的数，如 days_left（距期限的工作日，逾期为负）",
            "the number that decides, such as days_left (working days until due, negative when late)",
        ),
        "bands": Text(
            "每种颜色的区间，合起来不留空、不重叠", "the interval of each colour; no hole, no overlap between them"
        ),
        "basis": Text("规定它的文件", "the document that sets it"),
    },
    clocks.RungForm: {
        "rung": Text("标识", "the id"),
        "title": Text("文书名称", "the name of the notice"),
        "mark": Text("文号中的字母，不写时取标识", "the letters in its number; without them the id"),
        "when": Text("满足什么条件才可发", "the condition under which it may be sent"),
        "by": Text("由谁发", "who sends it"),
        "may_start_here": Text("可以不经前一级，从这一级开始", "may be the first, without the one before it"),
        "basis": Text("规定它的文件", "the document that sets it"),
    },
    backschedule.BackScheduleForm: {
        "until": Text("倒排的终点：due 或日期字段", "where it ends: due, or a date field"),
        "seasons": Text("不能施工的季节", "seasons in which work stands still"),
        "steps": Text("依次的工序", "the steps in order"),
    },
    backschedule.SeasonForm: {
        "title": Text("名称", "the name people see"),
        "from": Text("每年起始的月-日", "its first day, month and day of every year"),
        "to": Text("每年结束的月-日，可跨年", "its last day; may lie in the next year"),
        "basis": Text("规定它的文件", "the document that sets it"),
    },
    backschedule.WorkStepForm: {
        "title": Text("名称", "the name people see"),
        "days": Text("用时，如 60 working days 或 45 days", "how long it takes: 60 working days, or 45 days"),
        "closed": Text("哪些季节不能做", "the seasons in which it cannot be done"),
    },
    chart.ChartForm: {
        "planned": Text("计划的起止", "from when to when it is planned"),
        "actual": Text("实际的起止", "from when to when it happened"),
        "expected": Text("预计完成的日期字段", "the date field that says when it is expected to be done"),
        "lanes": Text(
            "泳道：county、lead、unit、state 或选择字段", "what lanes stand for: county, lead, unit, state, a choice"
        ),
    },
    chart.ChartSpanForm: {
        "from": Text("起：日期字段、状态或 due", "first day: a date field, a state, or due"),
        "to": Text("止：日期字段、状态或 due", "last day: a date field, a state, or due"),
    },
    register.ParentForm: {"to": Text("上级台账", "the register above")},
    register.SeesForm: {"default": Text("subtree 或 all", "subtree or all")},
    measures.MeasuresForm: {
        "measures": Text("指标", "the measures"),
        "funnels": Text("漏斗", "the funnels"),
        "comparisons": Text("对比表", "the comparisons"),
    },
    measures.ComparisonForm: {
        "title": Text("名称", "the name people see"),
        "by": Text("按什么分行，如 unit:county", "what the rows are, such as unit:county"),
        "measures": Text("并排显示的指标", "the measures side by side"),
        "note": Text("表前的说明", "a sentence above the table"),
    },
    measures.LinkForm: {
        "of": Text("另一个台账", "the other register"),
        "by": Text("指向本记录的字段，或 parent", "the field that points here, or parent"),
        "has": Text(
            "some 有；none 没有；all 全部已到日期；not_all 相反",
            "some: there is one; none: there is none; all: each has its date; not_all: the opposite",
        ),
        "where": Text("只看满足条件的", "only rows that meet this condition"),
        "when": Text("期末前有此日期才算", "rows whose date is not after the end of the period"),
    },
    measures.MeasureLightsForm: {
        "bands": Text("各色的数值区间，不留空档", "the values of each colour, without a hole"),
        "basis": Text("规定它的文件", "the document that sets it"),
    },
    measures.MeasureForm: {
        "title": Text("名称", "the name people see"),
        "what": Text("怎样算出", "how the number comes about"),
        "definition": Text("口径，随数字一起显示", "the definition, shown with the number"),
        "of": Text("统计哪个台账", "the register it counts"),
        "where": Text("只计满足条件的记录", "only records that meet this condition"),
        "value": Text(
            "相加或取中位数的值；增长、日均、推算时为指标",
            "what is added up or ranked; for growth, pace and projection the measure",
        ),
        "when": Text("按哪个日期归入期间", "the date that tells the period"),
        "linked": Text("对指向本记录的其他台账的条件", "conditions on rows of other registers that point here"),
        "since": Text("期末前到了这个日期才算", "counts once this date has come by the end of the period"),
        "until": Text("期末前到了这个日期就不再算", "counts no longer once this date has come by then"),
        "once_per": Text("同一取值只计最早一条", "only the earliest record per value counts"),
        "time": Text("flow 一段时间，stock 某一天", "flow: of a period; stock: of a day"),
        "numerator": Text("分子；差的被减数", "the numerator; of a difference the first"),
        "denominator": Text("分母；差的减数", "the denominator; of a difference the second"),
        "unit": Text("计量单位", "the unit of measure"),
        "shown_in": Text("显示单位", "the unit it is shown in"),
        "rounding": Text("取整方式", "how it is rounded"),
        "expected": Text("预计数，不算完成", "expected: never counts as done"),
        "indicator": Text("用于考核", "somebody is judged by it"),
        "lights": Text("颜色的分档", "bands of colours"),
        "element": Text("它算出的数据元", "the data element it computes"),
        "source": Text("来源条目", "the row it comes from"),
    },
    rounding.RoundingForm: {
        "places": Text("小数位数 0–6", "decimal places, 0–6"),
        "mode": Text("half_up 四舍五入，truncate 截断", "half_up or truncate"),
    },
    measures.FunnelForm: {
        "title": Text("名称", "the name people see"),
        "steps": Text("依次的计数", "the counts in order"),
    },
    measures.StepForm: {
        "count": Text("计数指标", "a count"),
        "rate": Text("以它为分子的率", "the rate with this count as numerator"),
    },
    measures.PublishedForm: {"published": Text("公布过的数字", "figures somebody printed")},
    measures.PublishedFigureForm: {
        "row": Text("来源条目", "the row"),
        "source": Text("来源文件", "the source document"),
        "quote": Text("原句", "the sentence it stands in"),
        "measure": Text("对应的指标", "the measure it is held against"),
        "period": Text("期间，如 2022", "the period, such as 2022"),
        "value": Text("照原文的数字", "the number as printed"),
        "by": Text("是哪一部分的数字", "which part it is of, by field"),
        "unsaid": Text("公布时没有说明什么", "what the publication leaves unsaid"),
    },
    cadences.CadencesForm: {"cadences": Text("调度节奏", "the cadences")},
    cadences.CadenceForm: {
        "title": Text("名称，写进打开的记录", "the name, which the opened records take"),
        "basis": Text("规定它的文件", "the document that sets it"),
        "opens": Text("在哪个台账打开记录", "the register in which records are opened"),
        "every": Text("每期打开一条", "one in every period"),
        "each": Text("随另一台账的每条记录打开一条", "one for each record of another register"),
        "fills": Text("固定填写的字段", "fields with fixed values"),
    },
    cadences.EveryForm: {
        "period": Text("期的种类", "the kind of period"),
        "on": Text("期内哪一天：first_working_day 或 last_working_day", "which day of the period"),
        "since": Text("起始日期", "the day it holds from"),
        "sunset": Text("终止日期", "the day it ends"),
        "unit": Text("为哪个单位打开（单位代码）", "the code of the unit it is opened for"),
        "slot": Text("写期次的字段", "the field that takes the period's label"),
        "day": Text("写应开展日期的字段", "the field that takes the day"),
    },
    cadences.EachForm: {
        "register": Text("随哪个台账", "the register whose records are followed"),
        "on": Text("按它的哪个日期打开", "its date on which the record opens"),
        "at": Text("为它的哪个单位打开", "its field with the unit it is opened for"),
        "back": Text("新记录里指回它的字段", "the field of the new record that points back"),
    },
    examples.ExampleForm: {
        "example": Text("标识", "the id"),
        "row": Text("来源条目", "the row"),
        "title": Text("说明什么", "what it shows"),
        "register": Text("台账", "the register"),
        "given": Text("一条记录", "one record"),
        "records": Text("几条记录", "several records"),
        "expect": Text("结果", "the outcome"),
    },
    examples.ExpectForm: {
        "field": Text("由公式得出的字段", "a derived field"),
        "value": Text("应得的值", "the value it has"),
        "refused": Text("拒绝它的规则或条件", "the rule or guard that refuses"),
        "on": Text("create 或 move:<流转>", "create or move:<move>"),
        "measure": Text("指标", "a measure"),
        "period": Text("期间", "the period"),
        "due": Text("期限", "the deadline"),
        "light": Text("在 day 那天的颜色", "the colour of its light on `day`"),
        "step": Text("倒排的工序", "a step of the back-schedule"),
        "start": Text("该工序最迟开始日", "the latest start of that step"),
        "day": Text("哪一天看灯", "the day the light is looked at"),
    },
    values.Words: {
        "zh": Text("中文", "Chinese"),
        "en": Text("英文", "English"),
    },
}


def meaning(form: type[BaseModel], key: str) -> Text:
    """What a key means; KeyError for one nobody has explained."""
    return MEANINGS[form][key]
