"""The wording of bilingual values in the language of the page."""

from django.utils.translation import get_language

from luoshi.rules.texts import Text


def say(text: Text) -> str:
    """The text in the language the reader has chosen."""
    return text.in_(get_language() or "zh-hans")
