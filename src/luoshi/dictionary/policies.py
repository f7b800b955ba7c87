"""When a wording can be confirmed: it says something, and means no other element yet."""

from luoshi.packs.declarations import Element
from luoshi.rules.names import normal_key
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

MOST = 80


def check_wording(words: str, element: Element, meant: Element | None) -> str:
    """The wording as it is compared; refused when it says nothing, is too long, or `meant` is what it stands for."""
    key = normal_key(words)
    if not key or len(words.strip()) > MOST:
        raise Refused(
            "dictionary.no_wording",
            reason=Text("没有写叫法，或超过 80 个字。", "There is no wording, or it is longer than 80 characters."),
            remedy=Text("照报表上的写法填写。", "Write it as it stands on the form."),
            where="words",
        )
    if meant is None:
        return key
    if meant.code == element.code:
        raise Refused(
            "dictionary.known_already",
            reason=Text(f"“{words.strip()}”已经指这个数据元。", f"'{words.strip()}' stands for it already."),
            remedy=Text("不用再确认。", "There is nothing to confirm."),
            where="words",
        )
    raise Refused(
        "dictionary.means_another",
        reason=Text(
            f"“{words.strip()}”已经指数据元“{meant.title.zh}”。",
            f"'{words.strip()}' already stands for '{meant.title.en}'.",
        ),
        remedy=Text("先撤回那边的叫法，或换一个说得出区别的写法。", "Withdraw it there first, or word it apart."),
        where="words",
    )
