"""The tokens of the design: what `tokens.json` names, which the style sheet and the style page are both made from."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from luoshi.rules.texts import Text

SOURCE = Path(__file__).with_name("tokens.json")


@dataclass(frozen=True, slots=True)
class Token:
    """A name with its value; colours have one for light and one for dark, and perhaps one for paper."""

    name: str
    use: Text
    light: str
    dark: str = ""
    paper: str = ""
    english: str = ""
    still: str = ""

    @property
    def has_sides(self) -> bool:
        """Whether it looks different in the dark."""
        return bool(self.dark)


@dataclass(frozen=True, slots=True)
class TokenGroup:
    """Tokens of one kind."""

    id: str
    title: Text
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours that meet, and the least contrast between them."""

    of: str
    on: str
    least: float


@dataclass(frozen=True, slots=True)
class Tokens:
    """All of them."""

    groups: tuple[TokenGroup, ...]
    pairs: tuple[Pair, ...]

    def named(self, name: str) -> Token:
        """The token of that name; KeyError where there is none."""
        return {token.name: token for group in self.groups for token in group.tokens}[name]


@cache
def tokens() -> Tokens:
    """What the source says; read once in a process."""
    told = json.loads(SOURCE.read_text(encoding="utf-8"))
    groups = tuple(
        TokenGroup(group["id"], _text(group["title"]), tuple(map(_token, group["tokens"])))
        for group in told["groups"]
    )
    pairs = tuple(Pair(of, on, pair["least"]) for pair in told["pairs"] for of in pair["of"] for on in pair["on"])
    return Tokens(groups, pairs)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours like #16211f, from 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _text(told: dict[str, str]) -> Text:
    return Text(told["zh"], told["en"])


def _token(told: dict[str, Any]) -> Token:
    return Token(
        name=told["name"],
        use=_text(told["use"]),
        light=told.get("light", told.get("value", "")),
        dark=told.get("dark", ""),
        paper=told.get("print", ""),
        english=told.get("english", ""),
        still=told.get("still", ""),
    )
