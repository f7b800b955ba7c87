"""What an office prints around its tables: form number, issuing office, approval, expiry, unit line, signatures."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from luoshi.rules.tables.grid import Cell, Place
from luoshi.rules.tables.sorts import bare


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the form, and the cell where they stand; no words and no place where the form does not say it."""

    text: str = ""
    place: Place = (0, 0)

    def __bool__(self) -> bool:
        return bool(self.text)


NOTHING = Said()
HEAD: Mapping[str, str] = {
    "form_number": r"表号|报表编号|表式编号",
    "office": r"制定机关|制表机关|制发机关|制定单位|制表单位|发文机关",
    "approval": r"批准文号|备案文号|批准备案文号|批准或备案文号|批准/备案文号|审批文号|批准号|文号|备案号",
    "approver": r"批准机关|备案机关|审批机关",
    "expiry": r"有效期至|有效期限至|有效期限|有效期|有效截止日期",
    "unit_line": r"计量单位|金额单位|面积单位|单位",
}
"""What stands above a table, by the words before its colon."""
FOOT: Mapping[str, str] = {
    "head_of_unit": r"单位负责人|负责人|主管领导|单位领导",
    "statistician": r"统计负责人|分管负责人|部门负责人|审核人|复核人",
    "filled_by": r"填表人|填报人|制表人|经办人|统计员|录入人",
    "phone": r"联系电话|电话|办公电话",
    "date": r"报出日期|填报日期|填表日期|上报日期|制表日期|日期",
}
"""What stands below it."""
PLAIN: Mapping[str, str] = {
    "respondent": r"填报单位|综合机关名称|报送单位|编制单位|单位名称|填表单位|汇总单位",
}
"""What is filled in above a table, about who fills it."""

_ALL = {**HEAD, **FOOT, **PLAIN}
_LONGEST_FIRST = "|".join(sorted("|".join(_ALL.values()).split("|"), key=len, reverse=True))
_WORDS = re.compile(rf"(?P<word>{_LONGEST_FIRST})(?:[（(](?:盖章|公章|签字|签章)[)）])?[:：]")
NOTE = re.compile(
    r"(注|备注|说明|填表说明|填报说明|指标解释|审核关系|逻辑关系|备注说明|附注)[:：\d一].*|[*＊※].*", re.DOTALL
)
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
TITLE = re.compile(
    r"[（(【]?.{2,60}(表|册|单|卡|情况|名单|汇总|台账|统计|报告|清单|目录|计划|分析|预算|明细)([（(].*[)）])?"
)
_PERIOD = re.compile(
    r"[（(]?(\d{2,4}|[_＿\s]{0,6}|X{2,4}|×{2,4}|二[〇○零]..)年([\d\s_＿—–至-]{0,9}(月|季度|上半年|下半年|半年|旬)?.{0,6})[)）]?"
)


def speaks_of_the_form(word: str) -> bool:
    """Whether a label asks for what is told of the form itself, not for a datum.

    >>> speaks_of_the_form("填表人"), speaks_of_the_form("姓名")
    (True, False)
    """
    return re.fullmatch(_LONGEST_FIRST, word) is not None


def marks_of(cell: Cell) -> dict[str, Said]:
    """What a cell says of the form: usually one thing, sometimes a whole line of them.

    >>> from luoshi.rules.tables.grid import Kind
    >>> said = marks_of(Cell(2, 5, 2, 5, "表  号：农综1表\\n制定机关：国家统计局", Kind.TEXT))
    >>> {name: each.text for name, each in said.items()}
    {'form_number': '农综1表', 'office': '国家统计局'}
    """
    if len(cell.text) > 300 or not (":" in cell.text or "：" in cell.text):
        return {}
    text = _SPACED.sub("", cell.text)
    found: dict[str, Said] = {}
    hits = list(_WORDS.finditer(text))
    for place, hit in enumerate(hits):
        end = hits[place + 1].start() if place + 1 < len(hits) else len(text)
        name = _name_of(hit["word"])
        if name and name not in found:
            value = text[hit.end() : end].strip(" \u3000\n\t，,；;")
            found[name] = Said(value, cell.place)
    return found if hits and not text[: hits[0].start()].strip(" \u3000\n（([") else {}


def _name_of(word: str) -> str:
    return next((name for name, words in _ALL.items() if re.fullmatch(words, word)), "")


def is_mark(cell: Cell) -> bool:
    """Whether a cell says something of the form, and nothing of what it counts."""
    return bool(marks_of(cell))


def is_note(text: str) -> bool:
    """Whether a text explains the form.

    >>> is_note("注：本表由村填报"), is_note("注册资本"), is_note("说明：1.本表")
    (True, False, True)
    """
    return NOTE.match(bare(text)) is not None


def is_period(text: str) -> bool:
    """Whether a text names the period a form is filled for.

    >>> is_period("2024年3月"), is_period("（20  年1—  月）"), is_period("2024年农村情况表")
    (True, True, False)
    """
    return _PERIOD.fullmatch(bare(text)) is not None


def looks_titled(text: str) -> bool:
    """Whether a text ends as titles of forms do."""
    return TITLE.fullmatch(bare(text)) is not None
