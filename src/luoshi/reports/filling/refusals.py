"""Why a file is not filled, in words that say what to do."""

from collections.abc import Mapping

from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

REFUSALS: Mapping[str, tuple[Text, Text]] = {
    "fill_encrypted": (
        Text("这个文件加了密码，不能填写。", "This file is encrypted and cannot be filled."),
        Text("请用 Excel 或 WPS 去掉打开密码，另存后再上传。", "Remove the password, save it and upload it again."),
    ),
    "fill_macros": (
        Text("这个文件带有宏，不能填写。", "This file carries macros and is not filled."),
        Text("请另存为不带宏的 .xlsx 再上传。", "Save it as .xlsx without macros and upload that."),
    ),
    "fill_old": (
        Text("这是 97–2003 格式的文件，不能直接填写。", "This file is in the format of 1997–2003."),
        Text("请另存为 .xlsx 或 .docx 再上传。", "Save it as .xlsx or .docx and upload that."),
    ),
    "fill_damaged": (
        Text("文件损坏，或不是 Excel、Word 文件：{why}。", "Damaged, or neither Excel nor Word: {why}."),
        Text("请用 Excel 或 WPS 打开后另存一份再上传。", "Open it in Excel or WPS, save a copy and upload that."),
    ),
    "fill_too_large": (
        Text("文件展开后过大，不能填写：{why}。", "The file is too large once opened: {why}."),
        Text(
            "请删去多余的工作表、行和图片，另存后再上传。", "Delete superfluous sheets, rows and pictures, and save."
        ),
    ),
    "fill_no_sheet": (
        Text("文件里没有工作表“{sheet}”。", "The file has no sheet {sheet}."),
        Text("请核对表样，重新指定要填的单元格。", "Compare with the form and name its cells again."),
    ),
    "fill_no_place": (
        Text("表样里没有这个位置：{place}。", "The form has no such place: {place}."),
        Text("请核对表样，重新指定要填的单元格。", "Compare with the form and name its cells again."),
    ),
    "fill_no_growing": (
        Text(
            "“{sheet}”里有{what}，插入行会损坏它。", "Sheet {sheet} holds {what}, which inserted rows would damage."
        ),
        Text("请把它移到别的工作表，或在表样里预留足够的空行。", "Move it elsewhere, or leave enough empty rows."),
    ),
    "fill_not_a_number": (
        Text("{place} 的值不是有限的数。", "The value for {place} is not a finite number."),
        Text("请核对这个数的来源。", "Check where the figure comes from."),
    ),
    "fill_no_tracing": (
        Text("对方锁定了工作簿结构，不能加工作表。", "The office has locked which sheets the workbook has."),
        Text("请改为文件里不写溯源号。", "Leave lineage ids out of the file."),
    ),
    "fill_no_option": (
        Text("“{label}”没有“{value}”这个选项，只有：{of}。", "“{label}” has no box {value}, only: {of}."),
        Text(
            "请核对这一项的来源，或在表样里补上这个选项。", "Check where it comes from, or add the box to the form."
        ),
    ),
    "pdf_absent": (
        Text("本机没有安装 LibreOffice，不能转成 PDF。", "LibreOffice is not installed here, so there is no PDF."),
        Text(
            "请下载 Excel 或 Word 文件自行打印，或请管理员安装 LibreOffice（soffice）。",
            "Download the Excel or Word file and print it, or have LibreOffice (soffice) installed.",
        ),
    ),
    "pdf_too_costly": (
        Text(
            "转换 PDF 用了太多时间或内存，已停止。",
            "Turning it into a PDF took too long or too much and was stopped.",
        ),
        Text("请下载 Excel 或 Word 文件自行打印。", "Download the Excel or Word file and print that."),
    ),
    "pdf_failed": (
        Text("LibreOffice 没有能转换这个文件。", "LibreOffice could not convert this file."),
        Text("请下载 Excel 或 Word 文件自行打印。", "Download the Excel or Word file and print that."),
    ),
}


def refused(code: str, *, where: str = "", **words: object) -> Refused:
    """The refusal with its words filled in."""
    reason, remedy = (Text(text.zh.format(**words), text.en.format(**words)) for text in REFUSALS[code])
    return Refused(f"reports.{code}", reason=reason, remedy=remedy, where=where)
