"""Sample content keeps its translation beside it, out of the product's catalogue."""

from luoshi.rules.texts import Text
from luoshi.web.wording import say


def both(zh: str, en: str) -> str:
    """The sample text in the reader's language."""
    return say(Text(zh, en))
