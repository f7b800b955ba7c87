"""A sample record, part by part."""

from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.records import Event, Fact, MoveButton, Progress, RecordHead, Stage
from luoshi.web.samples.wording import both


def head() -> RecordHead:
    """A project under way."""
    stages = (
        Stage(both("线索", "Lead"), Progress.DONE, "2022-01-06"),
        Stage(both("洽谈", "Negotiating"), Progress.DONE, "2022-02-11"),
        Stage(both("签约", "Signed"), Progress.DONE, "2022-03-18"),
        Stage(both("立项", "Filed"), Progress.NOW, "2022-05-30"),
        Stage(both("开工", "Started"), Progress.AHEAD, both("最迟 2022-09-14", "by 2022-09-14")),
        Stage(both("竣工", "Completed"), Progress.AHEAD),
        Stage(both("投产", "Producing"), Progress.AHEAD),
    )
    told = (
        Fact(both("牵头单位", "Lead unit"), both("西山旗", "Xishan Banner")),
        Fact(both("签约额", "Contracted"), both("3.68 亿元", "368 m yuan")),
        Fact(both("期限", "Due"), "2022-09-14"),
    )
    return RecordHead(
        both("羊绒深加工二期", "Cashmere mill, phase two"),
        "ZS-2022-0107",
        Light(Tone.BLUE, both("立项", "Filed"), badge=True),
        Light(Tone.YELLOW, both("临期", "Due soon")),
        told,
        stages,
    )


def facts() -> tuple[Fact, ...]:
    """What a record says."""
    return (
        Fact(both("投资方", "Investor"), both("（样例）北原纺织", "(Sample) Beiyuan Textiles"), "#"),
        Fact(both("招商方式", "How it was found"), both("产业链招商", "By industry chain")),
        Fact(both("签约额", "Contracted"), both("36,800 万元", "36,800 × 10 k yuan")),
        Fact(both("用地", "Land"), both("120.5 亩", "120.5 mu")),
        Fact(both("投资强度", "Investment per mu"), both("305.39 万元/亩", "305.39 × 10 k yuan per mu")),
        Fact(both("约定投产", "Production agreed for"), ""),
        Fact(
            both("备注", "Notes"),
            both("厂房沿用一期，新增两条生产线。", "Uses the plant of phase one and adds two lines."),
            wide=True,
        ),
    )


def moves() -> tuple[MoveButton, ...]:
    """One that can be made, one that cannot."""
    return (
        MoveButton(
            both("登记开工", "Record the start"),
            "#",
            note=both(
                "奠基仪式不算开工；以施工许可和现场照片为准。",
                "A ceremony is not a start; the permit and photos from the site count.",
            ),
            main=True,
        ),
        MoveButton(both("更正", "Correct"), "#"),
        MoveButton(
            both("登记竣工", "Record completion"),
            "#",
            reason=both("还没有开工。", "Work has not started."),
            remedy=both("先登记开工，由核验员确认后再办。", "Record the start first and have a verifier confirm it."),
        ),
    )


def events() -> tuple[Event, ...]:
    """A short history."""
    return (
        Event(
            both("立项", "Filed"),
            "2022-05-30 16:20",
            both("西山旗 · 部门经办人", "Xishan Banner · bureau officer"),
            icon="go",
            facts=(Fact(both("佐证", "Evidence"), both("备案告知书", "Filing notice"), "#"),),
        ),
        Event(
            both("更正签约额", "Contracted amount corrected"),
            "2022-04-02 09:05",
            both("西山旗 · 部门经办人", "Xishan Banner · bureau officer"),
            both("36,000 → 36,800，补充协议增加设备投资。", "36,000 → 36,800; a supplement adds equipment."),
            icon="edit",
        ),
        Event(
            both("签约", "Signed"),
            "2022-03-18 10:00",
            both("西山旗 · 旗县负责人", "Xishan Banner · county lead"),
            icon="go",
        ),
        Event(
            both("登记线索", "Lead entered"), "2022-01-06 11:42", both("市驻外招商队", "City team away"), icon="add"
        ),
    )
