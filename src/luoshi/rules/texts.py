"""A text in both languages of the product."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """What is shown to people: Chinese first, English complete."""

    zh: str
    en: str

    def in_(self, language: str) -> str:
        """The wording for a language code such as `zh-hans` or `en`; anything unknown reads Chinese."""
        return self.en if language.startswith("en") else self.zh
