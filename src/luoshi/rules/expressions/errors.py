"""The one error of the language: what is wrong, in which column, and what to write instead."""

from collections.abc import Iterable
from difflib import get_close_matches

from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


class ExpressionError(Refused):
    """An expression that cannot be accepted; `column` counts characters from 1."""

    def __init__(self, code: str, *, column: int, reason: Text, remedy: Text) -> None:
        super().__init__(f"expressions.{code}", reason=reason, remedy=remedy, where=f"column {column}")
        self.column = column


def suggestion(word: str, known: Iterable[str], *, otherwise: Text) -> Text:
    """ "Did you mean …" when a known word is close, else the remedy given."""
    close = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    if not close:
        return otherwise
    return Text(f"是否想写 {close[0]}？", f"Did you mean {close[0]}?")


def listed(words: Iterable[str]) -> str:
    """Words for a message, shortened so that a long list stays readable."""
    ordered = sorted(words)
    return ", ".join(ordered[:12]) + (", …" if len(ordered) > 12 else "")


def today_missing(column: int) -> ExpressionError:
    return ExpressionError(
        "today_missing",
        column=column,
        reason=Text("此处用到今天，但没有给出日期。", "This uses today's date, and none was given."),
        remedy=Text("提问时给出日期。", "Give the date when asking."),
    )
