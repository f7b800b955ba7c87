"""What may happen to a form in the state where it stands, and why a file is no form, in words that say what to do."""

from collections.abc import Mapping, Sequence
from datetime import date

from luoshi.packs.queries import register as declared
from luoshi.registers.guarding import unmet_guards
from luoshi.registers.models import Record
from luoshi.rules.burden import Timing
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

ASKED_FORM = "one_table.asked_form"
"""The register of forms that offices ask for."""
ADMITTED = "admitted"
"""The state of a form that passed admission."""
ENTRY_HOURS = "one_table.entry_hours"
MOST_ROWS = 100_000
KINDS = frozenset({"xlsx", "xls", "docx"})

REFUSALS: Mapping[str, tuple[Text, Text]] = {
    "no_form": (
        Text("这个文件不是表格，也不是 Word 文档。", "This file is neither a workbook nor a Word document."),
        Text("请上传 .xlsx、.xls 或 .docx。", "Upload .xlsx, .xls or .docx."),
    ),
    "not_a_form": (
        Text("“{label}”不是报表登记。", "'{label}' is no form that is asked for."),
        Text("请先在“报表”中登记，再上传文件。", "Enter the form first, then upload its file."),
    ),
    "closed": (
        Text("这张报表已经结束：{state}。", "This form has ended: {state_en}."),
        Text("需要再用时，请另行登记。", "Enter it anew where it is needed again."),
    ),
    "not_admitted": (
        Text("这张报表还没有准入（{state}），不能生成：{missing}。", "Not admitted ({state_en}): {missing_en}."),
        Text("先办准入；确需先填的，请督查员写明理由。", "Have it admitted, or let a supervisor give the reason."),
    ),
    "admission_over": (
        Text("这张报表的有效期到 {day} 为止。", "The form expired on {day}."),
        Text("请停用或重新准入；确需再填的，请督查员写明理由。", "Have it admitted anew, or give the reason."),
    ),
    "may_not_set_aside": (
        Text("未准入的报表，只有督查员可以写明理由先生成。", "Only supervisors fill a form that is not admitted."),
        Text("请督查员来做，或先办准入。", "Ask a supervisor, or have it admitted first."),
    ),
    "no_form_of_sheets": (
        Text("这份表样没有工作表，文件里写不了溯源号。", "This form has no sheets to tell lineage ids on."),
        Text("溯源号在生成后的页面上看。", "They stand on the page of the issued form."),
    ),
    "same_file": (
        Text("与第 {version} 版完全相同，没有新增版本。", "It is the same as version {version}; nothing was added."),
        Text("请确认上传的是新的那一份。", "Make sure it is the new one that you upload."),
    ),
    "brought_meanwhile": (
        Text("刚刚有人上传了新的一版。", "Somebody brought a newer version just now."),
        Text("请刷新后再上传。", "Reload the page, then upload it again."),
    ),
    "not_fillable": (
        Text("这份表样不是 .xlsx 或 .docx，不能自动填报。", "This form is neither .xlsx nor .docx."),
        Text("请用 Excel、Word 或 WPS 另存为 .xlsx 或 .docx，再上传。", "Save it as .xlsx or .docx and upload that."),
    ),
    "not_your_unit": (
        Text("您不能为“{unit}”生成报表。", "You may not fill forms for {unit}."),
        Text("请选择本单位或下级单位。", "Choose your own unit or one below it."),
    ),
    "issue_not_visible": (
        Text("没有您能看到的已生成报表 {pk}。", "There is no issued form {pk} that you may see."),
        Text("请从“已生成的报表”中选择。", "Choose one from the list of issued forms."),
    ),
    "not_the_same": (
        Text("重新生成的文件与当时的内容摘要不一致。", "Made again, the file has another digest."),
        Text("数据仍可在本页查看；请告诉管理员。", "The figures stand on this page; tell an admin."),
    ),
    "nothing_sent": (
        Text("没有选择文件。", "No file was chosen."),
        Text("请选择一个 .xlsx、.xls 或 .docx 文件。", "Choose an .xlsx, .xls or .docx file."),
    ),
    "nothing_in_it": (
        Text("文件里没有表格。", "No table stands in the file."),
        Text("请确认上传的是带表格的那一份。", "Make sure it is the one with the table that you upload."),
    ),
    "no_such_cell": (
        Text("没有这个单元格，或没有这种标法。", "There is no such cell, or no such role."),
        Text("请在页面上重新点选。", "Choose it on the page again."),
    ),
    "not_newest": (
        Text("第 {version} 版已有更新的一版。", "There is a newer version than {version}."),
        Text("请在最新一版上改。", "Correct the newest."),
    ),
    "corrected_meanwhile": (
        Text("刚刚有人改过这个文件的识别结果。", "Somebody corrected what was understood just now."),
        Text("请刷新后再改。", "Reload the page, then correct it."),
    ),
    "not_visible": (
        Text("没有您能看到的报表文件 {pk}。", "There is no file {pk} of a form that you may see."),
        Text("请从报表的页面进入。", "Open it from the page of the form."),
    ),
    "not_a_candidate": (
        Text("“{words}”与这项已有数据毫不相干。", "'{words}' has nothing to do with this."),
        Text("请从列出的几项里选。", "Choose one of those that are listed."),
    ),
    "ruling_without_reason": (
        Text("这样判断与比对结果不一致：{against}", "This goes against the comparison: {against_en}"),
        Text("请写明理由，准入审核时会看到。", "Give your reason; it is shown at admission."),
    ),
    "held_already": (
        Text("“{words}”已经有了（{by}确认过），不能再要一遍。", "'{words}' is held already, as {by} confirmed."),
        Text("请改为由系统从已有数据填写。", "Let it be filled from what is held; nobody is asked twice."),
    ),
    "rows_of_roster": (
        Text("名册的行数应在 1 到 100000 之间。", "A roster has 1 to 100,000 rows."),
        Text("填一个单位通常有多少行。", "Enter how many rows one unit usually has."),
    ),
    "timing": (
        Text("实测数据不成立：{what}。", "This is no measurement: {what_en}."),
        Text("填写中位数、最小最大值、样本格数和测法。", "Give median, range, number of cells, and the way."),
    ),
}  # fmt: skip


