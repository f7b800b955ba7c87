"""LS6xx: a measure, funnel, published figure or example that does not add up."""

from luoshi.packs.codes.entry import Code, Edit
from luoshi.rules.texts import Text

MEASURES = "measures.yaml"


def published(line: str) -> Edit:
    """A file with one published figure."""
    start = '{row: R000, source: "000", quote: 办结率达到50.0%, '
    return Edit("published.yaml", "", f"published:\n  - {start}{line}}}\n")


CODES = (
    Code(
        "LS601",
        Text("与指标的算法不合", "Does not go with how the measure is computed"),
        Text("{what} 类的指标不能有“{key}”。", "A measure of kind {what} has no “{key}”."),
        Text("删去 {key}，或改 what。", "Remove {key}, or change what."),
        Text("不起作用的条件会让人误读数字。", "A condition without effect makes people misread the number."),
        Edit(MEASURES, "    what: rate\n", "    what: rate\n    of: task\n"),
    ),
    Code(
        "LS602",
        Text("指标的算法缺少一项", "The measure's kind needs more"),
        Text("{what} 类的指标要写“{key}”。", "A measure of kind {what} needs “{key}”."),
        Text("补上 {key}。", "Add {key}."),
        Text("缺了它，两个人会算出两个数。", "Without it two people would arrive at two numbers."),
        Edit(
            MEASURES,
            "    what: count\n    of: task\n    when: on_struck_off",
            "    what: sum\n    of: task\n    when: on_struck_off",
        ),
    ),
    Code(
        "LS603",
        Text("分子与分母单位不同", "Numerator and denominator in different units"),
        Text(
            "分子的单位是“{first}”，分母是“{second}”。",
            "The numerator is in “{first}”, the denominator in “{second}”.",
        ),
        Text(
            "两者用同一单位；单位不同的商写 what: ratio。",
            "Use one unit for both; a quotient of different units is a ratio.",
        ),
        Text(
            "率是部分与整体之比，两者必须可以相加。",
            "A rate compares a part with its whole; the two must be of one kind.",
        ),
        Edit(
            MEASURES,
            "    unit: 件\n    rounding: {places: 0}\n    definition: {zh: 当期销号",
            "    unit: 人\n    rounding: {places: 0}\n    definition: {zh: 当期销号",
        ),
    ),
    Code(
        "LS604",
        Text("指标互相依赖", "Measures that depend on each other"),
        Text("指标绕成了圈：{cycle}。", "The measures go round in a circle: {cycle}."),
        Text("让其中一个从台账计数。", "Let one of them count records."),
        Text("绕圈的指标没有值。", "Measures in a circle have no value."),
        Edit(MEASURES, "denominator: assigned\n", "denominator: done_rate\n"),
    ),
    Code(
        "LS605",
        Text("取值不是数", "The value is not a number"),
        Text("{what} 的取值必须是数字，这里是{type}。", "A {what} needs a number; this gives a {type}."),
        Text("value 写数字字段或公式。", "Let value be a numeric field or formula."),
        Text("文字和日期没有总和。", "Texts and dates have no sum."),
        Edit(
            MEASURES,
            "    what: count\n    of: task\n    when: on_struck_off",
            "    what: sum\n    value: name\n    of: task\n    when: on_struck_off",
        ),
    ),
    Code(
        "LS606",
        Text("when 不是日期", "`when` is not a date"),
        Text("“{name}”不是日期，不能决定归入哪一期。", "“{name}” is not a date and cannot tell the period."),
        Text("请改正。{hint}", "Correct it. {hint}"),
        Text("记录按这个日期归入年度或月份。", "A record falls into the year or month of this date."),
        Edit(MEASURES, "    when: on_struck_off", "    when: kind"),
    ),
    Code(
        "LS607",
        Text("显示单位不能换算", "A unit of display that does not convert"),
        Text("“{unit}”不能换算成“{shown}”。", "“{unit}” cannot be shown in “{shown}”."),
        Text(
            "shown_in 写同类单位，如万元与亿元。", "Let shown_in be a unit of the same kind, such as 万元 and 亿元."
        ),
        Text("人次不能当人数，吨公里不能当吨。", "Visits are not visitors, tonne-kilometres are not tonnes."),
        Edit(
            MEASURES,
            "    unit: 件\n    rounding: {places: 0}\n    definition: {zh: 当期交办",
            "    unit: 件\n    shown_in: 亿元\n    rounding: {places: 0}\n    definition: {zh: 当期交办",
        ),
    ),
    Code(
        "LS608",
        Text("漏斗的率与计数不配", "A funnel's rate that is not of its count"),
        Text("“{rate}”的分子不是“{count}”。", "“{rate}” does not have “{count}” as numerator."),
        Text("换成以这个计数为分子的率。", "Name a rate whose numerator is this count."),
        Text(
            "同一个率有不同的基数；漏斗上必须写明是谁比谁。",
            "One word, several bases: a funnel has to show which count is divided by which.",
        ),
        Edit(MEASURES, "{count: done, rate: done_rate}", "{count: assigned, rate: done_rate}"),
    ),
    Code(
        "LS609",
        Text("读不懂的期间", "A period that cannot be read"),
        Text("“{period}”不是期间。", "“{period}” is not a period."),
        Text("写成如 2022、2022-Q3、2022-03。", "Write, for example, 2022, 2022-Q3 or 2022-03."),
        Text("没有期间的数字不能与任何数字比较。", "A figure without its period compares with nothing."),
        published('measure: done_rate, period: 去年, value: "50.0 %"'),
    ),
    Code(
        "LS610",
        Text("读不懂的公布值", "A published value that cannot be read"),
        Text("“{value}”不是{wanted}。", "“{value}” is not {wanted}."),
        Text(
            "照原文写数字和单位，如 568、1,861.44、67.25 %、+159.4 %。",
            "Write the printed number, such as 568, 1,861.44, 67.25 % or +159.4 %.",
        ),
        Text("公布值要能与计算值逐位比较。", "It is compared with the computed value digit by digit."),
        published("measure: done_rate, period: 2022, value: 一半左右"),
    ),
    Code(
        "LS611",
        Text("示例的预期不明", "An example without a clear outcome"),
        Text(
            "expect 要写明一种结果：field 和 value、refused、measure 和 period 和 value、due、light 和 day、"
            "step 和 start。",
            "expect has to name one outcome: field and value, refused, measure with period and value, due, light and "
            "day, or step and start.",
        ),
        Text("选一种写全。", "Choose one and write it in full."),
        Text(
            "示例就是测试；说不清结果的示例什么也不证明。",
            "An example is a test; without an outcome it proves nothing.",
        ),
        Edit("examples/first.yaml", "expect: {field: left_over, value: 60}", "expect: {field: left_over}"),
    ),
    Code(
        "LS612",
        Text("示例的值与字段不合", "An example value that does not fit its field"),
        Text("“{value}”不能填入 {type} 字段“{field}”。", "“{value}” cannot be entered in “{field}” of type {type}."),
        Text("写成该类型的值。", "Write a value of that type."),
        Text("示例里的值与真实填报走同一条路。", "What an example gives goes the same way as a real entry."),
        Edit("examples/first.yaml", "budget: 100", "budget: 一百"),
    ),
    Code(
        "LS613",
        Text("示例没有记录", "An example without a record"),
        Text("示例要写 given 或 records，且只写一种。", "An example needs given or records, and only one of them."),
        Text("写上情况。", "Write the situation."),
        Text("没有情况就没有结果。", "Without a situation nothing follows."),
        Edit("examples/first.yaml", "  given: {name: 修路, budget: 100, spent: 40}\n", ""),
    ),
    Code(
        "LS614",
        Text("预计数没有标明", "A forecast not marked as one"),
        Text(
            "“{measure}”由预计数“{part}”得出，没有标 expected: true。",
            "“{measure}” comes from the expected “{part}” and is not marked expected: true.",
        ),
        Text("加上 expected: true。", "Add expected: true."),
        Text(
            "预计不算完成；凡由预计得出的数都带“预计”二字。",
            "What is expected is not done; every number made of it says so.",
        ),
        Edit(
            MEASURES,
            "    indicator: true\n",
            "    indicator: true\n"
            "  ahead:\n    title: {zh: 推算, en: Projected}\n    what: projection\n    value: done\n    unit: 件\n"
            "    rounding: {places: 0}\n    definition: {zh: 按目前进度推算, en: At the present pace}\n",
        ),
    ),
    Code(
        "LS615",
        Text("颜色的分档有空档或重叠", "Bands of colours with a hole or an overlap"),
        Text("颜色的分档不完整：{fault}。", "The bands of colours do not fit: {fault}."),
        Text(
            "让每个数值恰好属于 green、yellow、red 中的一色。",
            "Let every value have exactly one of green, yellow and red.",
        ),
        Text("没有颜色的数值会没有人管。", "A value without a colour is nobody's concern."),
        Edit(
            MEASURES,
            "    indicator: true\n",
            '    indicator: true\n    lights: {bands: {green: "[90, ∞)", red: "(-∞, 80)"}, basis: 办法}\n',
        ),
    ),
    Code(
        "LS616",
        Text("关联的字段不指向这个台账", "A link by what does not point here"),
        Text(
            "“{register}”的“{name}”不指向所统计的台账。",
            "“{name}” of “{register}” does not point to the register counted.",
        ),
        Text("写指向它的引用字段，或 parent。{hint}", "Name a reference to it, or parent. {hint}"),
        Text("关联靠引用认定，同名不算。", "Records are linked by a reference, never by a name."),
        Edit(
            MEASURES,
            "    of: task\n    when: on_struck_off",
            "    of: task\n    linked: [{of: task, by: name, has: none}]\n    when: on_struck_off",
        ),
    ),
    Code(
        "LS617",
        Text("日均的不是一段时间里的量", "A pace of what is not done over time"),
        Text(
            "“{measure}”不是当期发生的计数或合计，没有日均。",
            "“{measure}” is no count or sum of a period; it has no pace.",
        ),
        Text("value 写 time: flow 的计数或合计。", "Let value be a count or sum of time: flow."),
        Text("存量除以天数没有意义。", "A stock divided by days means nothing."),
        Edit(
            MEASURES,
            "    indicator: true\n",
            "    indicator: true\n"
            "  daily:\n    title: {zh: 日均, en: Daily}\n    what: pace\n    value: done_rate\n    unit: 件/日\n"
            "    rounding: {places: 2}\n    definition: {zh: 每日完成, en: Done per day}\n",
        ),
    ),
)
