"""Why a table is not read, or not brought in, in words that say what to do."""

from collections.abc import Mapping

from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

TABLES = frozenset({"xlsx", "xls", "csv", "txt"})

REFUSALS: Mapping[str, tuple[Text, Text]] = {
    "no_table": (
        Text("这个文件不是表格。", "This file is no table."),
        Text("请上传 .xlsx、.xls 或 .csv。", "Upload .xlsx, .xls or .csv."),
    ),
    "nothing_in_it": (
        Text("表里没有内容。", "The table is empty."),
        Text("请确认上传的是填好的那一份。", "Make sure it is the copy that was filled in."),
    ),
    "nothing_pasted": (
        Text("没有选择文件，也没有粘贴内容。", "No file was chosen, and nothing was pasted."),
        Text(
            "请选择一个文件，或把单元格复制后粘贴到框里。", "Choose a file, or paste copied cells into the box."
        ),
    ),
    "pasted_too_much": (
        Text("粘贴的内容超过 {most} 字符，没有接收。", "More than {most} characters were pasted; none was taken."),
        Text("请把表存成 .xlsx 或 .csv 文件再上传。", "Save the table as .xlsx or .csv and upload the file."),
    ),
    "too_many_rows": (
        Text("表里有内容的行超过 {most} 行。", "More than {most} rows hold something."),
        Text("请拆成几个文件分别导入。", "Split it into several files."),
    ),
    "too_wide": (
        Text("表有 {columns} 列，超过 {most} 列。", "The table has {columns} columns, more than {most}."),
        Text("请只留要导入的列，删去右侧远处的内容。", "Keep the columns you need; delete what stands far right."),
    ),
    "too_costly": (
        Text("读这个文件耗用的内存或时间过多，已停止。", "Reading it took too much memory or time and was stopped."),
        Text(
            "请把要导入的区域复制到新的工作簿另存，再上传；远处若有零星单元格，请先清除。",
            "Copy the range into a new workbook and save that; clear single cells that stand far away.",
        ),
    ),
    "no_header": (
        Text("没有找到标题行。", "No row of headings was found."),
        Text("请让每一列上方有一行列标题，再上传。", "Put a row of headings above the columns, then upload it."),
    ),
    "not_visible": (
        Text("没有您能看到的导入 {pk}。", "There is no import {pk} that you may see."),
        Text("请在台账的导入列表中选择。", "Choose one from the list of imports of the register."),
    ),
    "not_now": (
        Text("这次导入现在不能这样办：{now}。", "This cannot be done to the import now: {now_en}."),
        Text("请刷新页面，看它现在到了哪一步。", "Reload the page and see where it stands."),
    ),
    "column_twice": (
        Text("“{title}”对应了两列。", "Two columns are mapped to {title_en}."),
        Text("每个字段只对应一列，其余选“不导入”。", "Map one column to each field; leave out the others."),
    ),
    "column_unknown": (
        Text("没有“{name}”这个字段可对应。", "There is no field {name} to map to."),
        Text("请从列表中选择。", "Choose one from the list."),
    ),
    "nothing_mapped": (
        Text("还没有对应任何一列。", "No column is mapped yet."),
        Text("请至少对应“{title}”这一列。", "Map at least the column {title_en}."),
    ),
    "too_long_for_paper": (
        Text("超过 {most} 行，不适合打印成 PDF。", "More than {most} rows are too many for paper."),
        Text("请缩小筛选范围，或改为导出 .xlsx。", "Narrow the list, or export it as .xlsx."),
    ),
    "no_font": (
        Text("没有找到 PDF 用的字体。", "The type for PDF files is not there."),
        Text("请管理员运行 make setup 重新构建页面，或先导出 .xlsx。", "Have the pages built anew; or export .xlsx."),
    ),
    "nothing_to_do": (
        Text("没有可以导入的行。", "There is no row to bring in."),
        Text("请按问题清单改好原表，再上传。", "Correct the table by the list of problems, then upload it again."),
    ),
}  # fmt: skip


def refused(code: str, *, where: str = "", **words: object) -> Refused:
    """The refusal of a code, with its words filled in."""
    reason, remedy = REFUSALS[code]
    filled = {name: f"{word:,}" if isinstance(word, int) and name != "pk" else word for name, word in words.items()}
    return Refused(
        f"sheets.{code}",
        reason=Text(reason.zh.format(**filled), reason.en.format(**filled)),
        remedy=Text(remedy.zh.format(**filled), remedy.en.format(**filled)),
        where=where,
    )