def refused(code: str, *, where: str = "", **words: object) -> Refused:
    """The refusal of a code, with its words filled in."""
    reason, remedy = REFUSALS[code]
    return Refused(
        f"reports.{code}",
        reason=Text(reason.zh.format(**words), reason.en.format(**words)),
        remedy=Text(remedy.zh.format(**words), remedy.en.format(**words)),
        where=where,
    )


def check_is_form(record: Record) -> None:
    """Refuse files for records of other registers."""
    if record.register != ASKED_FORM:
        raise refused("not_a_form", where=record.number, label=record.label)


def check_is_open(record: Record) -> None:
    """Refuse a new file of a form that was refused or retired."""
    lifecycle = declared(record.register, record.pack_version_id).lifecycle
    state = lifecycle.states.get(record.state) if lifecycle else None
    if state is not None and state.end:
        raise refused("closed", where=record.number, state=state.title.zh, state_en=state.title.en)


def check_is_admitted(record: Record, *, day: date) -> None:
    """Refuse to fill a form that did not pass admission, with everything that stands against it, or has expired."""
    if record.state != ADMITTED:
        register = declared(record.register, record.pack_version_id)
        state = register.lifecycle.states[record.state].title if register.lifecycle else Text("", "")
        missing = what_is_missing(record, day=day) or (Text("还没有审核通过", "it did not pass admission yet"),)
        told = {
            "missing": "；".join(each.zh for each in missing),
            "missing_en": "; ".join(each.en for each in missing),
        }
        raise refused("not_admitted", where=record.number, state=state.zh, state_en=state.en, **told)
    expires = str(record.data.get("expires") or "")
    if expires and date.fromisoformat(expires) < day:
        raise refused("admission_over", where=record.number, day=expires)


def what_is_missing(record: Record, *, day: date) -> tuple[Text, ...]:
    """What stands against admitting a form, in the words of its guards; what was waived with its basis does not."""
    register = declared(record.register, record.pack_version_id)
    if register.lifecycle is None:
        return ()
    waived = set(record.waivers.values_list("guard", flat=True))
    admitting = (move for move in register.lifecycle.moves.values() if move.target == ADMITTED)
    unmet = [
        each for move in admitting for each in unmet_guards(record, register, move, record.data, waived, day=day)
    ]
    return tuple(dict.fromkeys(guard.refuse for guard in unmet))


def check_ruling_has_reason(reason: str, against: Sequence[Text]) -> None:
    """Who judges otherwise than the signatures says why."""
    if not reason.strip():
        said = against or (Text("两个标题口径一致", "the two headings ask for the same"),)
        told = {"against": "；".join(each.zh for each in said), "against_en": "; ".join(each.en for each in said)}
        raise refused("ruling_without_reason", where="reason", **told)


def check_rows_of_roster(rows: int) -> None:
    """Refuse what no roster can have."""
    if not 1 <= rows <= MOST_ROWS:
        raise refused("rows_of_roster", where="roster_rows")


def check_timing(timing: Timing, how: str) -> None:
    """A measurement has a sample, a range around its median, and says how it was made."""
    wrong = [
        (not timing.measured, Text("没有样本", "there is no sample")),
        (timing.low <= 0, Text("用时应大于零", "a cell takes some time")),
        (not timing.low <= timing.seconds <= timing.high, Text("中位数不在范围内", "the median is out of its range")),
        (not how.strip(), Text("没有写明怎么测的", "how it was measured is not said")),
    ]
    for is_wrong, what in wrong:
        if is_wrong:
            raise refused("timing", where="timing", what=what.zh, what_en=what.en)
