"""Sample numbers; the funnel's are those published for 2022."""

from luoshi.web.components.figures import Bar, Bars, Figure, Part, Tile
from luoshi.web.components.funnels import Funnel, FunnelRate, FunnelStep
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.records import Fact
from luoshi.web.samples.wording import both


def tiles() -> tuple[Tile, ...]:
    """Work to do and numbers at a glance."""
    return (
        Tile(
            both("待办", "To do"),
            "12",
            icon="registers",
            href="#",
            note=both("其中 3 件今天到期", "3 of them due today"),
        ),
        Tile(
            both("逾期", "Overdue"),
            "3",
            icon="due",
            href="#",
            tone=Tone.RED,
            note=both("最长 9 个工作日", "by up to 9 working days"),
        ),
        Tile(both("待核验", "To verify"), "7", icon="evidence", href="#", tone=Tone.YELLOW),
        Tile(
            both("签约总额", "Contracted"), "1,861.44", both("亿元", "×100 m yuan"), both("2022 年", "2022"), href="#"
        ),
    )


def funnel() -> Funnel:
    """The published numbers of 2022 with the base each rate rests on."""
    steps = (
        FunnelStep(both("签约", "Signed"), 568, "#", both("1,861.44 亿元", "186.144 bn yuan")),
        FunnelStep(both("立项", "Filed"), 382, "#"),
        FunnelStep(both("开工", "Started"), 349, "#"),
        FunnelStep(both("竣工", "Completed"), 156, "#"),
        FunnelStep(both("投产", "Producing"), 148, "#"),
    )
    rates = (
        FunnelRate(both("立项办结率", "Filed rate"), "67.25 %", 1, 0, "#"),
        FunnelRate(both("开工率", "Start rate"), "61.44 %", 2, 0, "#"),
        FunnelRate(both("竣工率", "Completion rate"), "44.70 %", 3, 2, "#"),
        FunnelRate(both("投产率", "Production rate"), "94.87 %", 4, 3, "#"),
    )
    return Funnel(both("从签约到投产", "From signature to production"), steps, rates, both("2022 年", "2022"))


def figure() -> Figure:
    """A rate with all it rests on."""
    return Figure(
        both("立项办结率", "Filed rate"),
        "67.25 %",
        "",
        both("2022 年 · 全市", "2022 · whole city"),
        both(
            "当年签约的千万元以上项目中，已取得立项批复或备案的比例。",
            "Of the projects of 10 m yuan and more signed in the year, the share whose filing is approved.",
        ),
        Part(both("立项项目", "projects filed"), "382", both("个", ""), "#"),
        Part(both("签约项目", "projects signed"), "568", both("个", ""), "#"),
        (
            Fact(both("取整", "Rounding"), both("四舍五入，保留两位", "half up, two places")),
            Fact(both("来源", "Source"), "R082"),
            Fact(both("口径版本", "Definition"), both("招商引资 1", "Investment attraction 1")),
            Fact(
                both("公布值", "As published"),
                "67.25 %",
                light=Light(Tone.GREEN, both("与公布值一致", "Same as published")),
            ),
        ),
    )


def bars() -> Bars:
    """Signed projects by unit."""
    content = (
        (both("东河区", "Donghe District"), 121),
        (both("西山旗", "Xishan Banner"), 96),
        (both("开发区", "Development zone"), 88),
        (both("北梁旗", "Beiliang Banner"), 64),
        (both("南滩旗", "Nantan Banner"), 41),
    )
    return Bars(
        both("各地签约项目", "Signed projects by area"),
        tuple(Bar(title, count, str(count), "#") for title, count in content),
    )
