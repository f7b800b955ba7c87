"""Yes and no as they are ticked, and when two words name the same choice."""

from luoshi.rules.names import normal_key
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.rules.written.misfits import Misfit, plain, said

_YES = frozenset(["是", "有", "对", "√", "✓", "✔", "☑", "y", "yes", "true", "1", "on", "已", "通过", "合格"])
_NO = frozenset(
    ["否", "没有", "不是", "错", "×", "x", "✗", "✘", "n", "no", "false", "0", "off", "未", "不通过", "不合格"]
)


def read_yes_or_no(raw: object) -> bool:
    """What a tick means; raises `Misfit`.

    >>> read_yes_or_no("√"), read_yes_or_no("否"), read_yes_or_no(True)
    (True, False, True)
    """
    if isinstance(raw, bool):
        return raw
    number = isinstance(raw, float) and raw in (0.0, 1.0)
    word = str(int(raw)) if number else plain(str(raw)).casefold()  # type: ignore[call-overload]
    if word in _YES or word in _NO:
        return word in _YES
    raise Misfit(
        Text(f"“{said(raw)}”不是“是”或“否”", f"'{said(raw)}' is neither yes nor no"),
        Text("请填“是”或“否”。", "Enter yes or no."),
    )


def same_word(text: str) -> str:
    """The form under which two spellings of one word meet; nothing where it holds what cannot be seen.

    >>> same_word("产业链 招商") == same_word("产业链招商")
    True
    """
    try:
        return normal_key(text)
    except Refused:
        return ""
