"""LS83x: data elements that nobody declared, declared twice, or added up into what says nothing."""

from luoshi.packs.codes.entry import Code, Edit
from luoshi.rules.texts import Text

FILE = "elements.yaml"
TASK = "registers/task.yaml"


def _element(code: str, title: str, rest: str) -> str:
    return (
        f"  {code}:\n    title: {{zh: {title}, en: {code}}}\n    definition: {{zh: 样例口径, en: A sample}}\n"
        f"    owner: office\n    purpose: {{zh: 样例用途, en: A sample}}\n    {rest}\n"
    )


_COUNT = "{type: integer, unit: 户, time_kind: stock, over_time: last, over_units: sum}"


def _lines(flow: str) -> str:
    """A flow of keys as lines of a block."""
    return flow.strip("{}").replace(", ", "\n    ")


HOMES = "elements:\n" + _element("homes", "户数", _lines(_COUNT))
_RATIO = "{type: percent, time_kind: stock, over_time: last, "

CODES = (
    Code(
        "LS831",
        Text("没有这个数据元", "There is no such data element"),
        Text("没有数据元“{name}”。{hint}", "There is no data element “{name}”. {hint}"),
        Text("先在 elements.yaml 里写明口径和归口。", "Declare its definition and owner in elements.yaml first."),
        Text(
            "没有口径的数各说各话，合不到一起。",
            "Figures without a definition say different things and cannot be joined.",
        ),
        Edit(FILE, "", HOMES + _element("share", "占比", _lines(_RATIO + "over_units: weighted, weight: house}"))),
    ),
    Code(
        "LS832",
        Text("数据元写了两遍", "A data element declared twice"),
        Text(
            "数据元“{code}”已由条线“{pack}”写明。", "The element “{code}” is declared by the pack “{pack}” already."
        ),
        Text(
            "用 element: 指向它；含义不同的另起代码。",
            "Refer to it with element:; another meaning takes another code.",
        ),
        Text("一数一源：一个数据元只有一个口径、一个归口。", "One datum, one source: one definition and one owner."),
    ),
    Code(
        "LS833",
        Text("与数据元不一致", "Not as the data element is declared"),
        Text(
            "与数据元“{code}”的{what}不一致，应为 {wanted}。",
            "The {what} differs from the element “{code}”: {wanted}.",
        ),
        Text("照数据元改，或另立一个数据元。", "Follow the element, or declare another one."),
        Text(
            "同名不同口径的数最容易错：一处万元，一处元。",
            "The same name with another unit is how figures go wrong by ten thousand.",
        ),
    ),
    Code(
        "LS834",
        Text("加起来没有意义", "A sum that says nothing"),
        Text("数据元“{code}”：{why}。", "The element “{code}”: {why}."),
        Text(
            "改 over_time 或 over_units；比率写 over_units: recompute 和分子分母。",
            "Change over_time or over_units; a ratio takes over_units: recompute with its two counts.",
        ),
        Text(
            "三个乡镇的入户率相加不是全县的入户率；十二个月的存栏相加不是全年存栏。",
            "The rates of three townships do not add up to the county's, nor twelve stocks to the year's.",
        ),
        Edit(FILE, "", HOMES + _element("share", "占比", _lines(_RATIO + "over_units: sum}"))),
    ),
    Code(
        "LS835",
        Text("怎样合计没有写全", "How it adds up is not said in full"),
        Text(
            "数据元“{code}”：{key} 与 over_units: {rule} 要同时写。",
            "The element “{code}”: {key} and over_units: {rule} go together.",
        ),
        Text(
            "recompute 写 numerator 和 denominator，weighted 写 weight，别的都不写。",
            "recompute takes numerator and denominator, weighted takes weight, others none.",
        ),
        Text("说要重算却不说由什么算，算不出来。", "What is recomputed from nothing cannot be computed."),
        Edit(FILE, "", HOMES + _element("share", "占比", _lines(_RATIO + "over_units: weighted}"))),
    ),
    Code(
        "LS836",
        Text("一个叫法两个数据元", "One wording for two data elements"),
        Text("“{name}”已是数据元“{code}”的叫法。", "“{name}” already stands for the element “{code}”."),
        Text("换一个说得出区别的叫法。", "Choose a wording that tells the two apart."),
        Text(
            "一个叫法指两个数，填表时就不知道要哪一个。",
            "A wording that means two things fills a form with either.",
        ),
        Edit(FILE, "", HOMES + _element("houses", "户  数", _lines(_COUNT))),
    ),
)
