"""LS2xx: a file that can be read but is not written as the grammar asks."""

from luoshi.packs.codes.entry import Code, Edit
from luoshi.rules.texts import Text

TASK = "registers/task.yaml"
PURPOSE = (
    "purpose: {zh: 跟踪交办事项，直到有人核验销号, en: Follows what was assigned until somebody else has verified it}"
)

CODES = (
    Code(
        "LS201",
        Text("未知的键", "An unknown key"),
        Text("这里没有“{key}”这个键。", "There is no key “{key}” here."),
        Text("请改正。{hint}", "Correct it. {hint}"),
        Text(
            "拼错的键若被忽略，它的要求就静静地失效了。",
            "If a misspelt key were passed over, what it asks for would silently not happen.",
        ),
        Edit(TASK, "budget:   {type: money, unit: 万元, min: 0,", "budget:   {type: money, unit: 万元, minn: 0,"),
    ),
    Code(
        "LS202",
        Text("缺少必填的键", "A key is missing"),
        Text("缺少“{key}”。", "“{key}” is missing."),
        Text("补上 {key}。", "Add {key}."),
        Text("这一项没有合理的默认值，必须由作者说明。", "It has no sensible default; the author has to say it."),
        Edit(TASK, "label: name\n", ""),
    ),
    Code(
        "LS203",
        Text("形状不对", "The wrong shape"),
        Text("这里应当是{wanted}。", "This has to be {wanted}."),
        Text("按 docs/reference/pack-grammar.md 的写法改。", "Write it as docs/reference/pack-grammar.md shows."),
        Text("键、列表和文字不能互换。", "Keys, lists and texts do not stand for one another."),
        Edit(
            TASK,
            PURPOSE,
            "purpose: 跟踪交办事项",
        ),
    ),
    Code(
        "LS204",
        Text("值的写法不对", "A value in the wrong form"),
        Text("“{written}”不是{wanted}。", "“{written}” is not {wanted}."),
        Text("写成{wanted}。", "Write {wanted}."),
        Text(
            "值从不猜测：no 是文字而不是“否”，12:30:00 是文字而不是数字。",
            "Values are never guessed: no is a text and not “false”, 12:30:00 is a text and not a number.",
        ),
        Edit(TASK, "required: true", "required: no"),
    ),
    Code(
        "LS205",
        Text("不在可选范围内", "Not one of the possible values"),
        Text("“{written}”不在可选范围内。", "“{written}” is not one of the possible values."),
        Text("请改正。{hint}", "Correct it. {hint}"),
        Text("可选的词各有固定含义，别的词没有含义。", "Each of the possible words has a meaning; others have none."),
        Edit(TASK, "budget:   {type: money,", "budget:   {type: mony,"),
    ),
    Code(
        "LS206",
        Text("标识写法不对", "An id in the wrong style"),
        Text("“{written}”不能作标识。", "“{written}” cannot be an id."),
        Text(
            "用小写字母开头，只用小写字母、数字和下划线，最多 40 个字符。",
            "Begin with a small letter; use small letters, digits and underscores, 40 at most.",
        ),
        Text(
            "标识用在公式、网址和列名里；显示的名称写在 title。",
            "Ids stand in formulas, addresses and columns; people see the title.",
        ),
        Edit(TASK, "  kind:  ", "  Kind:  "),
    ),
    Code(
        "LS207",
        Text("缺少一种语言", "One language is missing"),
        Text("缺少 {language} 的写法。", "The wording in {language} is missing."),
        Text("中文写在 zh，英文写在 en。", "Write Chinese under zh and English under en."),
        Text("所有给人看的文字都有两种语言。", "Everything people read exists in both languages."),
        Edit("pack.yaml", "titles: {zh: 示例条线, en: Sample line of work}", "titles: {zh: 示例条线}"),
    ),
    Code(
        "LS208",
        Text("文字为空或太长", "A text that is blank or too long"),
        Text("文字为空，或超过 {most} 个字符。", "The text is blank or longer than {most} characters."),
        Text("写一段短的文字。", "Write a short text."),
        Text(
            "空白的名称没人看得懂，太长的在表头放不下。",
            "Nobody understands a blank name, and no column head holds a long one.",
        ),
        Edit("pack.yaml", "en: Sample line of work", 'en: " "'),
    ),
    Code(
        "LS209",
        Text("数字超出范围", "A number out of range"),
        Text("“{written}”超出范围：{range}。", "“{written}” is out of range: {range}."),
        Text("写范围内的数。", "Write a number within it."),
        Text(
            "超出范围的数没有意义，或无法精确计算。",
            "Outside the range the number has no meaning or cannot be computed exactly.",
        ),
        Edit("measures.yaml", "rounding: {places: 1, mode: half_up}", "rounding: {places: 9, mode: half_up}"),
    ),
    Code(
        "LS211",
        Text("与字段类型不合", "Does not go with the field's type"),
        Text("{type} 类型的字段不能有“{key}”。", "A field of type {type} has no “{key}”."),
        Text("删去 {key}，或改字段类型。", "Remove {key}, or change the type."),
        Text(
            "不起作用的限制会让人误以为有人在检查。",
            "A limit without effect makes people believe that somebody checks.",
        ),
        Edit(TASK, "name:     {type: text, ", "name:     {type: text, min: 1, "),
    ),
    Code(
        "LS212",
        Text("字段类型缺少说明", "The field's type needs more"),
        Text("{type} 类型的字段要写“{key}”。", "A field of type {type} needs “{key}”."),
        Text("补上 {key}。", "Add {key}."),
        Text(
            "没有单位的金额、没有选项的选择、不知指向何处的引用都无法填写。",
            "Money without a unit, a choice without options and a reference to nowhere cannot be filled in.",
        ),
        Edit(TASK, "budget:   {type: money, unit: 万元, min: 0,", "budget:   {type: money, min: 0,"),
    ),
    Code(
        "LS213",
        Text("下限大于上限", "The minimum is above the maximum"),
        Text("下限 {min} 大于上限 {max}。", "The minimum {min} is above the maximum {max}."),
        Text("对调或更正。", "Swap or correct them."),
        Text("没有任何值能同时满足两者。", "No value can satisfy both."),
        Edit(
            TASK,
            "budget:   {type: money, unit: 万元, min: 0,",
            "budget:   {type: money, unit: 万元, min: 10, max: 5,",
        ),
    ),
    Code(
        "LS214",
        Text("保留的名称", "A reserved name"),
        Text("“{name}”是每条记录自带的名称。", "“{name}” is a name every record has already."),
        Text("给字段另取一个名称。", "Give the field another id."),
        Text(
            "state、unit、lead、due、period 和 on_<状态> 在公式里指记录本身。",
            "In formulas state, unit, lead, due, period and on_<state> mean the record itself.",
        ),
        Edit(TASK, "  spent:    {", "  due:      {type: date, title: {zh: 期限, en: Due}}\n  spent:    {"),
    ),
    Code(
        "LS215",
        Text("未知的计量单位", "An unknown unit of measure"),
        Text("没有计量单位“{unit}”。", "There is no unit of measure “{unit}”."),
        Text("请改正。{hint}", "Correct it. {hint}"),
        Text(
            "只有认得的单位才能换算、相加和拒绝错误的相加。",
            "Only known units can be converted, added, and kept from wrong sums.",
        ),
        Edit(TASK, "spent:    {type: money, unit: 万元,", "spent:    {type: money, unit: 万园,"),
    ),
    Code(
        "LS216",
        Text("由公式得出的字段不能填写", "A derived field is never entered"),
        Text("“{field}”由公式得出，不能{use}。", "“{field}” is derived by a formula and cannot be {use}."),
        Text("删去这一项，或改用填写的字段。", "Remove it, or name a field that is entered."),
        Text(
            "由公式得出的值只有一个来源；再要求填写就会有两个不同的数。",
            "A derived value has one source; asking for it again makes two numbers of one.",
        ),
        Edit(TASK, "sets: [spent]", "sets: [left_over]"),
    ),
    Code(
        "LS217",
        Text("编号前缀重复", "A prefix used twice"),
        Text("编号前缀 {prefix} 已由“{pack}”使用。", "The prefix {prefix} is already used by “{pack}”."),
        Text("另取一个 2–6 个大写字母的前缀。", "Choose another prefix of 2–6 capital letters."),
        Text(
            "编号写在纸上之后，前缀是唯一能看出条线的地方。",
            "On paper, the prefix is all that tells which line of work a number belongs to.",
        ),
    ),
    Code(
        "LS218",
        Text("标识重复", "An id used twice"),
        Text("“{id}”在这里用了不止一次。", "“{id}” is used more than once here."),
        Text("改名，或删去一个。", "Rename or remove one."),
        Text("引用时无法知道指哪一个。", "A reference could not tell which one is meant."),
        Edit(
            TASK,
            "rules:\n",
            "rules:\n  - {id: within_budget, expr: filled(name), "
            "refuse: {zh: 无名称, en: No name}, remedy: {zh: 填写, en: Fill it in}}\n",
        ),
    ),
    Code(
        "LS219",
        Text("金额的单位不是货币", "Money in a unit that is not money"),
        Text("“{unit}”不是货币单位。", "“{unit}” is not a unit of money."),
        Text(
            "写元、万元或亿元；不是金额时用 type: number。",
            "Write 元, 万元 or 亿元; use type: number for what is not money.",
        ),
        Text("金额只与金额相加。", "Money is only added to money."),
        Edit(TASK, "  spent:    {", "  land:     {type: money, unit: 亩, title: {zh: 地, en: Land}}\n  spent:    {"),
    ),
)
