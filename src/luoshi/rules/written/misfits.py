"""A cell that cannot be read, and the marks by which offices write "nothing"."""

import unicodedata

from luoshi.rules.texts import Text

BLANKS = frozenset({"", "-", "--", "---", "/", "\\", "无", "空", "暂无", "n/a", "na", "nil", "none", "null"})
"""Said of a number, a date or a choice they mean: not known. None of them is ever zero."""

LONGEST_SAID = 40
_DASHES = str.maketrans(dict.fromkeys("—–−\u2010\u2011\u2012\u2015\u2500\u30fc", "-"))


class Misfit(ValueError):
    """One cell that does not fit; says why and what to write instead."""

    def __init__(self, reason: Text, remedy: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason
        self.remedy = remedy


def plain(text: str) -> str:
    """Full-width forms, dashes and spaces in one way: what is left is compared and matched.

    >>> plain("２０２２年　２月—")
    '2022年 2月-'
    """
    return unicodedata.normalize("NFKC", text).translate(_DASHES).strip()


def is_blank(text: str) -> bool:
    """Whether a cell says that nothing is known.

    >>> is_blank("——"), is_blank("无"), is_blank("0")
    (True, True, False)
    """
    return plain(text).casefold() in BLANKS


def said(raw: object) -> str:
    """The beginning of what stood there, for a sentence."""
    text = str(raw).upper() if isinstance(raw, bool) else str(raw)
    return text if len(text) <= LONGEST_SAID else f"{text[:LONGEST_SAID]}…"
