"""Cuts the source of an expression into tokens; whatever is not in the language is refused with its remedy."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn

from luoshi.rules.expressions.errors import ExpressionError
from luoshi.rules.texts import Text

MAX_LENGTH = 2000


class Sort(StrEnum):
    """What a token is."""

    NUMBER = "number"
    TEXT = "text"
    WORD = "word"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its text (a text literal without its quotes) and the column where it starts, from 1."""

    sort: Sort
    text: str
    column: int


_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
      | (?P<number>[0-9]+(?:\.[0-9]+)?(?![0-9A-Za-z_.]))
      | (?P<word>(?:(?:previous|year_before)\.)?[A-Za-z_][A-Za-z0-9_]*)
      | (?P<text>'(?:[^']|'')*'|"(?:[^"]|"")*")
      | (?P<sign>[=!<>]=|[<>](?!>)|=|(?:\*(?!\*))|(?:/(?!/))|[-+(),])
    """,
    re.VERBOSE,
)
_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")

_REPLACEMENTS = {
    "**": "x * x",
    "//": "round(x / y, 0)",
    "<>": "!=",
    "&&": "and",
    "||": "or",
    "&": "and",
    "|": "or",
    "!": "not",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "×": "*",
    "÷": "/",
    "−": "-",
    "–": "-",
    "—": "-",
    "“": "'",
    "”": "'",
    "‘": "'",
    "’": "'",
    "、": ",",
    "。": ".",
    "且": "and",
    "或": "or",
    "非": "not",
    "\u3000": " ",
}
_REMEDIES = {
    ".": Text("字段直接写其标识，不能取属性。", "Write field ids alone; nothing has attributes here."),
    "%": Text(
        "百分数字段存的是 67.25 这样的数，直接写 67.25。",
        "A percent is held as a number such as 67.25: write 67.25.",
    ),
    "[": Text("不能取下标；列表写在圆括号里，如 in ('a', 'b')。", "Lists stand in round brackets: in ('a', 'b')."),
    "'": Text("补上结尾的引号。", "Close the quotation mark."),
    '"': Text("补上结尾的引号。", "Close the quotation mark."),
}
_UNKNOWN_REMEDY = Text(
    "只能用字段标识、数字、'文本'、+ - * / 比较符、and or not in 和函数。",
    "Use field ids, numbers, 'texts', + - * / comparisons, and or not in, and functions.",
)
_WORD_REMEDY = Text(
    "字段写其标识（小写字母），文本加引号。", "Write a field by its id, and a text in quotation marks."
)


def tokenize(source: str) -> list[Token]:
    """The tokens with an END token last. Raises ExpressionError for anything outside the language."""
    _check_length(source)
    tokens: list[Token] = []
    at = 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None:
            _refuse(source, at)
        if match.lastgroup != "space":
            tokens.append(_token(str(match.lastgroup), match.group(), at + 1))
        at = match.end()
    return [*tokens, Token(Sort.END, "", len(source) + 1)]


def _check_length(source: str) -> None:
    if len(source) > MAX_LENGTH:
        raise ExpressionError(
            "too_long",
            column=MAX_LENGTH + 1,
            reason=Text(
                f"表达式超过 {MAX_LENGTH} 个字符。", f"The expression has more than {MAX_LENGTH} characters."
            ),
            remedy=Text("拆成几个公式字段。", "Split it into several formula fields."),
        )


def _token(sort: str, text: str, column: int) -> Token:
    if sort != Sort.TEXT:
        return Token(Sort(sort), text, column)
    if bad := _UNWRITABLE.search(text):
        raise ExpressionError(
            "text.unwritable",
            column=column + bad.start(),
            reason=Text("文本里有看不见的控制字符。", "The text contains an invisible control character."),
            remedy=Text("删去该字符。", "Remove it."),
        )
    quote = text[0]
    return Token(Sort.TEXT, text[1:-1].replace(quote * 2, quote), column)


def _refuse(source: str, at: int) -> NoReturn:
    """Raises the error that fits what stands at this place."""
    if source[at] in "0123456789":
        _refuse_number(source, at)
    found, remedy = _remedy(source, at)
    raise ExpressionError(
        "unknown_sign",
        column=at + 1,
        reason=Text(f"不认识 {found}。", f"{found} is not part of the language."),
        remedy=remedy,
    )


def _remedy(source: str, at: int) -> tuple[str, Text]:
    for found in (source[at : at + 2], source[at]):
        if found in _REPLACEMENTS:
            return found, _write_instead(_REPLACEMENTS[found])
        if found in _REMEDIES:
            return found, _REMEDIES[found]
    found = source[at]
    if "\uff01" <= found <= "\uff5e":
        return found, _write_instead(chr(ord(found) - 0xFEE0), zh="改用半角")
    if found.isalnum():
        return found, _WORD_REMEDY
    return found if found.isprintable() else f"U+{ord(found):04X}", _UNKNOWN_REMEDY


def _write_instead(replacement: str, *, zh: str = "改写为") -> Text:
    shown = "“ ”" if replacement == " " else replacement
    return Text(f"{zh} {shown}", f"Write {shown}")


def _refuse_number(source: str, at: int) -> NoReturn:
    found = re.compile(r"[0-9A-Za-z_.]+").match(source, at)
    written = found.group()[:24] if found else source[at]
    raise ExpressionError(
        "number.form",
        column=at + 1,
        reason=Text(f"{written} 不是写完整的数字。", f"{written} is not a number written in full."),
        remedy=Text("只用数字和一个小数点，如 1000000 或 0.5。", "Use digits and one point: 1000000 or 0.5."),
    )
