"""The design's tokens: colours that can be read in both themes, one source for style sheet and style page."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.web.tests.reading import Page
from luoshi.web.tokens import Pair, Token, contrast, tokens

STYLES = Path(__file__).resolve().parents[4] / "frontend" / "src" / "styles"
TEXT, PART = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11: least contrast of text, and of what one must see to operate
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b(?=[;\s,)])|\b(?:rgb|hsl|oklch)a?\(")
USED = re.compile(r"var\(--([a-z0-9-]+)")
SET = re.compile(r"^\s*--([a-z0-9-]+):", re.MULTILINE)
EVERY = tuple(token for group in tokens().groups for token in group.tokens)
FAMILY = {"bs"}  # Bootstrap's own names


def shown(token: Token) -> tuple[str, ...]:
    """The values a reader of the style page is to find."""
    return tuple(value for value in (token.light, token.dark, token.paper, token.english, token.still) if value)


@pytest.mark.parametrize("pair", tokens().pairs, ids=lambda pair: f"{pair.of} on {pair.on}")
def test_two_colours_that_meet_can_be_told_apart(pair: Pair) -> None:
    of, on = tokens().named(pair.of), tokens().named(pair.on)
    assert contrast(of.light, on.light) >= pair.least
    assert contrast(of.dark, on.dark) >= pair.least
    if of.paper and on.paper:
        assert contrast(of.paper, on.paper) >= pair.least


def test_every_colour_of_letters_is_held_to_the_contrast_of_text() -> None:
    held = {pair.of: pair.least for pair in tokens().pairs}
    tones = (
        "green",
        "yellow",
        "red",
        "blue",
        "grey",
        "accent",
        "accent-deep",
        "on-accent",
        "ink",
        "ink-soft",
        "ink-faint",
    )
    assert {name: held.get(name) for name in tones} == dict.fromkeys(tones, TEXT)
    assert held["line-strong"] == PART


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#123456", "#123456", 1),
    ],
)
def test_contrast_is_counted_as_the_guideline_does(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_every_token_says_in_both_languages_what_it_is_for() -> None:
    assert [token.name for token in EVERY if not (token.light and token.use.zh and token.use.en)] == []
    assert len({token.name for token in EVERY}) == len(EVERY)


def test_no_style_sheet_names_a_colour_of_its_own() -> None:
    found = {
        f"{sheet.name}: {colour}"
        for sheet in STYLES.glob("*.css")
        for colour in COLOUR.findall(sheet.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_no_style_sheet_asks_for_a_token_that_is_not_there() -> None:
    sheets = {sheet.name: sheet.read_text(encoding="utf-8") for sheet in STYLES.glob("*.css")}
    known = {token.name for token in EVERY} | {name for text in sheets.values() for name in SET.findall(text)}
    asked = {
        f"{name}: --{token}"
        for name, text in sheets.items()
        for token in USED.findall(text)
        if token not in known and token.partition("-")[0] not in FAMILY
    }
    assert asked == set()


def test_the_style_page_shows_every_token_with_its_values(signed_in: Client) -> None:
    page = Page(signed_in.get(reverse("style")).content.decode())
    rows = {row.traits["data-token"]: row.text for row in page.elements if "data-token" in row.traits}
    missing = [token.name for token in EVERY if not all(value in rows.get(token.name, "") for value in shown(token))]
    assert missing == []
