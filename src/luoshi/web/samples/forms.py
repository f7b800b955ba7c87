"""A sample form with every kind of field."""

from luoshi.web.components.forms import Form, FormField, Input, Section
from luoshi.web.components.lists import Option
from luoshi.web.samples.wording import both

INVESTMENT = "305.39"


def form() -> Form:
    """Two of its fields hold a mistake."""
    sections = (
        Section((*parties(), *amounts()), both("项目", "Project")),
        Section(papers(), both("佐证与说明", "Evidence and notes")),
    )
    return Form("", sections, both("保存", "Save"), cancel_href="#")


def parties() -> tuple[FormField, ...]:
    """Name, investor, way and day."""
    unknown = both("没有登记过这家企业，请先在企业台账登记。", "This company is not on file; enter it first.")
    modes = (
        Option("scene", both("场景招商", "By scene")),
        Option("chain", both("产业链招商", "By industry chain")),
        Option("enclave", both("飞地招商", "By enclave")),
    )
    name = both("羊绒深加工二期", "Cashmere mill, phase two")
    return (
        FormField("name", both("项目名称", "Project name"), value=name, required=True, max_length=120),
        FormField(
            "investor",
            both("投资方", "Investor"),
            Input.REF,
            required=True,
            lookup="/style/options/",
            error=unknown,
        ),
        FormField("mode", both("招商方式", "How it was found"), Input.CHOICE, "chain", options=modes),
        FormField("signed", both("签约日期", "Signed on"), Input.DATE, "2022-03-18"),
    )


def amounts() -> tuple[FormField, ...]:
    """Money, land and shares, and a figure nobody enters."""
    money, computed = both("万元", "10 k yuan"), both("由签约额和用地算出，不填。", "Computed, not entered.")
    below = both("不能小于 0。", "Must not be below 0.")
    whole = both("各方合计为 100 %。", "All shares add to 100 %.")
    density = both("投资强度", "Investment per mu")
    return (
        FormField(
            "amount", both("签约额", "Contracted"), Input.MONEY, "-36800", unit=money, required=True, error=below
        ),
        FormField("land", both("用地", "Land"), Input.NUMBER, "120.5", unit=both("亩", "mu")),
        FormField("density", density, Input.NUMBER, INVESTMENT, unit=money, readonly=True, hint=computed),
        FormField("share", both("分成比例", "Share"), Input.PERCENT, "40", hint=whole),
    )


def papers() -> tuple[FormField, ...]:
    """Yes or no, a file, and text that tries to be a script."""
    limit = both("PDF 或图片，不超过 20 MB。", "PDF or picture, up to 20 MB.")
    return (
        FormField("land_ready", both("用地是否落实", "Land secured"), Input.YESNO, "true"),
        FormField("contract", both("正式合同", "Formal contract"), Input.FILE, hint=limit),
        FormField("note", both("备注", "Notes"), Input.LONGTEXT, "<script>alert('x')</script>"),
    )
