"""The types of the expression language, and which of them may meet."""

from dataclasses import dataclass, replace
from enum import StrEnum

from luoshi.rules.texts import Text


class Kind(StrEnum):
    """What sort of value an expression gives."""

    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    TEXT = "text"
    CHOICE = "choice"
    YESNO = "yesno"
    REF = "ref"

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS = {
    Kind.NUMBER: Text("数字", "number"),
    Kind.MONEY: Text("金额", "money"),
    Kind.PERCENT: Text("百分数", "percent"),
    Kind.DATE: Text("日期", "date"),
    Kind.TEXT: Text("文本", "text"),
    Kind.CHOICE: Text("选项", "choice"),
    Kind.YESNO: Text("是否", "yes/no"),
    Kind.REF: Text("引用", "reference"),
}
_NUMERIC = frozenset({Kind.NUMBER, Kind.MONEY, Kind.PERCENT})
_WORDY = frozenset({Kind.TEXT, Kind.CHOICE})


@dataclass(frozen=True, slots=True)
class Type:
    """A kind, and what narrows it: the options of a choice, the unit of a number, the target of a reference.

    A text with options is a text known to be one of them (a literal has exactly one). An empty unit says
    nothing about the unit: a bare number may be compared with any amount.
    """

    kind: Kind
    options: frozenset[str] = frozenset()
    unit: str = ""
    target: str = ""

    @property
    def is_numeric(self) -> bool:
        return self.kind in _NUMERIC

    @property
    def is_wordy(self) -> bool:
        return self.kind in _WORDY

    @property
    def is_ordered(self) -> bool:
        return self.is_numeric or self.kind is Kind.DATE

    @property
    def label(self) -> Text:
        more = f" ({self.unit or self.target})" if self.unit or self.target else ""
        return Text(self.kind.label.zh + more, self.kind.label.en + more)


NUMBER = Type(Kind.NUMBER)
MONEY = Type(Kind.MONEY)
PERCENT = Type(Kind.PERCENT)
DATE = Type(Kind.DATE)
TEXT = Type(Kind.TEXT)
YESNO = Type(Kind.YESNO)


def number(unit: str = "") -> Type:
    return Type(Kind.NUMBER, unit=unit)


def money(unit: str = "") -> Type:
    return Type(Kind.MONEY, unit=unit)


def choice(*options: str) -> Type:
    return Type(Kind.CHOICE, options=frozenset(options))


def reference(target: str) -> Type:
    return Type(Kind.REF, target=target)


def shared_type(left: Type, right: Type) -> Type | None:
    """The type both may be taken for when compared, added or chosen between; None when they may not meet."""
    if left.is_numeric and right.is_numeric:
        return _shared_number(left, right)
    if left.is_wordy and right.is_wordy:
        return _shared_word(left, right)
    return left if left == right else None


def _shared_number(left: Type, right: Type) -> Type | None:
    if left.unit and right.unit and left.unit != right.unit:
        return None
    unit = left.unit or right.unit
    if left.kind == right.kind or right.kind is Kind.NUMBER:
        return replace(left, unit=unit)
    return replace(right, unit=unit) if left.kind is Kind.NUMBER else None


def _shared_word(left: Type, right: Type) -> Type | None:
    """A choice meets its own options and choices that share one; it never meets free text."""
    if left.kind is Kind.TEXT and right.kind is Kind.TEXT:
        known = left.options | right.options if left.options and right.options else frozenset[str]()
        return Type(Kind.TEXT, options=known)
    if left.kind is Kind.CHOICE and right.kind is Kind.CHOICE:
        return choice(*(left.options | right.options)) if left.options & right.options else None
    chosen, words = (left, right) if left.kind is Kind.CHOICE else (right, left)
    return chosen if words.options and words.options <= chosen.options else None


def fits(actual: Type, wanted: Type) -> bool:
    """Whether a value of the actual type may stand where the wanted type is declared."""
    if wanted == TEXT:
        return actual.is_wordy
    if actual.kind is Kind.CHOICE and wanted.kind is Kind.CHOICE:
        return actual.options <= wanted.options
    return shared_type(actual, wanted) is not None


def unit_of_product(left: str, right: str) -> str:
    """万元/亩 times 亩 is 万元; where one side says nothing the other's unit stays."""
    if not (left and right):
        return left or right
    for over, other in ((left, right), (right, left)):
        if over.endswith(f"/{other}"):
            return over.removesuffix(f"/{other}")
    return f"{left}·{right}"


def unit_of_quotient(left: str, right: str) -> str:
    """万元 by 亩 is 万元/亩, 万元 by 万元 a bare number; by a bare number the unit stays."""
    if not right:
        return left
    return f"{left}/{right}" if left and left != right else ""
