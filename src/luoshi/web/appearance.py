"""How a reader wants the pages to look: colours and size of letters, kept in cookies, so that no page flashes."""

from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

LARGE_PRINT_COOKIE = "luoshi_print"
THEME_COOKIE = "luoshi_theme"


class Theme(StrEnum):
    """Which colours a page is drawn in."""

    AUTO = "auto"  # as the system says
    LIGHT = "light"
    DARK = "dark"


THEME_WORDS: dict[Theme, Promise] = {
    Theme.AUTO: gettext_lazy("随系统"),
    Theme.LIGHT: gettext_lazy("浅色"),
    Theme.DARK: gettext_lazy("深色"),
}


@dataclass(frozen=True, slots=True)
class Appearance:
    """What the page's first tag says about its looks."""

    large: bool = False
    theme: Theme = Theme.AUTO

    @property
    def themes(self) -> tuple[tuple[str, str, bool], ...]:
        """Each choice of colours: its value, its word, whether it is the present one."""
        return tuple((theme.value, str(word), theme is self.theme) for theme, word in THEME_WORDS.items())


def appearance_of(request: HttpRequest) -> Appearance:
    """What the cookies of this browser say; nonsense in them counts as no choice."""
    return Appearance(
        large=request.COOKIES.get(LARGE_PRINT_COOKIE) == "large",
        theme=theme_named(request.COOKIES.get(THEME_COOKIE, "")),
    )


def theme_named(name: str) -> Theme:
    """The theme of that name; the system's where there is none."""
    return Theme(name) if name in set(Theme) else Theme.AUTO
