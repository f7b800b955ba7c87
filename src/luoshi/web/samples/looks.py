"""How the style page can be looked at: in each theme, size and language, without changing one's own choice."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from luoshi.web.appearance import THEME_WORDS, Appearance, appearance_of, theme_named
from luoshi.web.components.lists import Option
from luoshi.web.samples.wording import both


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose on the style page: its title, and each option with its address."""

    title: str
    options: tuple[tuple[Option, bool], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What the address asks for; what it leaves out is as the reader has it."""

    appearance: Appearance
    language: str

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The switches, each leading to the same page with one thing changed."""
        here = {
            "theme": self.appearance.theme.value,
            "size": "large" if self.appearance.large else "usual",
            "lang": self.language,
        }
        return (
            _choice(
                both("颜色", "Colours"), "theme", here, {each.value: str(word) for each, word in THEME_WORDS.items()}
            ),
            _choice(
                both("字号", "Size"), "size", here, {"usual": both("标准", "Usual"), "large": both("大字", "Large")}
            ),
            _choice(both("语言", "Language"), "lang", here, {"zh-hans": "中文", "en": "English"}),
        )


def look_of(request: HttpRequest) -> Look:
    """What to draw the style page in."""
    own, asked = appearance_of(request), request.GET
    language = asked.get("lang", "")
    return Look(
        Appearance(
            large=asked["size"] == "large" if "size" in asked else own.large,
            theme=theme_named(asked["theme"]) if "theme" in asked else own.theme,
        ),
        language if language in dict(settings.LANGUAGES) else get_language() or settings.LANGUAGE_CODE,
    )


def _choice(title: str, name: str, here: dict[str, str], words: dict[str, str]) -> Choice:
    options = (
        (Option("?" + urlencode(here | {name: value}), word), here[name] == value) for value, word in words.items()
    )
    return Choice(title, tuple(options))
