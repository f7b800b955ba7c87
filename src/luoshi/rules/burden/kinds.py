"""Kinds of cells, by how long they take to fill in."""

from enum import StrEnum

from luoshi.rules.signatures import Signature
from luoshi.rules.texts import Text


class CellKind(StrEnum):
    """A roster counts by its cells, one for each column and row; `row` is what finding the next line takes."""

    NUMBER = "number"
    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    ID = "id"
    ROW = "row"

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS = {
    CellKind.NUMBER: Text("数字", "Number"),
    CellKind.TEXT: Text("文字", "Text"),
    CellKind.CHOICE: Text("选项", "Choice"),
    CellKind.DATE: Text("日期", "Date"),
    CellKind.ID: Text("证件号、账号", "ID or account number"),
    CellKind.ROW: Text("名册的一行", "Line of a roster"),
}

_NUMBERED = frozenset({"身份证", "银行卡", "信用代码", "电话", "残疾证", "区划代码"})
_DATED = frozenset({"出生日期", "成立日期", "完成时限"})
_CHOSEN = frozenset({"民族", "学历", "政治面貌", "婚姻状况", "健康状况", "与户主关系", "行业"})
_WRITTEN = frozenset(
    {"存在问题", "下一步", "进展", "备注", "地址", "户籍地址", "形象进度", "职务", "负责人", "联系人"}
)


def kind_of(signature: Signature) -> CellKind:
    """The kind of cell a heading asks for, by its words; what says nothing else is taken for a number with a unit,
    and for a text without.
    """
    words = signature.concept
    if words & _NUMBERED:
        return CellKind.ID
    if words & _DATED or signature.statistic == "date":
        return CellKind.DATE
    if words & _CHOSEN or signature.title.rpartition("/")[2].startswith("是否"):
        return CellKind.CHOICE
    if words & _WRITTEN or signature.statistic == "name":
        return CellKind.TEXT
    counted = signature.statistic or signature.entity or signature.measures or signature.time_kind
    return CellKind.NUMBER if counted else CellKind.TEXT
