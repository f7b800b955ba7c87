"""The wording of bilingual values in the language of the page."""

from collections.abc import Iterable

from django.utils.translation import get_language

from luoshi.rules.texts import Text


def in_brackets(words: str) -> str:
    """Words that stand behind another one, in the brackets of the reader's language."""
    return say(Text(f"（{words}）", f" ({words})"))


def say(text: Text) -> str:
    """The text in the language the reader has chosen."""
    return text.in_(get_language() or "zh-hans")


def listed(words: Iterable[str]) -> str:
    """Several words after each other, divided as the reader's language divides them."""
    return ("、" if (get_language() or "zh").startswith("zh") else ", ").join(words)
