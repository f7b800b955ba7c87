"""Texts of the interface's document in both languages at once, until somebody asks for one of them."""

from typing import Any

from luoshi.rules.texts import Text

_BETWEEN = "\x1f"


def both(text: Text) -> str:
    """Both wordings as one string, for places that take strings only."""
    return f"{text.zh}{_BETWEEN}{text.en}"


def in_language(value: Any, language: str) -> Any:
    """A document with every such string in one language."""
    match value:
        case str() if _BETWEEN in value:
            zh, en = value.split(_BETWEEN)
            return Text(zh, en).in_(language)
        case dict():
            return {name: in_language(held, language) for name, held in value.items()}
        case list():
            return [in_language(held, language) for held in value]
        case _:
            return value
